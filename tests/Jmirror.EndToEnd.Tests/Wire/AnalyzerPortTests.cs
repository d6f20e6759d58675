using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Wire;

/// <summary>The E Series analyzer port: send-only with static ARP, asking without.</summary>
[Collection(WireCollection.Name)]
public class AnalyzerPortTests
{
    [Theory]
    [InlineData("packet")]
    [InlineData("xdp")]
    [InlineData("pcap")]
    public void Replay_StaticArpUnderFlood_NothingButTheCopiesLeaves(string engine)
    {
        var tcpreplay = Tool.Find("tcpreplay");
        Assert.SkipUnless(tcpreplay is not null, "tcpreplay is not installed");
        using var bed = new WireBed();
        var written = bed.PathOf("written.pcap");
        var flood = Flood.Write(bed);
        using var far = FarCapture.OnTheCable(bed);
        using var flooding = bed.Cable.StartFar(
            tcpreplay,
            ["-i", VethPair.Far, "--pps", "5000", "--loop", "0", flood]
        );
        // The flood is there before the first copy leaves, and after the last.
        Waiting.Until(() => NearReceived(bed) > 100, "the flood arrives");

        var summary = bed.Replay(
            0,
            [
                SubscriberTraffic.Ip(bed, 200),
                .. WireBed.StaticPort,
                "--engine",
                engine,
                "--loop",
                "10",
                "--pps",
                "2000",
                "--send",
                "--write",
                written,
            ]
        );

        Assert.False(flooding.HasEnded);
        Assert.True(NearReceived(bed) > 2000, "the flood went on during the run");
        flooding.Interrupt();
        Assert.Equal(2000, summary.Packets("sent"));
        var frames = far.Stop();
        var expected = PcapFile.Read(written);
        Assert.Equal(2000, frames.Count);
        for (var i = 0; i < frames.Count; i++)
        {
            Assert.Equal(WireBed.ForeignMac, frames[i].Destination);
            Hex.AssertEqual(expected[i].Bytes, frames[i].Datagram);
        }
    }

    [Fact]
    public void Replay_WithoutStaticArp_AsksAKernelAndSendsToItsAnswer()
    {
        using var bed = new WireBed();
        bed.Cable.RunFar($"ip addr add {WireBed.Analyzer}/24 dev {VethPair.Far}");
        var written = bed.PathOf("written.pcap");
        using var far = FarCapture.OnTheCable(bed);

        var summary = bed.Replay(
            0,
            [
                SubscriberTraffic.Ip(bed, 300),
                .. WireBed.AskingPort,
                "--top-speed",
                "--send",
                "--write",
                written,
            ]
        );

        Assert.Equal(300, summary.Packets("sent"));
        var frames = far.Stop();
        Assert.Equal(FarFrame.Arp, frames[0].EtherType);
        Assert.Equal("ff:ff:ff:ff:ff:ff", frames[0].Destination);
        var datagrams = frames.Where(frame => frame.EtherType != FarFrame.Arp).ToList();
        var expected = PcapFile.Read(written);
        Assert.Equal(expected.Count, datagrams.Count);
        for (var i = 0; i < datagrams.Count; i++)
        {
            Assert.Equal(WireBed.FarMac, datagrams[i].Destination);
            Hex.AssertEqual(expected[i].Bytes, datagrams[i].Datagram);
        }
    }

    [Fact]
    public void Replay_SilentPeer_EveryCopyIsUnresolvedAndOnlyQuestionsLeave()
    {
        using var bed = new WireBed();
        using var far = FarCapture.OnTheCable(bed);

        var summary = bed.Replay(1, [SubscriberTraffic.Ip(bed, 300), .. WireBed.AskingPort, "--top-speed"]);

        Assert.Equal(300, summary.Packets("mirrored"));
        Assert.Equal(0, summary.Packets("sent"));
        Assert.Equal(300, summary.Dropped("unresolved"));
        var frames = far.Stop();
        Assert.NotEmpty(frames);
        Assert.All(frames, frame => Assert.Equal(FarFrame.Arp, frame.EtherType));
    }

    private static long NearReceived(WireBed bed) =>
        long.Parse(
            bed.Cable.RunNear("cat /sys/class/net/near/statistics/rx_packets"),
            System.Globalization.CultureInfo.InvariantCulture
        );
}
