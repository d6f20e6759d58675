using Jmirror.EndToEnd.Tests.Wire;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Live;

/// <summary>A mirror that is asked for before its subscriber logs in, and stays when the subscriber comes back.</summary>
[Collection(WireCollection.Name)]
public sealed class LoginTests
{
    private const string Username = "user3@isp.example";

    private const uint LinkTypeEthernet = 1;
    private const int FramesBeforeLogout = 1000;

    // Behind Ethernet, two tags, PPPoE and PPP.
    private const int PacketOffset = 14 + 8 + 8;

    private static readonly TriggerCase Logins = new(
        "dev-pppoe-qinq-pap.pcap",
        $"username: {Username}",
        "pppoe.session_id == 3 && (ppp.protocol == 0x0021 || ppp.protocol == 0x0057)",
        CopiedLayer.TwoTagsPppoe
    );

    [Fact]
    public void TriggerAddedByCommand_TwoLogins_KeepsTheMirrorIdAndChangesTheSessionId()
    {
        using var bed = new LiveBed();
        var cutOff = bed.PathOf("cut-off.pcap");
        PcapFile.Write(
            cutOff,
            LinkTypeEthernet,
            PcapFile
                .Read(Logins.Path)
                .Take(FramesBeforeLogout)
                .Select(packet => (packet.Timestamp, packet.Bytes))
        );
        var firstPackets = Oracle.IpPackets(cutOff, Logins.Filter, PacketOffset);
        var secondPackets = Logins.Expected;
        using var analyzer = AnalyzerCapture.Start(bed);
        using var run = bed.StartRun(
            $$"""
            capture: { interfaces: [ { name: {{LiveBed.Tap}}, side: access } ] }
            analyzers: { md1: { address: {{LiveBed.Analyzer}} } }
            {{bed.ApiSection}}
            """
        );
        var number = bed.Control(
                "mirrors",
                "add",
                "--trigger",
                $"username={Username}",
                "--analyzer",
                "md1",
                "--mirror-id",
                "768",
                "--session-id",
                "from-accounting"
            )
            .GetProperty("number")
            .GetInt64();
        Assert.Equal(0, LiveMirrors(bed, number));
        Assert.Equal(0, Sessions(bed));

        bed.Play(cutOff);
        Waiting.Until(() => Sessions(bed) == 1, "the subscriber has logged in");
        Assert.Equal(1, LiveMirrors(bed, number));
        // The same line again, without a logout before; at the end of this capture the subscriber logs out.
        bed.Play(Logins.Path);
        Waiting.Until(() => Sessions(bed) == 0, "the subscriber has logged out");
        Assert.Equal(0, LiveMirrors(bed, number));
        LiveBed.End(run);

        var datagrams = analyzer.Stop();
        MirroredFile.AssertSame(
            [.. firstPackets, .. secondPackets],
            [.. datagrams.Select(AnalyzerCapture.PayloadOf)]
        );
        var headers = datagrams.Select(AnalyzerCapture.HeaderOf).ToList();
        Assert.All(headers, header => Assert.Equal(768u, header.MirrorId));
        var (first, second) = (headers[0].SessionId, headers[^1].SessionId);
        Assert.NotEqual(first, second);
        Assert.Equal(
            [
                .. Enumerable.Repeat(first, firstPackets.Count),
                .. Enumerable.Repeat(second, secondPackets.Count),
            ],
            headers.Select(header => header.SessionId)
        );
    }

    private static int LiveMirrors(LiveBed bed, long number) =>
        bed.Control("mirrors", "show", $"{number}").GetProperty("live").GetArrayLength();

    private static int Sessions(LiveBed bed) =>
        bed.Control("subscribers", "list", "--filter", $"username={Username}")
            .GetProperty("subscribers")
            .GetArrayLength();
}
