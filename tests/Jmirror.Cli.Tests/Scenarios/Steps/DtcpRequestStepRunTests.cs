using System.Net;
using System.Net.Sockets;
using Jmirror.Cli.Tests.Dtcp;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Scenarios.Steps;

namespace Jmirror.Cli.Tests.Scenarios.Steps;

/// <summary>DTCP requests to the emulator's own service.</summary>
[Collection("ssh front")]
public sealed class DtcpRequestStepRunTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);

    [Theory]
    [InlineData(DtcpTransport.Tcp)]
    [InlineData(DtcpTransport.Udp)]
    public async Task Sequence_StaleOrRepeated_IsRefusedByAStrictRouter(DtcpTransport transport)
    {
        using var service = Service(transport, DtcpSequence.Strict, DtcpDistrust.Answer);
        await using var bench = new StepBench();
        var step = StepTo(service) with { Transport = transport };
        await bench.PassesAsync(step with { Times = 3 }, "200 expected; came: 3 x 200");
        var late = step with { Sequence = new DtcpSequenceRule(DtcpSequenceKind.Stale, 0), Expect = [498] };
        await bench.PassesAsync(late with { Times = 2 }, "498 expected; came: 2 x 498");
        await bench.PassesAsync(
            late with
            {
                Sequence = new DtcpSequenceRule(DtcpSequenceKind.Repeat, 0),
            },
            "498 expected; came: 1 x 498"
        );
        // Too far ahead; what is refused does not count.
        await bench.PassesAsync(
            late with
            {
                Sequence = new DtcpSequenceRule(DtcpSequenceKind.Given, 1000),
            },
            "498 expected; came: 1 x 498"
        );
        await bench.PassesAsync(step, "200 expected; came: 1 x 200");
        await bench.FailsAsync(late with { Expect = [200, 400] }, "200 or 400 expected; came: 1 x 498");
    }

    [Fact]
    public async Task Sequence_StaleAtARouterThatDropsIt_MeetsSilence()
    {
        using var service = Service(DtcpTransport.Tcp, DtcpSequence.Strict, DtcpDistrust.Drop);
        await using var bench = new StepBench();
        var step = StepTo(service);
        await bench.PassesAsync(step, "200 expected; came: 1 x 200");
        await bench.PassesAsync(
            step with
            {
                Sequence = new DtcpSequenceRule(DtcpSequenceKind.Stale, 0),
                Expect = [],
                Timeout = Short,
            },
            "no answer expected; came: 1 x no answer"
        );
        await bench.PassesAsync(step, "200 expected; came: 1 x 200");
    }

    [Fact]
    public async Task Sequence_StaleAtARouterThatDoesNotLook_Fails()
    {
        using var service = Service(DtcpTransport.Tcp, DtcpSequence.Ignore, DtcpDistrust.Drop);
        await using var bench = new StepBench();
        var step = StepTo(service);
        await bench.PassesAsync(step, "200 expected; came: 1 x 200");
        var late = step with { Sequence = new DtcpSequenceRule(DtcpSequenceKind.Stale, 0) };
        await bench.FailsAsync(late with { Expect = [498] }, "498 expected; came: 1 x 200");
        await bench.FailsAsync(late with { Expect = [] }, "no answer expected; came: 1 x 200");
    }

    [Theory]
    [InlineData(DtcpAuthentication.Bad)]
    [InlineData(DtcpAuthentication.None)]
    public async Task Authentication_BadOrMissing_IsRefused(DtcpAuthentication authentication)
    {
        using var service = Service(DtcpTransport.Tcp, DtcpSequence.Ignore, DtcpDistrust.Answer);
        await using var bench = new StepBench();
        var step = StepTo(service) with { Authentication = authentication, Expect = [497] };
        await bench.PassesAsync(step, "497 expected; came: 1 x 497");
    }

    [Fact]
    public async Task Answer_UnderAnotherKey_PassesForNothing()
    {
        using var service = Service(DtcpTransport.Tcp, DtcpSequence.Ignore, DtcpDistrust.Answer);
        await using var bench = new StepBench();
        var step = StepTo(service) with { Key = "s3cret-word", Expect = [497] };
        await bench.FailsAsync(step, "497 expected; came: 1 x 497 with a wrong digest");
    }

    [Fact]
    public async Task Requests_WithMistakes_HaveTheirCodes()
    {
        using var service = Service(DtcpTransport.Tcp, DtcpSequence.Ignore, DtcpDistrust.Answer);
        await using var bench = new StepBench();
        var step = StepTo(service);
        (int Code, string[] Lines)[] cases =
        [
            (431, ["DELETE DTCP/0.7", "Criteria-ID: 77", "Flags: STATIC"]),
            (400, ["LIST DTCP/0.7", "Flags: BOTH", "X-Nonsense: 1"]),
            (505, ["LIST DTCP/9.9", "Flags: BOTH"]),
            (501, ["NOOP DTCP/0.7"]),
            (499, ["LIST DTCP/0.7", "Csource-ID: mallory", "Flags: BOTH"]),
        ];
        foreach (var (code, lines) in cases)
        {
            await bench.PassesAsync(
                step with
                {
                    Lines = [.. lines],
                    Expect = [code],
                },
                $"{code} expected; came: 1 x {code}"
            );
        }
    }

    [Fact]
    public async Task Ssh_ByKey_CarriesRequests()
    {
        using var service = new RunningService("sequence: strict");
        await using var bench = new StepBench();
        var step = StepTo(service) with
        {
            Transport = DtcpTransport.Ssh,
            SshOptions =
            [
                $"IdentityFile={service.KeyFile}",
                "StrictHostKeyChecking=no",
                "UserKnownHostsFile=/dev/null",
                "LogLevel=ERROR",
            ],
        };
        await bench.PassesAsync(step with { Times = 5, Rate = 100 }, "200 expected; came: 5 x 200");
        await bench.PassesAsync(
            step with
            {
                Sequence = new DtcpSequenceRule(DtcpSequenceKind.Stale, 0),
                Expect = [],
                Timeout = Short,
            },
            "no answer expected; came: 1 x no answer"
        );
        var problem = await Assert.ThrowsAsync<CommandException>(() =>
            bench.RunAsync(step with { User = "mallory", Expect = [] })
        );
        Assert.StartsWith("ssh does not log in: ", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Channel_ThatTheRouterCloses_IsNotSilence()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var closing = TakeAndCloseAsync(listener, TestContext.Current.CancellationToken);
        await using var bench = new StepBench();
        await bench.FailsAsync(
            StepTo(((IPEndPoint)listener.LocalEndpoint).Port) with
            {
                Expect = [],
            },
            "no answer expected; came: 1 x the channel was closed"
        );
        await closing;
    }

    private static async Task TakeAndCloseAsync(TcpListener listener, CancellationToken cancellation)
    {
        using var client = await listener.AcceptSocketAsync(cancellation);
        await client.ReceiveAsync(new byte[1000], cancellation);
    }

    private static RunningService Service(
        DtcpTransport transport,
        DtcpSequence sequence,
        DtcpDistrust distrust
    ) => new("", config => config with { Transport = transport, Sequence = sequence, Distrust = distrust });

    private static DtcpRequestStep StepTo(RunningService service) => StepTo(service.Port);

    private static DtcpRequestStep StepTo(int port) =>
        new()
        {
            Router = "127.0.0.1",
            Port = (ushort)port,
            Transport = DtcpTransport.Tcp,
            User = "li-user",
            Lines = ["LIST DTCP/0.7", "Flags: BOTH"],
            Expect = [200],
            Timeout = TimeSpan.FromSeconds(10),
        };
}
