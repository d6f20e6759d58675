using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Jmirror.Protocol.Link;

/// <summary>The Ethernet header at the start of a frame, without preamble and tags.</summary>
/// <remarks>
/// <code>
///  0 | destination address, 6 bytes |
///  6 | source address, 6 bytes      |
/// 12 | EtherType, or length (802.3) |
/// </code>
/// Big-endian. Source: IEEE 802.3, clause 3.
/// </remarks>
public readonly ref struct EthernetView
{
    /// <summary>Length on the wire, bytes.</summary>
    public const int Length = 14;

    private const int SourceOffset = 6;
    private const int TypeOffset = 12;

    private readonly ReadOnlySpan<byte> _bytes;

    private EthernetView(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Destination address.</summary>
    public MacAddress Destination => MacAddress.Read(_bytes);

    /// <summary>Source address.</summary>
    public MacAddress Source => MacAddress.Read(_bytes[SourceOffset..]);

    /// <summary>What follows.</summary>
    public EtherType Type => (EtherType)BinaryPrimitives.ReadUInt16BigEndian(_bytes[TypeOffset..]);

    /// <summary>Views the header at the start of <paramref name="bytes"/>; false when they are too few.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ReadOnlySpan<byte> bytes, out EthernetView view)
    {
        if (bytes.Length < Length)
        {
            view = default;
            return false;
        }
        view = new EthernetView(bytes[..Length]);
        return true;
    }
}
