using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Jmirror.Protocol.Link;

/// <summary>An 802.1Q or 802.1ad tag: the four bytes behind the EtherType that announces it.</summary>
/// <remarks>
/// <code>
/// 0 | priority (3) | drop eligible (1) | VLAN id (12) |
/// 2 | EtherType, or length (802.3), of what follows   |
/// </code>
/// Big-endian. Source: IEEE 802.1Q, clause 9.6.
/// </remarks>
/// <param name="Id">VLAN id, 0 to 4095; 0 is a priority tag, which names no VLAN.</param>
/// <param name="Type">What follows the tag.</param>
public readonly record struct VlanTag(ushort Id, EtherType Type)
{
    /// <summary>Length on the wire, bytes, without the EtherType in front.</summary>
    public const int Length = 4;

    private const int IdMask = 0x0fff;
    private const int TypeOffset = 2;

    /// <summary>True when <paramref name="type"/> announces a tag.</summary>
    public static bool IsAnnouncedBy(EtherType type) =>
        type
            is EtherType.CustomerTag
                or EtherType.ServiceTag
                or EtherType.LegacyServiceTag9100
                or EtherType.LegacyServiceTag9200;

    /// <summary>Reads the first 4 bytes; false when they are too few.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ReadOnlySpan<byte> bytes, out VlanTag tag)
    {
        if (bytes.Length < Length)
        {
            tag = default;
            return false;
        }
        tag = new VlanTag(
            (ushort)(BinaryPrimitives.ReadUInt16BigEndian(bytes) & IdMask),
            (EtherType)BinaryPrimitives.ReadUInt16BigEndian(bytes[TypeOffset..])
        );
        return true;
    }
}
