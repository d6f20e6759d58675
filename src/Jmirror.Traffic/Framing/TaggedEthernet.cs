using System.Buffers.Binary;
using Jmirror.Protocol.Link;

namespace Jmirror.Traffic.Framing;

/// <summary>An Ethernet header with up to two VLAN tags.</summary>
/// <remarks>
/// Both tags are announced by 0x8100, as Junos does unless told otherwise. Priority and drop-eligible bits are 0.
/// Frames are not padded to 60 bytes: network cards do that, and captures on the sending host do not show it.
/// </remarks>
internal static class TaggedEthernet
{
    /// <summary>Length of a header with two tags, bytes.</summary>
    public const int MaxLength = EthernetView.Length + 2 * VlanTag.Length;

    private const int TypeLength = 2;
    private const int SourceOffset = MacAddress.Length;
    private const int TypeOffset = 2 * MacAddress.Length;

    /// <summary>To all stations of the link.</summary>
    public static MacAddress Broadcast { get; } = new(0xffff_ffff_ffff);

    /// <summary>Length of the header, bytes.</summary>
    public static int LengthOf(bool hasOuterTag, bool hasInnerTag) =>
        EthernetView.Length + (hasOuterTag ? VlanTag.Length : 0) + (hasInnerTag ? VlanTag.Length : 0);

    /// <summary>Writes the header and returns its length; a VLAN id of 0 stands for no tag.</summary>
    public static int Write(
        Span<byte> header,
        MacAddress destination,
        MacAddress source,
        ushort outerVlan,
        ushort innerVlan,
        EtherType type
    )
    {
        destination.Write(header);
        source.Write(header[SourceOffset..]);
        var offset = TypeOffset;
        if (outerVlan != 0)
            offset = WriteTag(header, offset, outerVlan);
        if (innerVlan != 0)
            offset = WriteTag(header, offset, innerVlan);
        BinaryPrimitives.WriteUInt16BigEndian(header[offset..], (ushort)type);
        return offset + TypeLength;
    }

    private static int WriteTag(Span<byte> header, int offset, ushort vlan)
    {
        BinaryPrimitives.WriteUInt32BigEndian(header[offset..], ((uint)EtherType.CustomerTag << 16) | vlan);
        return offset + VlanTag.Length;
    }
}
