using Jmirror.Protocol.Link;
using Jmirror.Testing;
using SharpPcap;
using SharpPcap.LibPcap;

namespace Jmirror.Network.Tests.Files;

/// <summary>Real captures read by us and by libpcap, and rewritten by Wireshark's tools in every form we know.</summary>
public sealed class StrangerTests
{
    private static readonly string[] OwnCaptures = ["dev-ipoe-dhcp82.pcap", "dev-pppoe-qinq-pap.pcap"];

    public static TheoryData<string> AllCaptures =>
        [.. OwnCaptures.Union(Captures.AllShared, StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(AllCaptures))]
    public void Capture_ReadsAsLibpcapReadsIt(string name)
    {
        var path = PathOf(name);

        var (ours, problem) = Packet.ReadAll(path);

        Assert.Null(problem);
        Assert.NotEmpty(ours);
        Assert.Equal(ReadWithLibpcap(path), Anonymous(ours));
    }

    [Theory]
    [MemberData(nameof(AllCaptures))]
    public void Capture_InEveryForm_ReadsTheSame(string name)
    {
        using var folder = new TemporaryFolder();
        var path = PathOf(name);
        var expected = Anonymous(Packet.ReadAll(path).Packets);
        Tool.Run("editcap", "-F", "pcapng", path, folder.PathOf("a.pcapng"));
        Tool.Run("editcap", "-F", "nsecpcap", path, folder.PathOf("a.nsecpcap"));
        Tool.Run("gzip", "-kn", folder.PathOf("a.pcapng"), folder.PathOf("a.nsecpcap"));
        Tool.Run("zstd", "-q", folder.PathOf("a.pcapng"), folder.PathOf("a.nsecpcap"));

        foreach (var form in new[] { "a.pcapng", "a.nsecpcap" })
        {
            foreach (var compression in new[] { "", ".gz", ".zst" })
            {
                var (packets, problem) = Packet.ReadAll(folder.PathOf(form + compression));
                Assert.Null(problem);
                Assert.Equal(expected, Anonymous(packets));
            }
        }
    }

    [Fact]
    public void MergedCaptures_OfMixedLinkTypes_ReadAsTheirParts()
    {
        using var folder = new TemporaryFolder();
        var ethernet = folder.Write("ethernet.pcap", File(1));
        var raw = folder.Write("raw.pcap", File(101));
        var ppp = folder.Write("ppp.pcap", File(9));
        var merged = folder.PathOf("merged.pcapng");
        Tool.Run("mergecap", "-a", "-F", "pcapng", "-w", merged, ethernet, raw, ppp);

        var (packets, problem) = Packet.ReadAll(merged);

        Assert.Null(problem);
        Assert.Equal(
            [LinkType.Ethernet, LinkType.Ethernet, LinkType.Raw, LinkType.Raw, LinkType.Ppp, LinkType.Ppp],
            packets.Select(packet => packet.LinkType)
        );
        Assert.Equal(
            Anonymous([
                .. Packet.ReadAll(ethernet).Packets,
                .. Packet.ReadAll(raw).Packets,
                .. Packet.ReadAll(ppp).Packets,
            ]),
            Anonymous(packets)
        );

        static byte[] File(uint linkType) =>
            new FileBytes(linkType == 101)
                .PcapHeader(linkType: linkType)
                .PcapRecord(linkType, 1, [0x45, 2, 3])
                .PcapRecord(linkType, 2, [0x45, 2, 3, 4, 5], 77)
                .ToArray();
    }

    [Theory]
    [InlineData(6, 0)]
    [InlineData(9, 0)]
    [InlineData(7, 0)]
    [InlineData(4, 0)]
    [InlineData(0x94, 0)]
    [InlineData(6, 3600)]
    public void Timestamps_OfOddResolution_AgreeWithTshark(byte resolution, long offset)
    {
        using var folder = new TemporaryFolder();
        var file = new FileBytes(true)
            .SectionHeader()
            .Interface(1, 0, (9, [resolution]), (14, new FileBytes(true).U64(offset).ToArray()))
            .EnhancedPacket(0, 123_456_789_012, new byte[60])
            .EnhancedPacket(0, 123_456_999_999, new byte[60]);
        var path = folder.Write("odd.pcapng", file.ToArray());

        var ours = Packet
            .ReadAll(path)
            .Packets.Select(packet =>
                $"{packet.Timestamp / 1_000_000_000}.{packet.Timestamp % 1_000_000_000:D9}"
            );
        var theirs = Tool.Run("tshark", "-r", path, "-T", "fields", "-e", "frame.time_epoch").Lines;

        Assert.Equal(theirs, ours, StringComparer.Ordinal);
    }

    private static string PathOf(string name) =>
        OwnCaptures.Contains(name, StringComparer.Ordinal) ? Captures.Own(name) : Captures.Shared(name);

    private static List<Packet> ReadWithLibpcap(string path)
    {
        using var device = new CaptureFileReaderDevice(path);
        device.Open(new DeviceConfiguration { TimestampResolution = TimestampResolution.Nanosecond });
        var packets = new List<Packet>();
        while (device.GetNextPacket(out var capture) == GetPacketStatus.PacketRead)
        {
            var header = capture.Header;
            packets.Add(
                new Packet(
                    Convert.ToHexStringLower(capture.Data),
                    (int)((PcapHeader)header).PacketLength,
                    (long)(header.Timeval.Value * 1_000_000_000),
                    (LinkType)device.LinkType,
                    ""
                )
            );
        }
        return packets;
    }

    // Interface names come from the file's name and differ with it.
    private static List<Packet> Anonymous(List<Packet> packets) =>
        [.. packets.Select(packet => packet with { Interface = "" })];
}
