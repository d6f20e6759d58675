using System.Buffers.Binary;

namespace Jmirror.Protocol.Link;

/// <summary>IEEE 802.2 LLC header with its SNAP extension, if there is one.</summary>
/// <remarks>
/// <code>
/// 0 | destination SAP | source SAP | control |      AA AA 03 announces SNAP
/// 3 | organization, 3 bytes                  |
/// 6 | type, 2 bytes                          |
/// </code>
/// Big-endian. Source: IEEE 802, clause 10; RFC 1042.
/// </remarks>
/// <param name="Type">EtherType of what follows a SNAP header; <see cref="EtherType.None"/> when LLC carries something else.</param>
public readonly record struct LlcHeader(EtherType Type)
{
    /// <summary>Length on the wire of LLC together with SNAP, bytes.</summary>
    public const int SnapLength = 8;

    /// <summary>Largest value of an 802.3 length field; from 0x0600 on it is an EtherType, between them undefined.</summary>
    public const int MaxFrameLength = 1500;

    private const int Length = 3;
    private const int SnapMarker = 0xaaaa03;
    private const int OrganizationOffset = 3;
    private const int TypeOffset = 6;

    // Organization 00-00-00: the type is an EtherType (RFC 1042). 00-00-F8: the same, bridged (IEEE 802.1H).
    private const int EncapsulatedEthernet = 0x000000;
    private const int BridgeTunnel = 0x0000f8;

    /// <summary>Reads the header at the start of <paramref name="bytes"/>; false when they are too few.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out LlcHeader header)
    {
        header = default;
        if (bytes.Length < Length)
            return false;
        if (ReadThreeBytes(bytes) != SnapMarker)
            return true;
        if (bytes.Length < SnapLength)
            return false;
        if (ReadThreeBytes(bytes[OrganizationOffset..]) is EncapsulatedEthernet or BridgeTunnel)
            header = new LlcHeader((EtherType)BinaryPrimitives.ReadUInt16BigEndian(bytes[TypeOffset..]));
        return true;
    }

    private static int ReadThreeBytes(ReadOnlySpan<byte> bytes) =>
        (BinaryPrimitives.ReadUInt16BigEndian(bytes) << 8) | bytes[2];
}
