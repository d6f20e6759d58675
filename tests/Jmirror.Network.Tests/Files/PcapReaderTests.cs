using Jmirror.Network.Files;
using Jmirror.Protocol.Link;
using Jmirror.Testing;

namespace Jmirror.Network.Tests.Files;

public sealed class PcapReaderTests
{
    private static readonly byte[] Four = [0xa5, 1, 2, 3];

    // Written by hand from draft-ietf-opsawg-pcap: one packet of 4 of 60 bytes, at 1 s + 2 units.
    [Theory]
    [InlineData(
        "d4c3b2a1 0200 0400 00000000 00000000 00000400 01000000  01000000 02000000 04000000 3c000000",
        1000
    )]
    [InlineData(
        "4d3cb2a1 0200 0400 00000000 00000000 00000400 01000000  01000000 02000000 04000000 3c000000",
        1
    )]
    [InlineData(
        "a1b2c3d4 0002 0004 00000000 00000000 00040000 00000001  00000001 00000002 00000004 0000003c",
        1000
    )]
    [InlineData(
        "a1b23c4d 0002 0004 00000000 00000000 00040000 00000001  00000001 00000002 00000004 0000003c",
        1
    )]
    [InlineData(
        "34cdb2a1 0200 0400 00000000 00000000 00000400 01000000  01000000 02000000 04000000 3c000000 0200000008000400",
        1000
    )]
    [InlineData(
        "a1b2cd34 0002 0004 00000000 00000000 00040000 00000001  00000001 00000002 00000004 0000003c 0000000200080400",
        1000
    )]
    public void File_EachMagic_YieldsThePacket(string headers, long nanosecondsPerUnit)
    {
        var (packets, problem) = Packet.ReadAll([.. Hex.Bytes(headers), .. Four]);

        Assert.Equal(
            [new Packet("a5010203", 60, 1_000_000_000 + 2 * nanosecondsPerUnit, LinkType.Ethernet)],
            packets
        );
        Assert.Null(problem);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Timestamp_LastSecondOf32Bits_DoesNotOverflow(bool bigEndian)
    {
        var file = new FileBytes(bigEndian)
            .PcapHeader(0xa1b23c4d)
            .PcapRecord(uint.MaxValue, 999_999_999, Four);

        var (packets, _) = Packet.ReadAll(file.ToArray());

        Assert.Equal(4_294_967_295_999_999_999, packets.Single().Timestamp);
    }

    [Fact]
    public void HeaderOnly_EndsAtOnceWithoutProblem()
    {
        var (packets, problem) = Packet.ReadAll(new FileBytes(false).PcapHeader().ToArray());

        Assert.Empty(packets);
        Assert.Null(problem);
    }

    [Fact]
    public void Packet_OfZeroBytes_IsAPacket()
    {
        var file = new FileBytes(false).PcapHeader().PcapRecord(1, 0, []).PcapRecord(2, 0, Four);

        var (packets, problem) = Packet.ReadAll(file.ToArray());

        Assert.Equal(["", "a5010203"], packets.Select(packet => packet.Bytes), StringComparer.Ordinal);
        Assert.Null(problem);
    }

    [Fact]
    public void OriginalLength_SmallerThanCaptured_IsTheCapturedLength()
    {
        var file = new FileBytes(false).PcapHeader().PcapRecord(1, 0, Four, original: 0);

        Assert.Equal(4, Packet.ReadAll(file.ToArray()).Packets.Single().OriginalLength);
    }

    [Fact]
    public void OriginalLength_Of32Bits_Saturates()
    {
        var file = new FileBytes(false).PcapHeader().PcapRecord(1, 0, Four, original: -1);

        Assert.Equal(int.MaxValue, Packet.ReadAll(file.ToArray()).Packets.Single().OriginalLength);
    }

    // Top four bits: 2 words of FCS; 0x04000000: that length is valid.
    [Theory]
    [InlineData(0x2400_0001u, 64, 60, 60)]
    [InlineData(0x2000_0001u, 64, 64, 64)]
    [InlineData(0x0400_0001u, 64, 64, 64)]
    [InlineData(0xf400_0001u, 20, 0, 0)]
    public void FrameCheckSequence_SaidToBePresent_IsCutOff(
        uint link,
        int length,
        int expectedLength,
        int expectedOriginal
    )
    {
        var file = new FileBytes(false).PcapHeader(linkType: link).PcapRecord(1, 0, new byte[length]);

        var packet = Packet.ReadAll(file.ToArray()).Packets.Single();

        Assert.Equal(2 * expectedLength, packet.Bytes.Length);
        Assert.Equal(expectedOriginal, packet.OriginalLength);
        Assert.Equal(LinkType.Ethernet, packet.LinkType);
    }

    [Theory]
    [InlineData(60, 60)] // the snapshot ended before the FCS
    [InlineData(62, 60)] // in its middle
    [InlineData(10, 10)]
    public void FrameCheckSequence_InACutPacket_OnlyLosesWhatWasCaptured(int captured, int expected)
    {
        var file = new FileBytes(false)
            .PcapHeader(linkType: 0x2400_0001)
            .PcapRecord(1, 0, new byte[captured], original: 64);

        var packet = Packet.ReadAll(file.ToArray()).Packets.Single();

        Assert.Equal(2 * expected, packet.Bytes.Length);
        Assert.Equal(60, packet.OriginalLength);
    }

    [Fact]
    public void CapturedLength_Impossible_EndsTheCaptureThere()
    {
        var file = new FileBytes(false)
            .PcapHeader()
            .PcapRecord(1, 0, Four)
            .U32(2)
            .U32(0)
            .U32(262_145)
            .U32(262_145)
            .Raw(new byte[300_000]);

        var (packets, problem) = Packet.ReadAll(file.ToArray());

        Assert.Single(packets);
        Assert.Equal(
            "folder/test: reading stopped before packet 2, at byte 44: the captured length 262145 is larger than 262144, the most a capture may hold",
            problem?.Message
        );
    }

    [Fact]
    public void CapturedLength_Largest_IsRead()
    {
        var giant = Enumerable.Range(0, 262_144).Select(i => (byte)i).ToArray();
        var file = new FileBytes(false).PcapHeader().PcapRecord(1, 0, giant).PcapRecord(2, 0, Four);

        var (packets, problem) = Packet.ReadAll(file.ToArray(), windowLength: 1000);

        Assert.Equal(
            [Convert.ToHexStringLower(giant), "a5010203"],
            packets.Select(packet => packet.Bytes),
            StringComparer.Ordinal
        );
        Assert.Null(problem);
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(1, 4)]
    [InlineData(3, 0)]
    public void Version_OtherThanTwoFour_IsRefused(int major, int minor)
    {
        var file = new FileBytes(false).PcapHeader(major: major, minor: minor).ToArray();

        var exception = Assert.Throws<CaptureFileException>(() => Packet.ReadAll(file));

        Assert.Equal(
            $"folder/test: pcap version {major}.{minor} cannot be read, only 2.4",
            exception.Message
        );
    }

    [Fact]
    public void Interface_Unnamed_HasTheFilesNameWithoutFolder()
    {
        var file = new FileBytes(false).PcapHeader().PcapRecord(1, 0, Four).ToArray();

        Assert.Equal("test", Packet.ReadAll(file).Packets.Single().Interface);
    }
}
