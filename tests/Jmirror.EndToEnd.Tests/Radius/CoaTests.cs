using Jmirror.EndToEnd.Tests.Live;
using Jmirror.EndToEnd.Tests.Wire;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Radius;

/// <summary>
/// FreeRADIUS's radclient starts, replaces and stops mirrors of a live run, and what arrives at the analyzer says so.
/// </summary>
[Collection(WireCollection.Name)]
public sealed class CoaTests : IDisposable
{
    private const string User = "User-Name = \"user3@isp.example\"";

    // Later on the sessions end.
    private const string Logins = "frame.number <= 1700";
    private const string Data = "pppoe.session_id == 3 && ip";
    private const string Handle = "0000030000000090";
    private const string OtherHandle = "0000031000000091";
    private const uint MirrorId = 0x300;
    private const uint OtherMirrorId = 0x310;

    private static readonly string Capture = Captures.Own("dev-pppoe-qinq-pap.pcap");

    private static readonly string[] LoggedKinds = ["start", "end", "answer", "failure"];

    private readonly RadiusBed _bed = new();

    public void Dispose() => _bed.Dispose();

    [Fact]
    public void Coa_StartReplaceNoOperationStop_MirrorsAsToldFromThenOn()
    {
        var data = _bed.Cut(Capture, Data);
        var packets = Oracle.IpPackets(Capture, Data, 30);
        using var analyzer = AnalyzerCapture.Start(_bed.Live);
        using var run = _bed.StartRun(Listening("mx"));
        _bed.Play(_bed.Cut(Capture, Logins));

        Assert.Equal("ack", Coa(User, "ERX-LI-Action = 2"));
        _bed.Play(data);
        Assert.Equal("ack", Coa(User, Start(Handle)));
        _bed.Play(data);
        Assert.Equal("ack", Coa(User, "ERX-LI-Action = 2"));
        _bed.Play(data);
        Assert.Equal("ack", Coa(User, Start(OtherHandle)));
        _bed.Play(data);
        Assert.Equal("ack", Coa(User, "ERX-LI-Action = 0"));
        _bed.Play(data);
        Assert.Equal("ack", Coa(User, "ERX-LI-Action = 0"));
        LiveBed.End(run);

        var copies = analyzer.Stop();
        var expected = Enumerable.Repeat(packets, 3).SelectMany(one => one).ToList();
        MirroredFile.AssertSame(expected, [.. copies.Select(copy => copy[36..])]);
        var headers = copies.Select(AnalyzerCapture.HeaderOf).ToList();
        Assert.All(headers[..(2 * packets.Count)], header => Assert.Equal((MirrorId, 0x90u), header));
        Assert.All(headers[(2 * packets.Count)..], header => Assert.Equal((OtherMirrorId, 0x91u), header));
        AssertLogged("answer", "start", "answer", "end", "start", "end", "answer");
    }

    [Fact]
    public void Coa_ReplaceInMidTraffic_LosesNoPacketAndChangesTheHeaderOnce()
    {
        var data = _bed.Cut(Capture, Data);
        var packets = Oracle.IpPackets(Capture, Data, 30);
        const int Rounds = 20;
        using var analyzer = AnalyzerCapture.Start(_bed.Live);
        using var run = _bed.StartRun(Listening("mx"));
        _bed.Play(_bed.Cut(Capture, Logins));
        Assert.Equal("ack", Coa(User, Start(Handle)));
        using var replay = _bed.Live.StartInSubscribers(
            Tool.Find("tcpreplay")!,
            ["-q", "-i", LiveBed.Wire, "--pps", "700", "--loop", $"{Rounds}", data]
        );
        Assert.Equal("ack", Coa(User, Start(OtherHandle)));
        replay.WaitForEnd();
        LiveBed.End(run);

        var copies = analyzer.Stop();
        Assert.Equal(Rounds * packets.Count, copies.Count);
        var ids = copies.Select(copy => AnalyzerCapture.HeaderOf(copy).MirrorId).ToList();
        var changed = ids.IndexOf(OtherMirrorId);
        Assert.True(changed >= 0);
        Assert.All(ids[changed..], id => Assert.Equal(OtherMirrorId, id));
    }

    [Theory]
    [InlineData("mx")]
    [InlineData("e")]
    public void Coa_ThatIsRefused_MirrorsNothing(string series)
    {
        var data = _bed.Cut(Capture, Data);
        using var analyzer = AnalyzerCapture.Start(_bed.Live);
        using var run = _bed.StartRun(Listening(series));
        _bed.Play(_bed.Cut(Capture, Logins));
        var half = Start(Handle)[..Start(Handle).LastIndexOf(", ", StringComparison.Ordinal)];
        Assert.Equal("none", _bed.Ask("coa", $"{User}, {Start(Handle)}", "another-secret"));
        Assert.Equal("nak Missing-Attribute", Coa(User, "ERX-Med-Port-Number = 30030"));
        Assert.Equal("nak Missing-Attribute", Coa(User, half));
        Assert.Equal("nak Invalid-Request", Coa(User, Start("00000010")));
        Assert.Equal("nak Missing-Attribute", _bed.Ask("coa", Start(Handle)));
        Assert.Equal("nak Session-Context-Not-Found", Coa("Acct-Session-Id = \"999\"", Start(Handle)));
        Assert.Equal(
            "nak Session-Context-Not-Found",
            Coa($"{User}, Framed-IP-Address = 10.0.0.99", Start(Handle))
        );
        _bed.Play(data);
        var result = run.Terminate();
        var summary = JmirrorProgram.Summary(result, 0);

        Assert.Equal(0, summary.Packets("mirrored"));
        Assert.Empty(analyzer.Stop());
        AssertLogged(Enumerable.Repeat("failure", 7));
        var ordinary = result.Error;
        var secure = File.ReadAllText(_bed.SecureLog);
        foreach (var secret in (string[])[RadiusBed.Secret, "another-secret"])
            Assert.DoesNotContain(secret, ordinary + secure, StringComparison.Ordinal);
        foreach (var value in (string[])[Handle, "user3@isp.example", "768"])
            Assert.DoesNotContain(value, ordinary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Acct-Session-Id = \"0010000a\"")]
    [InlineData("User-Name = \"camera-3\"")]
    [InlineData("Calling-Station-Id = \"line 3\"")]
    [InlineData("NAS-Port-Id = \"ge-1/0/0.7:3\"")]
    [InlineData("ADSL-Agent-Circuit-Id = \"eth 0:3\"")]
    [InlineData("Framed-IP-Address = 10.0.0.13")]
    [InlineData("Acct-Session-Id = \"0010000a\", User-Name = \"camera-3\", NAS-Port-Id = \"ge-1/0/0.7:3\"")]
    public void Coa_ByEachIdentification_FindsTheSession(string identification)
    {
        var data = _bed.Cut(Capture, Data);
        using var analyzer = AnalyzerCapture.Start(_bed.Live);
        using var run = _bed.StartRun(
            $$"""
            {{Listening("mx")}}
            learning: { ppp: false, dhcpv6: false, neighbour-discovery: false }
            subscribers:
              - username: camera-3
                acct-session-id: "0010000a"
                calling-station-id: "line 3"
                nas-port-id: "ge-1/0/0.7:3"
                agent-circuit-id: "eth 0:3"
                outer-vlan: 3
                inner-vlan: 7
                ipv4: 10.0.0.13
            """
        );
        Assert.Equal("ack", Coa(identification, Start("40000010")));
        _bed.Play(data);
        LiveBed.End(run);

        var copies = analyzer.Stop();
        MirroredFile.AssertSame(Oracle.IpPackets(Capture, Data, 30), [.. copies.Select(copy => copy[36..])]);
        // The short handle takes its session id from Acct-Session-Id.
        Assert.All(copies, copy => Assert.Equal((0x10u, 0x0010000au), AnalyzerCapture.HeaderOf(copy)));
    }

    private string Coa(string session, string order) => _bed.Ask("coa", $"{session}, {order}");

    private static string Start(string handle) =>
        $"ERX-LI-Action = 1, ERX-Med-Ip-Address = {LiveBed.Analyzer}, ERX-Med-Dev-Handle = 0x{handle}, "
        + "ERX-Med-Port-Number = 30030";

    private static string Listening(string series) =>
        $$"""
            router: { series: {{series}}, source-address: {{LiveBed.Source}} }
            radius:
              dynamic-requests:
                listen: {{RadiusBed.Loopback}}
                clients: [ { address: {{RadiusBed.Loopback}}, secret: {{RadiusBed.Secret}} } ]
            """;

    private void AssertLogged(params IEnumerable<string> kinds) =>
        Assert.Equal(
            string.Join(' ', kinds),
            string.Join(' ', File.ReadLines(_bed.SecureLog).Select(KindOf))
        );

    private static string KindOf(string line) =>
        LoggedKinds.Single(kind => line.Contains($"  {kind} ", StringComparison.Ordinal));
}
