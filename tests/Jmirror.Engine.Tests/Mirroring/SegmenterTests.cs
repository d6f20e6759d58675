using System.Buffers.Binary;
using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Frames;
using Jmirror.Engine.Mirroring;
using Jmirror.Protocol.Ip;
using Jmirror.Testing;
using static Jmirror.Engine.Tests.Mirroring.SuperFrames;

namespace Jmirror.Engine.Tests.Mirroring;

/// <summary>Super-frames are cut as the kernel cuts them; pending checksums are filled in.</summary>
public sealed class SegmenterTests
{
    private readonly byte[] _scratch = Dirty(Segmenter.ScratchLength);

    [Fact]
    public void Cut_Tcp4_RepeatsHeadersAndCountsOn()
    {
        var segments = Cut(Make(Tcp4Headers, 250), 100)!;

        Assert.Equal([152, 152, 102], segments.Select(segment => segment.Length));
        Assert.Equal([0xfffe, 0xffff, 0x0000], segments.Select(Identification));
        Assert.Equal([0xffff_ffff, 99, 199], segments.Select(segment => Word(segment, 24)));
        Assert.Equal(Data(250), segments.SelectMany(segment => segment[52..]));
        foreach (var segment in segments)
        {
            Assert.Equal(segment.Length, BinaryPrimitives.ReadUInt16BigEndian(segment.AsSpan(2)));
            Assert.Equal(0, InternetChecksum.Compute(segment.AsSpan(0, 20)));
            Hex.AssertEqual(Tcp4Headers.AsSpan(40, 12), segment.AsSpan(40, 12));
        }
    }

    [Fact]
    public void Cut_TcpFlags_FinAndPushOnTheLastAndWindowReducedOnTheFirst()
    {
        var segments = Cut(Make(Tcp4Headers, 250), 100)!;

        Assert.Equal([0x90, 0x10, 0x19], segments.Select(segment => (int)segment[33]));
    }

    [Theory]
    [InlineData(0x0000, 0, 1, 2)] // without DF 0 is a number like any other
    [InlineData(0x4000, 0, 0, 0)] // RFC 6864: a sender that does not number
    public void Cut_IdentificationZero_IsCountedOnUnlessTheSenderDoesNotNumber(
        ushort flags,
        int first,
        int second,
        int third
    )
    {
        var packet = Make(Tcp4Headers, 250);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(4), 0);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(6), flags);

        Assert.Equal([first, second, third], Cut(packet, 100)!.Select(Identification));
    }

    [Fact]
    public void Cut_Tcp6_WritesPayloadLengths()
    {
        var segments = Cut(Make(Tcp6Headers, 201), 100)!;

        Assert.Equal([120, 120, 21], segments.Select(segment => (int)segment[5]));
        Assert.Equal([0x10u, 0x74u, 0xd8u], segments.Select(segment => Word(segment, 44)));
        Assert.Equal(Data(201), segments.SelectMany(segment => segment[60..]));
    }

    [Fact]
    public void Cut_Udp_WritesLengthsAndCountsOn()
    {
        var segments = Cut(Make(UdpHeaders, 250), 100)!;

        Assert.Equal([108, 108, 58], segments.Select(segment => (int)segment[25]));
        Assert.Equal([7, 8, 9], segments.Select(Identification));
        Assert.Equal(Data(250), segments.SelectMany(segment => segment[28..]));
    }

    [Fact]
    public void Cut_AnyLengthAndSize_AllSegmentsAreValidAndJoinToTheWhole()
    {
        foreach (var headers in new[] { Tcp4Headers, Tcp6Headers, UdpHeaders })
        {
            for (var length = 1; length < 60; length++)
            {
                for (ushort size = 1; size < 70; size += 3)
                {
                    var segments = Cut(Make(headers, length), size)!;

                    Assert.Equal((length + size - 1) / size, segments.Count);
                    Assert.All(segments, AssertChecksums);
                    Assert.Equal(Data(length), segments.SelectMany(segment => segment[headers.Length..]));
                }
            }
        }
    }

    [Fact]
    public void Cut_BeyondWhatTheLengthFieldCanSay_IsCutAllTheSame()
    {
        // BIG TCP over IPv4: total length 0, the packet reaches to the end of the frame.
        var packet = Make(Tcp4Headers, 100_000);
        Assert.Equal(0, BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(2)));

        var segments = Cut(packet, 1448)!;

        Assert.Equal(70, segments.Count);
        Assert.All(segments, AssertChecksums);
        Assert.Equal(Data(100_000), segments.SelectMany(segment => segment[52..]));
    }

    [Fact]
    public void Cut_UnknownSegmentSize_IsRefused() =>
        Assert.Null(Cut(Make(Tcp4Headers, 250), FrameInfo.UnknownSegmentSize));

    [Fact]
    public void Cut_FragmentOrOtherProtocol_IsRefused()
    {
        var fragment = Make(UdpHeaders, 250);
        fragment[6] = 0x20;
        Assert.Null(Cut(fragment, 100));

        var tunnel = Make(UdpHeaders, 250);
        tunnel[9] = 47; // GRE
        Assert.Null(Cut(tunnel, 100));
    }

    [Fact]
    public void Cut_JumboPayloadOption_IsRefused()
    {
        // Hop-by-hop header with a jumbo payload option (RFC 2675) of 70 028 bytes, as BIG TCP writes over IPv6.
        byte[] packet =
        [
            .. Tcp6Headers[..40],
            .. Hex.Bytes("0600 c204 0001118c"),
            .. Tcp6Headers[40..],
            .. Data(70_000),
        ];
        packet[6] = 0;
        Assert.Equal(40 + 70_028, packet.Length);

        Assert.Null(Cut(packet, 1000));
    }

    [Fact]
    public void Cut_TcpHeaderLongerThanThePacket_IsRefused()
    {
        var packet = Make(Tcp6Headers, 4);
        packet[52] = 0xf0;
        Assert.Null(Cut(packet, 100));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public void Finish_PendingChecksum_IsFilledIn(int dataLength)
    {
        foreach (var headers in new[] { Tcp4Headers, Tcp6Headers, UdpHeaders })
        {
            var packet = Make(headers, dataLength);
            WritePending(packet);

            var finished = Assert.Single(Cut(packet, segmentSize: 0)!);

            AssertChecksums(finished);
            Hex.AssertEqual(WithoutChecksum(packet), WithoutChecksum(finished));
        }
    }

    [Fact]
    public void Finish_UdpWhoseSumIsZero_GetsAllOnes()
    {
        var packet = Make(UdpHeaders, 2);
        WritePending(packet);
        // The data that brings the sum to ffff, whose complement is 0.
        packet.AsSpan(28).Clear();
        var checksumBefore = Checksum(Assert.Single(Cut(packet, segmentSize: 0)!));
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(28), checksumBefore);

        Assert.Equal(0xffff, Checksum(Assert.Single(Cut(packet, segmentSize: 0)!)));

        static ushort Checksum(byte[] datagram) => BinaryPrimitives.ReadUInt16BigEndian(datagram.AsSpan(26));
    }

    [Theory]
    [InlineData("whole", false)]
    [InlineData("damaged", true)]
    public void Finish_ChecksumThatIsNotPending_IsLeftAsItCame(string what, bool isDamaged)
    {
        var packet = Make(Tcp4Headers, 100);
        WritePending(packet);
        packet = Assert.Single(Cut(packet, segmentSize: 0)!);
        if (isDamaged)
            packet[60] ^= 0x40;

        Assert.True(packet.AsSpan().SequenceEqual(Assert.Single(Cut(packet, segmentSize: 0)!)), what);
    }

    [Fact]
    public void Finish_UdpWithoutChecksum_IsLeftWithout()
    {
        var packet = Make(UdpHeaders, 10);
        Hex.AssertEqual(packet, Assert.Single(Cut(packet, segmentSize: 0)!));
    }

    [Fact]
    public void Finish_PppControl_IsLeftAsItCame()
    {
        var packet = Hex.Bytes("01010004");
        var payload = new Payload
        {
            Kind = PayloadKind.PppOther,
            Length = 4,
            PppProtocol = 0xc021,
        };

        Assert.True(Segmenter.TryBegin(packet, payload, 0, _scratch, out var segmenter));

        Assert.True(segmenter.TryNext(out var only));
        Hex.AssertEqual(packet, only);
        Assert.False(segmenter.TryNext(out _));
    }

    // Null when the packet is refused.
    private List<byte[]>? Cut(byte[] packet, ushort segmentSize)
    {
        if (!Segmenter.TryBegin(packet, Sample.PayloadOf(packet), segmentSize, _scratch, out var segmenter))
            return null;
        var segments = new List<byte[]>();
        while (segmenter.TryNext(out var segment))
            segments.Add(segment.ToArray());
        return segments;
    }

    private static byte[] Dirty(int length) => [.. Enumerable.Repeat((byte)0xa5, length)];

    private static int Identification(byte[] packet) =>
        BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(4));

    private static uint Word(byte[] packet, int offset) =>
        BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(offset));
}
