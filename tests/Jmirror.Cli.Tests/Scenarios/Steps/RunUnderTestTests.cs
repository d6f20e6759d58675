using System.Net;
using System.Net.Sockets;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Scenarios.Steps;
using Jmirror.Testing;

namespace Jmirror.Cli.Tests.Scenarios.Steps;

/// <summary>The negative tests of the control plane against a <c>jmirror run</c>, a program of its own, on loopback.</summary>
public sealed class RunUnderTestTests
{
    private const string Session = "Acct-Session-Id=0010000a";
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task Run_BehavesInEachNegativeTest()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "a run captures, which needs root");
        using var folder = new TemporaryFolder();
        var (radius, dtcp) = (FreePort(SocketType.Dgram), FreePort(SocketType.Stream));
        using var run = RunningTool.Start(
            Path.Combine(AppContext.BaseDirectory, "jmirror"),
            ["run", "--config", folder.Write("router.yaml", Router(folder.PathOf("api.sock"), radius, dtcp))]
        );
        run.WaitUntilItSays(" is mirroring");
        await using var bench = new StepBench();
        await AskBadlyByRadiusAsync(bench, new IPEndPoint(IPAddress.Loopback, radius));
        await AskBadlyByDtcpAsync(bench, dtcp);
        Assert.Equal(0, run.Interrupt().ExitCode);
    }

    private static async Task AskBadlyByRadiusAsync(StepBench bench, IPEndPoint router)
    {
        var genuine = RouterUnderTest.Request(router, Session, "LI-Action=off") with { Name = "genuine" };
        await bench.PassesAsync(genuine, "ACK expected; came: 1 x ACK");
        await bench.PassesAsync(
            new RadiusReplayStep
            {
                Of = "genuine",
                IsFromSamePort = true,
                Expect = DynamicExpectation.Ack,
            },
            "the first answer expected to the same bytes again; came: it"
        );
        await bench.PassesAsync(
            RouterUnderTest.Request(
                router,
                Session,
                "LI-Action=on",
                "Med-Dev-Handle=0x0000030000000090",
                "Med-Ip-Address=127.0.0.1"
            ) with
            {
                Expect = DynamicExpectation.Nak,
                ErrorCause = (uint)RadiusErrorCause.MissingAttribute,
            },
            "NAK 402 expected; came: 1 x NAK 402"
        );
        await bench.PassesAsync(
            genuine with
            {
                Name = null,
                Timestamp = new EventTimestamp(TimeSpan.FromDays(1)),
                Expect = DynamicExpectation.Silence,
                Timeout = Short,
            },
            "no answer expected; came: 1 x no answer"
        );
    }

    private static async Task AskBadlyByDtcpAsync(StepBench bench, ushort port)
    {
        var list = new DtcpRequestStep
        {
            Router = "127.0.0.1",
            Port = port,
            Transport = DtcpTransport.Tcp,
            User = "li-user",
            Lines = ["LIST DTCP/0.7", "Flags: BOTH"],
            Expect = [200],
        };
        await bench.PassesAsync(list with { Times = 2 }, "200 expected; came: 2 x 200");
        await bench.PassesAsync(
            list with
            {
                Sequence = new DtcpSequenceRule(DtcpSequenceKind.Stale, 0),
                Expect = [498],
            },
            "498 expected; came: 1 x 498"
        );
    }

    private static string Router(string socket, ushort radius, ushort dtcp) =>
        $$"""
            router: { source-address: 127.0.0.1 }
            capture: { interfaces: [{ name: lo, side: access }] }
            analyzers: { md1: { address: 127.0.0.1, port: 30030 } }
            api: { socket: {{socket}} }
            subscribers: [{ acct-session-id: 0010000a, outer-vlan: 4000, ipv4: 192.0.2.9 }]
            radius:
              dynamic-requests:
                listen: 127.0.0.1
                port: {{radius}}
                clients: [{ address: 127.0.0.1, secret: testing123 }]
                require-message-authenticator: true
                event-timestamp-window: 5m
            dtcp:
              transport: tcp
              listen: 127.0.0.1
              port: {{dtcp}}
              sequence: strict
              distrusted: answer
              users: { li-user: { authorized-keys: ssh-ed25519 AAAA } }
            """;

    private static ushort FreePort(SocketType type)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, type, ProtocolType.Unspecified);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return (ushort)((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
