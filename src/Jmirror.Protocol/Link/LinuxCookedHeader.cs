using System.Buffers.Binary;

namespace Jmirror.Protocol.Link;

/// <summary>The header that Linux's cooked captures ("any" interface) have in place of a link-layer header.</summary>
/// <remarks>
/// <code>
/// version 1 (LINKTYPE_LINUX_SLL)              version 2 (LINKTYPE_LINUX_SLL2)
///  0 | packet type, 2 bytes                    0 | protocol, 2 bytes
///  2 | ARPHRD_ type, 2 bytes                   2 | reserved, 2 bytes
///  4 | address length, 2 bytes                 4 | interface index, 4 bytes
///  6 | sender's address, 8 bytes               8 | ARPHRD_ type, 2 bytes
/// 14 | protocol, 2 bytes                      10 | packet type, 1 byte
///                                             11 | address length, 1 byte
///                                             12 | sender's address, 8 bytes
/// </code>
/// Big-endian. Source: https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL.html and ..._SLL2.html.
/// </remarks>
/// <param name="IsOutgoing">True when the capturing host sent the frame (PACKET_OUTGOING).</param>
/// <param name="Hardware">ARPHRD_ number of the interface.</param>
/// <param name="Source">Sender's address; 0 unless it has 6 bytes.</param>
/// <param name="Protocol">EtherType of what follows, or one of the ETH_P_ numbers below 0x0600.</param>
public readonly record struct LinuxCookedHeader(
    bool IsOutgoing,
    ushort Hardware,
    MacAddress Source,
    EtherType Protocol
)
{
    /// <summary>Length of version 1, bytes.</summary>
    public const int Length = 16;

    /// <summary>Length of version 2, bytes.</summary>
    public const int Length2 = 20;

    /// <summary>ETH_P_802_2: an LLC header follows.</summary>
    public const EtherType LlcProtocol = (EtherType)0x0004;

    private const int OutgoingPacket = 4;

    // linux/if_arp.h; on these interfaces the protocol field is no EtherType.
    private const ushort HardwareFrad = 770;
    private const ushort HardwareRadiotap = 803;
    private const ushort HardwareNetlink = 824;

    /// <summary>True when <see cref="Protocol"/> says what follows.</summary>
    public bool HasProtocol => Hardware is not (HardwareFrad or HardwareRadiotap or HardwareNetlink);

    /// <summary>Reads version 1 from the start of <paramref name="bytes"/>; false when they are too few.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out LinuxCookedHeader header)
    {
        header = default;
        if (bytes.Length < Length)
            return false;
        header = new LinuxCookedHeader(
            BinaryPrimitives.ReadUInt16BigEndian(bytes) == OutgoingPacket,
            BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            ReadAddress(BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]), bytes[6..]),
            (EtherType)BinaryPrimitives.ReadUInt16BigEndian(bytes[14..])
        );
        return true;
    }

    /// <summary>Reads version 2 from the start of <paramref name="bytes"/>; false when they are too few.</summary>
    public static bool TryRead2(ReadOnlySpan<byte> bytes, out LinuxCookedHeader header)
    {
        header = default;
        if (bytes.Length < Length2)
            return false;
        header = new LinuxCookedHeader(
            bytes[10] == OutgoingPacket,
            BinaryPrimitives.ReadUInt16BigEndian(bytes[8..]),
            ReadAddress(bytes[11], bytes[12..]),
            (EtherType)BinaryPrimitives.ReadUInt16BigEndian(bytes)
        );
        return true;
    }

    private static MacAddress ReadAddress(int length, ReadOnlySpan<byte> bytes) =>
        length == MacAddress.Length ? MacAddress.Read(bytes) : default;
}
