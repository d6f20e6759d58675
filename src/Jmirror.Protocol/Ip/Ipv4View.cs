using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Jmirror.Protocol.Ip;

/// <summary>The IPv4 header at the start of a packet.</summary>
/// <remarks>
/// <code>
///  0 | version (4) | header length in words (4) | type of service | total length |
///  4 | identification | reserved, DF, MF (3) | fragment offset in 8 bytes (13)   |
///  8 | time to live | protocol | header checksum |
/// 12 | source address |
/// 16 | destination address |
/// 20 | options, 0 to 40 bytes |
/// </code>
/// Big-endian. The checksum is not verified: captures on a sending host hold packets before the network card has
/// filled it in. Source: RFC 791, section 3.1.
/// </remarks>
public readonly ref struct Ipv4View
{
    /// <summary>Length of a header without options, bytes.</summary>
    public const int MinLength = 20;

    private const int TrafficClassOffset = 1;
    private const int TotalLengthOffset = 2;
    private const int FragmentOffset = 6;
    private const int ProtocolOffset = 9;
    private const int SourceOffset = 12;
    private const int DestinationOffset = 16;
    private const int FragmentOffsetMask = 0x1fff;
    private const int MoreFragmentsOrOffsetMask = 0x3fff;
    private const int VersionBits = 0x40;

    private readonly ReadOnlySpan<byte> _bytes;

    private Ipv4View(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>True for version 4 with a header of at least <see cref="MinLength"/>.</summary>
    public bool IsValid => (_bytes[0] & 0xf0) == VersionBits && HeaderLength >= MinLength;

    /// <summary>Length of the header with options, bytes.</summary>
    public int HeaderLength => (_bytes[0] & 0x0f) * 4;

    /// <summary>Type of service: DSCP in the upper six bits.</summary>
    public byte TrafficClass => _bytes[TrafficClassOffset];

    /// <summary>Length of header and payload, bytes; 0 in captures of segments that the network card will cut (TSO).</summary>
    public int TotalLength => BinaryPrimitives.ReadUInt16BigEndian(_bytes[TotalLengthOffset..]);

    /// <summary>True when this is not a whole packet: more fragments follow, or the offset is not 0.</summary>
    public bool IsFragment => (FragmentField & MoreFragmentsOrOffsetMask) != 0;

    /// <summary>True for a fragment other than the first: no transport header follows.</summary>
    public bool IsLaterFragment => (FragmentField & FragmentOffsetMask) != 0;

    /// <summary>Protocol number of what follows.</summary>
    public byte Protocol => _bytes[ProtocolOffset];

    /// <summary>Source address, first byte highest.</summary>
    public uint Source => BinaryPrimitives.ReadUInt32BigEndian(_bytes[SourceOffset..]);

    /// <summary>Destination address, first byte highest.</summary>
    public uint Destination => BinaryPrimitives.ReadUInt32BigEndian(_bytes[DestinationOffset..]);

    private int FragmentField => BinaryPrimitives.ReadUInt16BigEndian(_bytes[FragmentOffset..]);

    /// <summary>Views the header at the start of <paramref name="bytes"/>; false when they are fewer than <see cref="MinLength"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Ipv4View view)
    {
        if (bytes.Length < MinLength)
        {
            view = default;
            return false;
        }
        view = new Ipv4View(bytes[..MinLength]);
        return true;
    }
}
