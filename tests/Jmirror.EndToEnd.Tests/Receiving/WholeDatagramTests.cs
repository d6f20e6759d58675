using System.Globalization;
using Jmirror.EndToEnd.Tests.Wire;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Receiving;

/// <summary><c>receive --write-datagrams</c> keeps what came, byte for byte: tshark and tcpdump are the witnesses.</summary>
[Collection(WireCollection.Name)]
public class WholeDatagramTests
{
    private const int UdpHeader = 28;

    [Theory]
    [MemberData(nameof(RouterCaptureTests.RouterCaptures), MemberType = typeof(RouterCaptureTests))]
    public void ReceiveRead_RouterCapture_KeepsTheFramesThatTsharkSelects(string name, int port)
    {
        using var folder = new TemporaryFolder();
        var path = Captures.Shared(name);
        var written = folder.PathOf("written.pcap");
        var frames = PcapFile.Read(path);
        var expected = Oracle
            .Fields(path, $"udp.dstport=={port}", "frame.number")
            .Select(row => frames[int.Parse(row[0], CultureInfo.InvariantCulture) - 1])
            .ToList();

        JmirrorProgram.RunJson(
            0,
            "receive",
            "--read",
            path,
            "--port",
            $"{port}",
            "--write-datagrams",
            written
        );

        var kept = PcapFile.Read(written);
        Assert.NotEmpty(expected);
        Assert.Equal(
            expected.Select(frame => (frame.Timestamp, frame.OriginalLength, frame.LinkType)),
            kept.Select(frame => (frame.Timestamp, frame.OriginalLength, frame.LinkType))
        );
        MirroredFile.AssertSame(Bytes(expected), Bytes(kept));
    }

    [Fact]
    public void ReceiveRead_OuterFragments_AreKeptOneByOneAsTheyCame()
    {
        using var sent = SentTraffic.OfOneMirror(300, "--mtu", "600");
        var arrived = sent.Arrived(pieces => pieces.Concat([NotMirrored()]).Reverse());
        var (whole, inner) = (sent.PathOf("whole.pcap"), sent.PathOf("inner.pcap"));

        JmirrorProgram.RunJson(
            0,
            "receive",
            "--read",
            arrived,
            "--port",
            "30030",
            "--write-datagrams",
            whole,
            "--write",
            inner
        );

        MirroredFile.AssertSame(
            [.. sent.Datagrams.Select(piece => piece.Bytes).Reverse()],
            Bytes(PcapFile.Read(whole))
        );
        Assert.Equal(300, PcapFile.Read(inner).Count);
        // What was kept says the same as what arrived.
        sent.Compare(1, whole).GetProperty("comparison").AssertFaults(("reordered", 299));
    }

    [Theory]
    [InlineData("1500")]
    [InlineData("600")]
    public void ReceiveInterface_KeepsTheFramesThatTcpdumpSees(string mtu)
    {
        using var bed = WireBed.Routed();
        using var far = FarCapture.OnTheCable(bed);
        var written = bed.PathOf("written.pcap");
        using var receiver = bed.Cable.StartFar(
            JmirrorProgram.Path,
            [
                "receive",
                "--interface",
                VethPair.Far,
                "--port",
                "30030",
                "--limit",
                "300",
                "--write-datagrams",
                written,
                "--json",
            ]
        );
        receiver.WaitUntilItSays("receiving from");

        bed.Replay(0, [SubscriberTraffic.Ip(bed, 300), .. To("packet"), "--mtu", mtu]);

        JmirrorProgram.Summary(receiver.WaitForEnd(), 0);
        var seen = far.Stop().Where(frame => frame.EtherType != FarFrame.Arp).ToList();
        MirroredFile.AssertSame(
            [.. seen.Select(frame => (byte[])[.. frame.LinkHeader, .. frame.Datagram])],
            Bytes(PcapFile.Read(written))
        );
        Assert.Equal(mtu is "600", seen.Count > 300);
    }

    [Fact]
    public void ReceiveListen_KeepsAddressesPortsAndPayloadThatTcpdumpSees()
    {
        using var bed = WireBed.Routed();
        using var far = FarCapture.OnTheCable(bed);
        var written = bed.PathOf("written.pcapng");
        using var receiver = bed.Cable.StartFar(
            JmirrorProgram.Path,
            [
                "receive",
                "--listen",
                "10.9.0.2:30030",
                "--limit",
                "300",
                "--write-datagrams",
                written,
                "--json",
            ]
        );
        receiver.WaitUntilItSays("receiving from");

        bed.Replay(0, [SubscriberTraffic.Ip(bed, 300), .. To("packet")]);

        JmirrorProgram.Summary(receiver.WaitForEnd(), 0);
        var seen = far.Stop().Where(frame => frame.EtherType != FarFrame.Arp).ToList();
        var rows = Oracle.Fields(
            written,
            "udp",
            "frame.interface_name",
            "ip.src",
            "ip.dst",
            "ip.ttl",
            "udp.srcport",
            "udp.dstport",
            "udp.payload"
        );
        Assert.Equal(
            seen.Select(frame =>
                $"udp 10.9.0.2:30030 10.9.0.1 10.9.0.2 {frame.Datagram[8]} 30030 30030 "
                + Convert.ToHexStringLower(frame.Datagram.AsSpan(UdpHeader))
            ),
            rows.Select(row => string.Join(' ', row.Select(OuterOf))),
            StringComparer.Ordinal
        );
        Assert.Equal(300, rows.Count);
    }

    private static string[] To(string engine) =>
        [
            "--analyzer",
            "10.9.0.2:30030",
            "--source",
            $"{WireBed.NearAddress}:30030",
            "--engine",
            engine,
            "--pps",
            "10k",
        ];

    // tshark shows the mirrored packet's fields behind those of the outer headers.
    private static string OuterOf(string field) => field.Split(',')[0];

    // A UDP datagram to another port, as it may pass an interface too.
    private static byte[] NotMirrored() =>
        Hex.Bytes("4500 0020 0001 0000 40 11 0000 0a000001 0a000002 0035 0035 000c 0000 a5a5a5a5");

    private static List<byte[]> Bytes(IEnumerable<PcapPacket> packets) =>
        [.. packets.Select(packet => packet.Bytes)];
}
