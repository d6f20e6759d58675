using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Wire;

/// <summary>What <c>--write</c> writes of a sending replay is what tcpdump records at the far end.</summary>
[Collection(WireCollection.Name)]
public class WrittenAndReceivedTests
{
    private const int IpHeader = 20;
    private const int IdentificationOffset = 4;
    private const int FlagsOffset = 6;
    private const int ChecksumOffset = 10;

    /// <summary>Engine, way out, MTU. At 600 bytes, most copies leave as outer fragments.</summary>
    public static TheoryData<string, bool, int> Ways =>
        new()
        {
            { "packet", true, 1500 },
            { "packet", true, 600 },
            { "xdp", true, 1500 },
            { "xdp", true, 600 },
            { "pcap", true, 1500 },
            { "pcap", true, 600 },
            { "packet", false, 1500 },
            { "packet", false, 600 },
            { "raw", false, 1500 },
            { "raw", false, 600 },
            { "xdp", false, 1500 },
            { "xdp", false, 600 },
        };

    [Theory]
    [MemberData(nameof(Ways))]
    public void Replay_Ipv4Ipv6AndPppPayloads_ArriveByteForByteAsWritten(
        string engine,
        bool fromPort,
        int mtu
    )
    {
        using var bed = fromPort ? new WireBed() : WireBed.Routed();
        using var far = FarCapture.OnTheCable(bed);
        var written = bed.PathOf("written.pcap");

        var summary = bed.Replay(
            0,
            [
                SubscriberTraffic.Ip(bed, 500),
                SubscriberTraffic.Ppp(bed, 200),
                Captures.Own("dev-ipoe-dhcp82.pcap"),
                .. fromPort ? WireBed.StaticPort : ["--series", "mx"],
                .. Common(engine, mtu, written),
            ]
        );

        Assert.Equal(500 + 200 + 1100, summary.Packets("mirrored"));
        Assert.Equal(summary.Packets("mirrored"), summary.Packets("sent"));
        var frames = Datagrams(far);
        AssertAsWritten(written, frames);
        Assert.All(
            frames,
            frame => Assert.Equal(fromPort ? WireBed.ForeignMac : WireBed.FarMac, frame.Destination)
        );
        Assert.Equal(mtu < 1500, summary.Packets("fragments") > 500);
        Assert.Equal(summary.GetProperty("bytes").GetProperty("sent").GetInt64(), Bytes(frames));
    }

    [Theory]
    [InlineData("packet")]
    [InlineData("xdp")]
    [InlineData("pcap")]
    public void Replay_BareCopies_ArriveByteForByteWithTheirOwnEtherTypes(string engine)
    {
        using var bed = new WireBed();
        using var far = FarCapture.OnTheCable(bed);
        var written = bed.PathOf("written.pcap");

        bed.Replay(
            0,
            [
                SubscriberTraffic.Ip(bed, 500),
                "--no-header",
                .. WireBed.StaticPort,
                .. Common(engine, 1500, written),
            ]
        );

        var frames = Datagrams(far);
        AssertAsWritten(written, frames);
        Assert.All(
            frames,
            frame => Assert.Equal(frame.Datagram[0] >> 4 == 6 ? 0x86dd : 0x0800, frame.EtherType)
        );
    }

    [Fact]
    public void Replay_Udp_OnlyIdentificationAndChecksumAreTheKernels()
    {
        using var bed = WireBed.Routed();
        using var far = FarCapture.OnTheCable(bed);
        var written = bed.PathOf("written.pcap");

        bed.Replay(
            0,
            [
                SubscriberTraffic.Ip(bed, 500),
                SubscriberTraffic.Ppp(bed, 200),
                "--source",
                WireBed.NearAddress,
                .. Common("udp", 1500, written),
            ]
        );

        var expected = PcapFile.Read(written);
        var frames = Datagrams(far);
        Assert.Equal(expected.Count, frames.Count);
        for (var i = 0; i < frames.Count; i++)
            Hex.AssertEqual(WithoutKernelFields(expected[i].Bytes), WithoutKernelFields(frames[i].Datagram));
    }

    [Fact]
    public void Replay_UdpOverASmallMtu_TheKernelsFragmentsJoinToWhatWasWritten()
    {
        using var bed = WireBed.Routed();
        bed.Cable.RunNear("ip link set near mtu 600");
        using var far = FarCapture.OnTheCable(bed);
        var written = bed.PathOf("written.pcap");

        var summary = bed.Replay(
            0,
            [SubscriberTraffic.Ip(bed, 300), "--source", WireBed.NearAddress, .. Common("udp", 600, written)]
        );

        Assert.Equal(300, summary.Packets("sent"));
        var whole = new List<List<byte>>();
        foreach (var datagram in Datagrams(far).Select(frame => frame.Datagram))
        {
            var isFirst = (datagram[FlagsOffset] & 0x1f) == 0 && datagram[FlagsOffset + 1] == 0;
            if (isFirst)
                whole.Add([]);
            whole[^1].AddRange(datagram[IpHeader..]);
        }
        var expected = PcapFile.Read(written);
        Assert.Equal(expected.Count, whole.Count);
        for (var i = 0; i < whole.Count; i++)
            Hex.AssertEqual(expected[i].Bytes.AsSpan(IpHeader), whole[i].ToArray());
    }

    private static string[] Common(string engine, int mtu, string written) =>
        [
            "--engine",
            engine,
            "--mtu",
            $"{mtu}",
            "--mirror-id",
            "0x300",
            "--session-id",
            "144",
            "--top-speed",
            "--send",
            "--write",
            written,
        ];

    private static List<FarFrame> Datagrams(FarCapture far) =>
        [.. far.Stop().Where(frame => frame.EtherType != FarFrame.Arp)];

    private static void AssertAsWritten(string written, List<FarFrame> frames)
    {
        var expected = PcapFile.Read(written);
        Assert.Equal(expected.Count, frames.Count);
        for (var i = 0; i < frames.Count; i++)
            Hex.AssertEqual(expected[i].Bytes, frames[i].Datagram);
    }

    private static long Bytes(List<FarFrame> frames) => frames.Sum(frame => (long)frame.Datagram.Length);

    private static byte[] WithoutKernelFields(byte[] datagram)
    {
        var copy = (byte[])datagram.Clone();
        copy.AsSpan(IdentificationOffset, 2).Clear();
        copy.AsSpan(ChecksumOffset, 2).Clear();
        return copy;
    }
}
