using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Jmirror.Protocol.Ip;

/// <summary>The fixed IPv6 header at the start of a packet.</summary>
/// <remarks>
/// <code>
///  0 | version (4) | traffic class (8) | flow label (20) |
///  4 | payload length | next header | hop limit |
///  8 | source address |
/// 24 | destination address |
/// </code>
/// Big-endian. Source: RFC 8200, section 3.
/// </remarks>
public readonly ref struct Ipv6View
{
    /// <summary>Length on the wire, bytes.</summary>
    public const int Length = 40;

    private const int PayloadLengthOffset = 4;
    private const int NextHeaderOffset = 6;
    private const int SourceOffset = 8;
    private const int DestinationOffset = 24;
    private const int VersionBits = 0x60;
    private const int TrafficClassShift = 4;

    private readonly ReadOnlySpan<byte> _bytes;

    private Ipv6View(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>True for version 6.</summary>
    public bool IsValid => (_bytes[0] & 0xf0) == VersionBits;

    /// <summary>Traffic class: DSCP in the upper six bits.</summary>
    public byte TrafficClass => (byte)(BinaryPrimitives.ReadUInt16BigEndian(_bytes) >> TrafficClassShift);

    /// <summary>Bytes behind this header, extension headers included; 0 also for a jumbo payload.</summary>
    public int PayloadLength => BinaryPrimitives.ReadUInt16BigEndian(_bytes[PayloadLengthOffset..]);

    /// <summary>Protocol number of what follows.</summary>
    public byte NextHeader => _bytes[NextHeaderOffset];

    /// <summary>Source address.</summary>
    public UInt128 Source => IpPrefix.ReadIpv6(_bytes[SourceOffset..]);

    /// <summary>Destination address.</summary>
    public UInt128 Destination => IpPrefix.ReadIpv6(_bytes[DestinationOffset..]);

    /// <summary>Views the header at the start of <paramref name="bytes"/>; false when they are too few.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Ipv6View view)
    {
        if (bytes.Length < Length)
        {
            view = default;
            return false;
        }
        view = new Ipv6View(bytes[..Length]);
        return true;
    }
}
