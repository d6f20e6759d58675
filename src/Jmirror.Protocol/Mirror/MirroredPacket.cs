using System.Buffers.Binary;
using Jmirror.Protocol.Ip;

namespace Jmirror.Protocol.Mirror;

/// <summary>What a mirror copied, told by the first bytes of the copy: the header has no field for it.</summary>
public enum MirroredKind : byte
{
    /// <summary>None of the others.</summary>
    Unknown,

    /// <summary>An IPv4 packet: the first four bits are 4.</summary>
    Ipv4,

    /// <summary>An IPv6 packet: the first four bits are 6.</summary>
    Ipv6,

    /// <summary>A PPP frame: FF 03, then the protocol number (RFC 1662).</summary>
    Ppp,
}

/// <summary>What a mirrored packet is, and whether it agrees with itself.</summary>
/// <remarks>
/// Bare copies of E Series routers, which have no header, are ordinary IP packets and cannot be told from them:
/// who knows that they are copies reads them with <see cref="Read"/>.
/// </remarks>
/// <param name="Kind">IPv4, IPv6 or PPP.</param>
/// <param name="PppProtocol">PPP protocol number, compressed ones too in their 16-bit form; 0 when it is not PPP.</param>
/// <param name="IpVersion">4 or 6 when there is an IP packet, in PPP or not; otherwise 0.</param>
/// <param name="Offset">Where the IP packet or the PPP information field begins, bytes from the start of the copy.</param>
/// <param name="Faults">What is odd about it; never an unusable one.</param>
public readonly record struct MirroredPacket(
    MirroredKind Kind,
    ushort PppProtocol,
    byte IpVersion,
    int Offset,
    MirrorFaults Faults
)
{
    /// <summary>PPP protocol number of IPv4 (RFC 1332).</summary>
    public const ushort PppIpv4 = 0x0021;

    /// <summary>PPP protocol number of IPv6 (RFC 5072).</summary>
    public const ushort PppIpv6 = 0x0057;

    /// <summary>The address and control bytes in front of every mirrored PPP frame: all stations, unnumbered.</summary>
    public const ushort PppAddressAndControl = 0xff03;

    private const int PppAddressAndControlLength = 2;
    private const int Ipv6HeaderLength = 40;
    private const int Ipv6PayloadLengthOffset = 4;

    /// <summary>Reads the kind of a copy and checks it against its first header.</summary>
    /// <param name="bytes">The copy, or as much of it as was captured.</param>
    /// <param name="originalLength">Length of the copy on the wire, bytes; not below that of <paramref name="bytes"/>.</param>
    public static MirroredPacket Read(ReadOnlySpan<byte> bytes, int originalLength)
    {
        if (bytes.IsEmpty)
        {
            var fault = originalLength == 0 ? MirrorFaults.EmptyPayload : MirrorFaults.ShortPayloadHeader;
            return new(MirroredKind.Unknown, 0, 0, 0, fault);
        }
        if (
            bytes.Length >= PppAddressAndControlLength
            && BinaryPrimitives.ReadUInt16BigEndian(bytes) == PppAddressAndControl
        )
            return ReadPpp(bytes, originalLength);
        return VersionOf(bytes) switch
        {
            4 => new(MirroredKind.Ipv4, 0, 4, 0, CheckIpv4(bytes, originalLength)),
            6 => new(MirroredKind.Ipv6, 0, 6, 0, CheckIpv6(bytes, originalLength)),
            _ => new(MirroredKind.Unknown, 0, 0, 0, MirrorFaults.UnknownPayload),
        };
    }

    private static int VersionOf(ReadOnlySpan<byte> packet) => packet[0] >> 4;

    private static MirroredPacket ReadPpp(ReadOnlySpan<byte> bytes, int originalLength)
    {
        var offset = PppAddressAndControlLength;
        var isShort = bytes.Length <= offset;
        ushort protocol = 0;
        if (!isShort && (bytes[offset] & 1) != 0)
        {
            // Protocol field compression (RFC 1661, 6.5): an odd first byte is the whole number.
            protocol = bytes[offset++];
        }
        else if (bytes.Length >= offset + sizeof(ushort))
        {
            protocol = BinaryPrimitives.ReadUInt16BigEndian(bytes[offset..]);
            offset += sizeof(ushort);
        }
        else
        {
            return new(MirroredKind.Ppp, 0, 0, bytes.Length, MirrorFaults.ShortPayloadHeader);
        }
        // RFC 1661, 2: the last bit of every protocol number is 1.
        if ((protocol & 1) == 0)
            return new(MirroredKind.Ppp, protocol, 0, offset, MirrorFaults.BadPayloadHeader);
        var information = bytes[offset..];
        var length = originalLength - offset;
        return protocol switch
        {
            PppIpv4 => new(MirroredKind.Ppp, protocol, 4, offset, CheckIpv4(information, length)),
            PppIpv6 => new(MirroredKind.Ppp, protocol, 6, offset, CheckIpv6(information, length)),
            _ => new(MirroredKind.Ppp, protocol, 0, offset, MirrorFaults.None),
        };
    }

    private static MirrorFaults CheckIpv4(ReadOnlySpan<byte> packet, int originalLength)
    {
        if (packet.Length < OuterLayout.Ipv4HeaderLength)
            return MirrorFaults.ShortPayloadHeader;
        var headerLength = (packet[0] & 0xf) * sizeof(uint);
        if (VersionOf(packet) != 4 || headerLength < OuterLayout.Ipv4HeaderLength)
            return MirrorFaults.BadPayloadHeader;
        if (packet.Length < headerLength)
            return MirrorFaults.ShortPayloadHeader;
        var totalLength = BinaryPrimitives.ReadUInt16BigEndian(packet[OuterLayout.TotalLengthOffset..]);
        var faults = CompareLength(totalLength, originalLength);
        return InternetChecksum.Compute(packet[..headerLength]) == 0
            ? faults
            : faults | MirrorFaults.BadPayloadChecksum;
    }

    private static MirrorFaults CheckIpv6(ReadOnlySpan<byte> packet, int originalLength)
    {
        if (packet.Length < Ipv6HeaderLength)
            return MirrorFaults.ShortPayloadHeader;
        if (VersionOf(packet) != 6)
            return MirrorFaults.BadPayloadHeader;
        var payloadLength = BinaryPrimitives.ReadUInt16BigEndian(packet[Ipv6PayloadLengthOffset..]);
        return CompareLength(Ipv6HeaderLength + payloadLength, originalLength);
    }

    private static MirrorFaults CompareLength(int said, int original) =>
        said > original ? MirrorFaults.PayloadShort
        : said < original ? MirrorFaults.PayloadLong
        : MirrorFaults.None;
}
