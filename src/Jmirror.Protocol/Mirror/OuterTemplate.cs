using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Jmirror.Protocol.Ip;

namespace Jmirror.Protocol.Mirror;

/// <summary>
/// The 36 bytes in front of every copy of one mirror, built once: outer IPv4, UDP, mirror header.
/// Per packet only total length, identification, header checksum and UDP length are patched.
/// </summary>
/// <remarks>
/// <code>
///  0 | 45 00 | total length | identification | 00 00 | TTL 11 | checksum |   outer IPv4, no options
/// 12 | source address               | destination address              |
/// 20 | source port | destination port | UDP length | 00 00              |   checksum 0: not computed
/// 28 | mirror header, 8 bytes                                           |
/// 36 | mirrored packet
/// </code>
/// </remarks>
public sealed class OuterTemplate
{
    /// <summary>Bytes in front of the mirrored packet.</summary>
    public const int Length = MirrorOffset + MirrorHeader.Length;

    /// <summary>Largest mirrored packet that one IPv4 datagram can carry: 65 535 - 36 bytes.</summary>
    public const int MaxPayloadLength = ushort.MaxValue - Length;

    private const int UdpOffset = OuterLayout.Ipv4HeaderLength;
    private const int MirrorOffset = UdpOffset + OuterLayout.UdpHeaderLength;

    private readonly byte[] _bytes = new byte[Length];

    // Sum over the IPv4 header without total length, identification and checksum (RFC 1624 turned inside out:
    // instead of correcting an old checksum, the constant part is summed once).
    private readonly uint _constantSum;

    /// <summary>Builds the template.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A mirror header field does not fit its bits.</exception>
    public OuterTemplate(OuterHeader outer, MirrorHeader header)
    {
        Outer = outer;
        Header = header;
        var bytes = _bytes.AsSpan();
        bytes[0] = OuterLayout.VersionAndHeaderLength;
        bytes[OuterLayout.TimeToLiveOffset] = outer.TimeToLive;
        bytes[OuterLayout.ProtocolOffset] = OuterLayout.UdpProtocol;
        outer.Source.Write(bytes[OuterLayout.SourceOffset..]);
        outer.Destination.Write(bytes[OuterLayout.DestinationOffset..]);
        BinaryPrimitives.WriteUInt16BigEndian(
            bytes[(UdpOffset + OuterLayout.UdpSourcePortOffset)..],
            outer.SourcePort
        );
        BinaryPrimitives.WriteUInt16BigEndian(
            bytes[(UdpOffset + OuterLayout.UdpDestinationPortOffset)..],
            outer.DestinationPort
        );
        header.Write(bytes[MirrorOffset..]);
        _constantSum = (ushort)~InternetChecksum.Compute(bytes[..UdpOffset]);
    }

    /// <summary>The outer header this template was built from.</summary>
    public OuterHeader Outer { get; }

    /// <summary>The mirror header this template was built from.</summary>
    public MirrorHeader Header { get; }

    /// <summary>
    /// Writes the 36 bytes for a mirrored packet of <paramref name="payloadLength"/> bytes. The caller has made
    /// sure that it is at most <see cref="MaxPayloadLength"/> and that the room is there.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(Span<byte> destination, int payloadLength, ushort identification)
    {
        destination = destination[..Length];
        _bytes.CopyTo(destination);
        var totalLength = (uint)(Length + payloadLength);
        // Both fields in one store: they are neighbours.
        BinaryPrimitives.WriteUInt32BigEndian(
            destination[OuterLayout.TotalLengthOffset..],
            (totalLength << 16) | identification
        );
        var sum = _constantSum + totalLength + identification;
        sum = (sum & 0xffff) + (sum >> 16);
        sum = (sum & 0xffff) + (sum >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(destination[OuterLayout.ChecksumOffset..], (ushort)~sum);
        BinaryPrimitives.WriteUInt16BigEndian(
            destination[(UdpOffset + OuterLayout.UdpLengthOffset)..],
            (ushort)(totalLength - UdpOffset)
        );
    }
}
