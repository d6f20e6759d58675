using System.Text;
using Jmirror.Engine.Frames;
using Jmirror.Network.Files;
using Jmirror.Protocol.Link;
using Jmirror.Testing;

namespace Jmirror.Network.Tests.Files;

public sealed class PcapngReaderTests
{
    private const int NameOption = 2;
    private const int ResolutionOption = 9;
    private const int OffsetOption = 14;
    private const int FlagsOption = 2;
    private static readonly byte[] Five = [0xa5, 1, 2, 3, 4];

    // Written by hand from draft-ietf-opsawg-pcapng: section, Ethernet interface "eth0", a packet of 5 of 60 bytes.
    [Theory]
    [InlineData(
        """
            0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffffffffffff 1c000000
            01000000 20000000 0100 0000 00000000 0200 0400 65746830 0000 0000 20000000
            06000000 30000000 00000000 01000000 02000000 05000000 3c000000 a5010203 04000000 0200 0400 01000000 30000000
            """
    )]
    [InlineData(
        """
            0a0d0d0a 0000001c 1a2b3c4d 0001 0000 ffffffffffffffff 0000001c
            00000001 00000020 0001 0000 00000000 0002 0004 65746830 0000 0000 00000020
            00000006 00000030 00000000 00000001 00000002 00000005 0000003c a5010203 04000000 0002 0004 00000001 00000030
            """
    )]
    public void File_EitherByteOrder_YieldsThePacket(string file)
    {
        var (packets, problem) = Packet.ReadAll(Hex.Bytes(file));

        Assert.Equal(
            [
                new Packet(
                    "a501020304",
                    60,
                    0x1_0000_0002 * 1000,
                    LinkType.Ethernet,
                    "eth0",
                    FrameDirection.Received
                ),
            ],
            packets
        );
        Assert.Null(problem);
    }

    [Fact]
    public void Interfaces_OfMixedLinkTypes_GiveEachPacketItsOwn()
    {
        var file = new FileBytes(false)
            .SectionHeader()
            .Interface(1, 100, (NameOption, "lan"u8.ToArray()))
            .EnhancedPacket(0, 1, Five)
            .Interface(9, 65_535, (NameOption, "ppp0\0"u8.ToArray()), (ResolutionOption, [9]))
            .EnhancedPacket(1, 2, Five)
            .Interface(101)
            .EnhancedPacket(2, 3, Five)
            .EnhancedPacket(0, 4, Five);

        var (packets, _) = Packet.ReadAll(file.ToArray());

        Assert.Equal(
            [
                new Packet("a501020304", 5, 1000, LinkType.Ethernet, "lan"),
                new Packet("a501020304", 5, 2, LinkType.Ppp, "ppp0"),
                new Packet("a501020304", 5, 3000, LinkType.Raw, "test"),
                new Packet("a501020304", 5, 4000, LinkType.Ethernet, "lan"),
            ],
            packets
        );
    }

    [Fact]
    public void Sections_OfDifferentByteOrder_BeginWithoutInterfaces()
    {
        var little = new FileBytes(false).SectionHeader().Interface(1).EnhancedPacket(0, 1, Five);
        var big = new FileBytes(true).SectionHeader().Interface(101).EnhancedPacket(0, 2, Five);
        var none = new FileBytes(false).SectionHeader().EnhancedPacket(0, 3, Five);

        var (packets, problem) = Packet.ReadAll([.. little.ToArray(), .. big.ToArray(), .. none.ToArray()]);

        Assert.Equal([LinkType.Ethernet, LinkType.Raw], packets.Select(packet => packet.LinkType));
        Assert.Equal(
            "folder/test: reading stopped before packet 3, at byte "
                + $"{little.Length + big.Length + 28}: the packet is of interface 0, which the section has not described",
            problem?.Message
        );
    }

    [Theory]
    [InlineData(6, 0, 1_700_000_000_123_456, 1_700_000_000_123_456_000)]
    [InlineData(9, 0, 1_700_000_000_123_456_789, 1_700_000_000_123_456_789)]
    [InlineData(0, 0, 1_700_000_000, 1_700_000_000_000_000_000)]
    [InlineData(3, 0, 1_700_000_000_123, 1_700_000_000_123_000_000)]
    [InlineData(7, 0, 17_000_000_001_234_567, 1_700_000_000_123_456_700)]
    [InlineData(12, 0, 1_234_567_890_123_999, 1_234_567_890_123)] // cut, not rounded
    [InlineData(28, 0, long.MaxValue, 0)]
    [InlineData(127, 0, long.MaxValue, 0)]
    [InlineData(0x80, 0, 1_700_000_000, 1_700_000_000_000_000_000)]
    [InlineData(0x8a, 0, 1024 + 512, 1_500_000_000)]
    [InlineData(0xa0, 0, 0x1_8000_0000, 1_500_000_000)]
    [InlineData(0xff, 0, long.MaxValue, 0)]
    [InlineData(6, 1_700_000_000, 500_000, 1_700_000_000_500_000_000)]
    [InlineData(6, -10, 20_000_000, 10_000_000_000)]
    [InlineData(0x81, 1, 3, 2_500_000_000)]
    [InlineData(0, 0, long.MaxValue, long.MaxValue)] // outside the range: its end
    [InlineData(9, 0, -1, long.MaxValue)]
    [InlineData(9, long.MaxValue, 1, long.MaxValue)]
    [InlineData(9, long.MinValue, 1, long.MinValue)]
    public void Timestamp_EachResolutionAndOffset_BecomesNanoseconds(
        byte resolution,
        long offset,
        long ticks,
        long expected
    )
    {
        var file = new FileBytes(true)
            .SectionHeader()
            .Interface(
                1,
                0,
                (ResolutionOption, [resolution]),
                (OffsetOption, new FileBytes(true).U64(offset).ToArray())
            )
            .EnhancedPacket(0, (ulong)ticks, Five);

        Assert.Equal(expected, Packet.ReadAll(file.ToArray()).Packets.Single().Timestamp);
    }

    [Theory]
    [InlineData(0, FrameDirection.Unknown)]
    [InlineData(1, FrameDirection.Received)]
    [InlineData(2, FrameDirection.Sent)]
    [InlineData(3, FrameDirection.Unknown)]
    [InlineData(0x1e5, FrameDirection.Received)] // reception type and FCS length beside it
    public void Flags_DirectionBits_AreTheDirection(int flags, FrameDirection expected)
    {
        var file = new FileBytes(false)
            .SectionHeader()
            .Interface(1)
            .EnhancedPacket(
                0,
                1,
                Five,
                5,
                (1, "a comment first"u8.ToArray()),
                (FlagsOption, new FileBytes(false).U32(flags).ToArray())
            );

        Assert.Equal(expected, Packet.ReadAll(file.ToArray()).Packets.Single().Direction);
    }

    [Fact]
    public void SimplePacket_IsCutByTheSnapshotLengthAndHasTheTimeBeforeIt()
    {
        var file = new FileBytes(false)
            .SectionHeader()
            .Interface(1, 4)
            .EnhancedPacket(0, 7, Five)
            .Block(3, new FileBytes(false).U32(1500).Raw(9, 8, 7, 6))
            .Block(3, new FileBytes(false).U32(2).Raw(9, 8, 0, 0));

        var (packets, problem) = Packet.ReadAll(file.ToArray());

        Assert.Equal(
            [
                new Packet("a501020304", 5, 7000, LinkType.Ethernet),
                new Packet("09080706", 1500, 7000, LinkType.Ethernet),
                new Packet("0908", 2, 7000, LinkType.Ethernet),
            ],
            packets
        );
        Assert.Null(problem);
    }

    [Fact]
    public void ObsoletePacketBlock_HasA16BitInterfaceAndADropCounter()
    {
        var body = new FileBytes(true)
            .U16(1)
            .U16(0xffff)
            .U32(0)
            .U32(3)
            .U32(5)
            .U32(5)
            .Padded(Five)
            .Options([(FlagsOption, [0, 0, 0, 2])]);
        var file = new FileBytes(true).SectionHeader().Interface(1).Interface(101).Block(2, body);

        Assert.Equal(
            [new Packet("a501020304", 5, 3000, LinkType.Raw, "test", FrameDirection.Sent)],
            Packet.ReadAll(file.ToArray()).Packets
        );
    }

    [Fact]
    public void OtherBlocks_AreSteppedOver()
    {
        var file = new FileBytes(false)
            .SectionHeader()
            .Block(4, new FileBytes(false).U32(0)) // name resolution
            .Interface(1)
            .Block(0x0bad, new FileBytes(false).Raw(new byte[100_000]))
            .EnhancedPacket(0, 1, Five)
            .Block(5, new FileBytes(false).Raw(new byte[12])); // interface statistics

        var (packets, problem) = Packet.ReadAll(file.ToArray(), windowLength: 500);

        Assert.Single(packets);
        Assert.Null(problem);
    }

    [Fact]
    public void Options_ThatExceedTheBlock_AreIgnored()
    {
        var file = new FileBytes(false)
            .SectionHeader()
            .Block(1, new FileBytes(false).U16(1).U16(0).U32(0).U16(NameOption).U16(99).U32(0))
            .EnhancedPacket(0, 1, Five);

        var (packets, problem) = Packet.ReadAll(file.ToArray());

        Assert.Equal("test", packets.Single().Interface);
        Assert.Null(problem);
    }

    [Fact]
    public void Interfaces_MoreThanARunMayHave_EndTheCapture()
    {
        var file = new FileBytes(false).SectionHeader();
        for (var i = 0; i <= CaptureInterfaces.Limit; i++)
            file.Interface(1, 0, (NameOption, Encoding.ASCII.GetBytes($"i{i}")));

        var (packets, problem) = Packet.ReadAll(file.ToArray());

        Assert.Empty(packets);
        Assert.Equal("there are more than 65535 capture interfaces", problem?.Reason);
    }

    [Fact]
    public void Version_OfTheFirstSection_IsRefusedAtOpen()
    {
        var file = new FileBytes(false).SectionHeader(1, 1).ToArray();

        var exception = Assert.Throws<CaptureFileException>(() => Packet.ReadAll(file));

        Assert.Equal("folder/test: pcapng version 1.1 cannot be read, only 1.0", exception.Message);
    }

    [Fact]
    public void Version_OnePointTwo_IsReadAsOnePointZero() =>
        Assert.Null(Packet.ReadAll(new FileBytes(false).SectionHeader(1, 2).ToArray()).Problem);
}
