using System.Buffers.Binary;
using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Frames;
using Jmirror.Protocol.Ip;

namespace Jmirror.Engine.Mirroring;

/// <summary>
/// Undoes what offloads of the capturing host did to a packet, so that it is copied as a router would have seen it: a
/// super-frame is cut where the network card would have cut it, and checksums left to the card are filled in.
/// </summary>
/// <remarks>
/// Cut as the kernel does it (net/ipv4/tcp_offload.c tcp_gso_segment, net/ipv4/udp_offload.c __udp_gso_segment,
/// net/ipv4/af_inet.c inet_gso_segment): headers repeated, TCP sequence and IPv4 identification counted on, FIN and
/// PSH on the last segment only, CWR on the first only. Only the packet's own TCP or UDP is finished, not what it may
/// carry in a tunnel.
/// </remarks>
internal ref struct Segmenter
{
    /// <summary>Room that <see cref="TryBegin"/> needs, bytes.</summary>
    public const int ScratchLength = ushort.MaxValue;

    private const int Ipv4TotalLengthOffset = 2;
    private const int Ipv4IdentificationOffset = 4;
    private const int Ipv4FlagsOffset = 6;
    private const int Ipv4ChecksumOffset = 10;
    private const ushort Ipv4DontFragment = 0x4000;
    private const int Ipv6PayloadLengthOffset = 4;
    private const int UdpLengthOffset = 4;
    private const int TcpSequenceOffset = 4;
    private const int TcpFlagsOffset = 13;
    private const byte TcpFin = 0x01;
    private const byte TcpPush = 0x08;
    private const byte TcpWindowReduced = 0x80;

    private readonly ReadOnlySpan<byte> _packet;
    private readonly Span<byte> _scratch;
    private readonly TransportLayout _layout;
    private readonly int _segmentSize;
    private int _at;
    private int _number;

    // Without a layout the packet is handed out as it is.
    private Segmenter(
        ReadOnlySpan<byte> packet,
        Span<byte> scratch,
        TransportLayout layout = default,
        int segmentSize = 0
    )
    {
        _packet = packet;
        _scratch = scratch;
        _layout = layout;
        _segmentSize = segmentSize;
    }

    /// <summary>Looks at the packet of an unfinished frame; false when it is a super-frame that cannot be cut.</summary>
    /// <param name="packet">The IP packet, or the PPP information field, that is to be copied.</param>
    /// <param name="payload">What the dissector found of it.</param>
    /// <param name="segmentSize">See <see cref="FrameInfo.SegmentSize"/>.</param>
    /// <param name="scratch">Where segments are put together; each is overwritten by the next.</param>
    /// <param name="segmenter">Hands out the packets.</param>
    public static bool TryBegin(
        ReadOnlySpan<byte> packet,
        in Payload payload,
        ushort segmentSize,
        Span<byte> scratch,
        out Segmenter segmenter
    )
    {
        var isTransport = TransportLayout.TryRead(packet, payload, out var layout);
        if (segmentSize == 0)
        {
            segmenter =
                isTransport && layout.IsChecksumPending(packet)
                    ? new Segmenter(packet, scratch, layout)
                    : new Segmenter(packet, scratch);
            return true;
        }
        segmenter = new Segmenter(packet, scratch, layout, segmentSize);
        return isTransport
            && segmentSize != FrameInfo.UnknownSegmentSize
            && layout.DataOffset + segmentSize <= scratch.Length
            && !HasJumboPayload(packet, layout);
    }

    /// <summary>The next packet, valid until the call after; false after the last one.</summary>
    public bool TryNext(out ReadOnlySpan<byte> segment)
    {
        segment = default;
        var dataLength = _packet.Length - _layout.DataOffset;
        if (_number > 0 && _at >= dataLength)
            return false;
        var length = _segmentSize == 0 ? dataLength : Math.Min(_segmentSize, dataLength - _at);
        segment = _layout == default ? _packet : Make(length, isLast: _at + length == dataLength);
        _at += length;
        _number++;
        return true;
    }

    private readonly ReadOnlySpan<byte> Make(int dataLength, bool isLast)
    {
        var segment = _scratch[..(_layout.DataOffset + dataLength)];
        _packet[.._layout.DataOffset].CopyTo(segment);
        _packet.Slice(_layout.DataOffset + _at, dataLength).CopyTo(segment[_layout.DataOffset..]);
        if (_segmentSize != 0)
        {
            if (_layout.Kind == PayloadKind.Ipv4)
                PatchIpv4(segment);
            else
                PatchIpv6(segment);
            var transport = segment[_layout.TransportOffset..];
            if (_layout.Protocol == IpProtocol.Tcp)
                PatchTcp(transport, isLast);
            else
                BinaryPrimitives.WriteUInt16BigEndian(transport[UdpLengthOffset..], (ushort)transport.Length);
        }
        _layout.WriteChecksum(segment);
        return segment;
    }

    private readonly void PatchIpv4(Span<byte> segment)
    {
        BinaryPrimitives.WriteUInt16BigEndian(segment[Ipv4TotalLengthOffset..], (ushort)segment.Length);
        var identification = BinaryPrimitives.ReadUInt16BigEndian(segment[Ipv4IdentificationOffset..]);
        var flags = BinaryPrimitives.ReadUInt16BigEndian(segment[Ipv4FlagsOffset..]);
        // Senders that do not number packets which must not be fragmented (RFC 6864) write 0 into all of them.
        if (identification != 0 || (flags & Ipv4DontFragment) == 0)
            BinaryPrimitives.WriteUInt16BigEndian(
                segment[Ipv4IdentificationOffset..],
                (ushort)(identification + _number)
            );
        var header = segment[.._layout.TransportOffset];
        BinaryPrimitives.WriteUInt16BigEndian(header[Ipv4ChecksumOffset..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(header[Ipv4ChecksumOffset..], InternetChecksum.Compute(header));
    }

    private static void PatchIpv6(Span<byte> segment) =>
        BinaryPrimitives.WriteUInt16BigEndian(
            segment[Ipv6PayloadLengthOffset..],
            (ushort)(segment.Length - Ipv6View.Length)
        );

    private readonly void PatchTcp(Span<byte> transport, bool isLast)
    {
        var sequence = BinaryPrimitives.ReadUInt32BigEndian(transport[TcpSequenceOffset..]);
        BinaryPrimitives.WriteUInt32BigEndian(transport[TcpSequenceOffset..], sequence + (uint)_at);
        ref var flags = ref transport[TcpFlagsOffset];
        if (!isLast)
            flags &= unchecked((byte)~(TcpFin | TcpPush));
        if (_number > 0)
            flags &= unchecked((byte)~TcpWindowReduced);
    }

    // A jumbo payload option (RFC 2675) is the kernel's own note to the network card; it is never on an Ethernet wire.
    private static bool HasJumboPayload(ReadOnlySpan<byte> packet, in TransportLayout layout) =>
        layout.Kind == PayloadKind.Ipv6
        && layout.TransportOffset > Ipv6View.Length
        && packet.Length > Ipv6View.Length + ushort.MaxValue;
}
