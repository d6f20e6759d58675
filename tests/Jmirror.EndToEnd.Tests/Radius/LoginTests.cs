using Jmirror.EndToEnd.Tests.Live;
using Jmirror.EndToEnd.Tests.Wire;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Radius;

/// <summary>A FreeRADIUS server accepts logins, orders mirrors with them, and keeps the accounting.</summary>
[Collection(WireCollection.Name)]
public sealed class LoginTests : IDisposable
{
    private const string Server = "10.8.0.2";
    private const string Router = "10.8.0.1";
    private const string PppIp = "(ppp.protocol == 0x0021 || ppp.protocol == 0x0057)";
    private const int PacketOffset = 30; // behind Ethernet, two tags, PPPoE and PPP
    private const string Password = "wonderland";

    private const string Users = $"""
        user3@isp.example Cleartext-Password := "{Password}"
        	Framed-IP-Address = 10.0.0.13,
        	Acct-Interim-Interval = 60,
        	ERX-LI-Action = 1,
        	ERX-Med-Dev-Handle = 0x0000030000000090,
        	ERX-Med-Ip-Address = {LiveBed.Analyzer},
        	ERX-Med-Port-Number = 30030

        server@isp.example Cleartext-Password := "{Password}"
        	Framed-IP-Address = 10.0.0.10
        """;

    private static readonly string Capture = Captures.Own("dev-pppoe-qinq-pap.pcap");

    private readonly RadiusBed _bed = new();

    public void Dispose() => _bed.Dispose();

    [Theory]
    [InlineData("mx")]
    [InlineData("e")]
    public void Run_WithSubscribersThatLogIn_MirrorsAndAccountsForEach(string series)
    {
        var mirrored = Oracle.IpPackets(Capture, $"pppoe.session_id == 3 && {PppIp}", PacketOffset);
        var toServer = Oracle.IpPackets(Capture, "ip.dst == 10.0.0.10", PacketOffset);
        using var folder = new FreeradiusFolder(Users, RadiusBed.Secret, RadiusBed.Loopback);
        using var freeradius = _bed.Live.StartInRouter(FreeradiusFolder.Program(), folder.Arguments);
        freeradius.WaitUntilItSays(FreeradiusFolder.Ready);
        using var analyzer = AnalyzerCapture.Start(_bed.Live);
        using var run = _bed.StartRun(LoggingIn(series));
        run.WaitUntilItSays("Accepted");
        _bed.Play(Capture);
        Waiting.Until(
            () => folder.Accounting.Contains("Interim-Update", StringComparison.Ordinal),
            "an Interim-Update"
        );
        var result = run.Terminate();
        var summary = JmirrorProgram.Summary(result, 0);
        summary.AssertBalanced();
        freeradius.Terminate();
        var radius = summary.GetProperty("radius");
        Assert.Equal(2, radius.GetProperty("accepted").GetInt32());
        Assert.Equal(1, radius.GetProperty("mirrorOrders").GetInt32());
        Assert.Equal(0, radius.GetProperty("accountingUnanswered").GetInt32());

        MirroredFile.AssertSame(mirrored, analyzer.StopAndReadPayloads());
        Assert.Equal(mirrored.Count, summary.Packets("matched"));
        AssertRecords(folder, "70001", (mirrored.Count, mirrored.Sum(one => one.Length)), (0, 0));
        AssertRecords(folder, "70002", (0, 0), (toServer.Count, toServer.Sum(one => one.Length)));
        foreach (var secret in (string[])[RadiusBed.Secret, Password])
        {
            Assert.DoesNotContain(
                secret,
                result.Error + File.ReadAllText(_bed.SecureLog),
                StringComparison.Ordinal
            );
        }
        Assert.DoesNotContain("0000030000000090", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void DisconnectRequest_EndsTheSessionItsMirrorAndItsAccounting()
    {
        using var folder = new FreeradiusFolder(Users, RadiusBed.Secret, RadiusBed.Loopback);
        using var freeradius = _bed.Live.StartInRouter(FreeradiusFolder.Program(), folder.Arguments);
        freeradius.WaitUntilItSays(FreeradiusFolder.Ready);
        using var analyzer = AnalyzerCapture.Start(_bed.Live);
        using var run = _bed.StartRun(LoggingIn("mx"));
        run.WaitUntilItSays("Accepted");

        Assert.Equal("nak Missing-Attribute", _bed.Ask("disconnect", "User-Name = \"user3@isp.example\""));
        Assert.Equal(
            "nak Session-Context-Not-Found",
            _bed.Ask("disconnect", "Acct-Session-Id = \"70001\", User-Name = \"server@isp.example\"")
        );
        Assert.Equal("ack", _bed.Ask("disconnect", "Acct-Session-Id = \"70001\""));
        Assert.Equal("nak Session-Context-Not-Found", _bed.Ask("disconnect", "Acct-Session-Id = \"70001\""));
        _bed.Play(Capture);
        Waiting.Until(
            () => folder.Accounting.Contains("Acct-Terminate-Cause = Admin-Reset", StringComparison.Ordinal),
            "the Stop of the session"
        );
        var requests = _bed.Statistics().GetProperty("radius").GetProperty("dynamicRequests");
        Assert.Equal(1, requests.GetProperty("disconnect-ack").GetInt32());
        Assert.Equal(3, requests.GetProperty("disconnect-nak").GetInt32());
        LiveBed.End(run);
        freeradius.Terminate();

        Assert.Empty(analyzer.Stop());
        AssertRecords(folder, "70001", (0, 0), (0, 0));
    }

    [Fact]
    public void Run_ThatOverhearsAnAccessAccept_MirrorsFromThatLoginOn()
    {
        // Both are on the wire; the request leaves the tap, the answer arrives at it.
        _bed.Live.InSubscribers($"ip addr add {Server}/24 dev {LiveBed.Wire}");
        _bed.Live.InRouter($"ip addr add {Router}/24 dev {LiveBed.Tap}");
        var expected = Oracle.IpPackets(Capture, "ip.addr == 10.0.0.13", PacketOffset);
        using var folder = new FreeradiusFolder(Users, RadiusBed.Secret, Server);
        using var freeradius = _bed.Live.StartInSubscribers(FreeradiusFolder.Program(), folder.Arguments);
        freeradius.WaitUntilItSays(FreeradiusFolder.Ready);
        using var analyzer = AnalyzerCapture.Start(_bed.Live);
        using var run = _bed.StartRun(
            $$"""
            router: { series: mx, source-address: {{LiveBed.Source}} }
            learning: { ppp: false, dhcpv6: false, neighbour-discovery: false }
            radius: { sniff: [ { server: {{Server}}, secret: {{RadiusBed.Secret}} } ] }
            """,
            capture: ", outgoing: include"
        );
        _bed.Play(Capture);
        var request = _bed.Live.Write(
            "login",
            $"User-Name = \"user3@isp.example\", User-Password = \"{Password}\", NAS-IP-Address = {Router}, "
                + "Message-Authenticator = 0x00"
        );
        _bed.Live.InRouter($"radclient -r 1 -t 2 -f {request} {Server}:1812 auth {RadiusBed.Secret}");
        Waiting.Until(
            () => File.ReadAllText(_bed.SecureLog).Contains("start", StringComparison.Ordinal),
            "the mirror has started"
        );
        _bed.Play(Capture);
        LiveBed.End(run);

        var copies = analyzer.Stop();
        MirroredFile.AssertSame(expected, [.. copies.Select(copy => copy[36..])]);
        Assert.All(copies, copy => Assert.Equal((0x300u, 0x90u), AnalyzerCapture.HeaderOf(copy)));
    }

    /// <summary>A run whose two subscribers log in when it starts.</summary>
    private static string LoggingIn(string series) =>
        $$"""
            router: { series: {{series}}, name: lab1, source-address: {{LiveBed.Source}} }
            learning: { ppp: false, dhcpv6: false, neighbour-discovery: false }
            radius:
              servers: [ { address: {{RadiusBed.Loopback}}, secret: {{RadiusBed.Secret}} } ]
              interim-interval: 1s
              dynamic-requests:
                listen: {{RadiusBed.Loopback}}
                clients: [ { address: {{RadiusBed.Loopback}}, secret: {{RadiusBed.Secret}} } ]
            subscribers:
              - username: user3@isp.example
                acct-session-id: "70001"
                interface: {{LiveBed.Tap}}
                outer-vlan: 3
                inner-vlan: 7
                mac: "02:00:00:00:00:03"
                pppoe-session: 3
                login: radius
                password: {{Password}}
              - username: server@isp.example
                acct-session-id: "70002"
                login: radius
                password: {{Password}}
            """;

    /// <summary>FreeRADIUS has a Start, Interim-Updates and a Stop of a session; the Stop has these figures.</summary>
    private static void AssertRecords(
        FreeradiusFolder folder,
        string session,
        (int Packets, int Bytes) input,
        (int Packets, int Bytes) output
    )
    {
        var records = folder
            .Accounting.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Where(record =>
                record.Contains($"\tAcct-Session-Id = \"{session}\"\n", StringComparison.Ordinal)
            )
            .ToList();
        Assert.Contains("Acct-Status-Type = Start\n", records[0], StringComparison.Ordinal);
        Assert.All(
            records[1..^1],
            one => Assert.Contains("= Interim-Update\n", one, StringComparison.Ordinal)
        );
        var stop = records[^1];
        foreach (
            var line in (string[])
                [
                    "Acct-Status-Type = Stop",
                    $"Acct-Input-Packets = {input.Packets}",
                    $"Acct-Input-Octets = {input.Bytes}",
                    "Acct-Input-Gigawords = 0",
                    $"Acct-Output-Packets = {output.Packets}",
                    $"Acct-Output-Octets = {output.Bytes}",
                    "Acct-Output-Gigawords = 0",
                ]
        )
            Assert.Contains($"\t{line}\n", stop, StringComparison.Ordinal);
    }
}
