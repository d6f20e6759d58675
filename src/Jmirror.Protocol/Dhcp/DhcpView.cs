using System.Buffers.Binary;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;

namespace Jmirror.Protocol.Dhcp;

/// <summary>A DHCPv4 message: what a UDP datagram of port 67 or 68 carries.</summary>
/// <remarks>
/// <code>
///   0 | op: 1 request, 2 reply | hardware type | address length | hops |
///   4 | transaction id        |
///   8 | seconds | flags       |
///  12 | ciaddr: client's address | yiaddr: "your" address | siaddr | giaddr: relay's address |
///  28 | chaddr: client's hardware address, 16 bytes |
///  44 | sname, 64 bytes       |
/// 108 | file, 128 bytes       |
/// 236 | magic 63 82 53 63     |
/// 240 | options
/// </code>
/// Big-endian. Source: RFC 2131, section 2; option overload: RFC 2132, section 9.3; split options: RFC 3396.
/// </remarks>
public readonly ref struct DhcpView
{
    /// <summary>UDP port of servers and relays.</summary>
    public const ushort ServerPort = 67;

    /// <summary>UDP port of clients.</summary>
    public const ushort ClientPort = 68;

    /// <summary>A lease time without end (RFC 2131, section 3.3).</summary>
    public const uint InfiniteLease = uint.MaxValue;

    private const byte BootRequest = 1;
    private const byte BootReply = 2;
    private const byte EthernetHardware = 1;
    private const int HardwareTypeOffset = 1;
    private const int HardwareLengthOffset = 2;
    private const int TransactionOffset = 4;
    private const int ClientAddressOffset = 12;
    private const int YourAddressOffset = 16;
    private const int RelayAddressOffset = 24;
    private const int HardwareAddressOffset = 28;
    private const int ServerNameOffset = 44;
    private const int ServerNameLength = 64;
    private const int FileOffset = 108;
    private const int FileLength = 128;
    private const int MagicOffset = 236;
    private const int OptionsOffset = 240;
    private const uint Magic = 0x63825363;
    private const int OverloadsFile = 1;
    private const int OverloadsServerName = 2;

    private readonly ReadOnlySpan<byte> _bytes;

    private DhcpView(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>True for what clients and relays send, false for what servers send.</summary>
    public bool IsFromClient => _bytes[0] == BootRequest;

    /// <summary>Transaction id: the client's number for one exchange.</summary>
    public uint TransactionId => BinaryPrimitives.ReadUInt32BigEndian(_bytes[TransactionOffset..]);

    /// <summary>The address that the client has (ciaddr); 0.0.0.0 when it has none.</summary>
    public Ipv4Address ClientAddress => Ipv4Address.Read(_bytes[ClientAddressOffset..]);

    /// <summary>The address that the server gives (yiaddr); 0.0.0.0 when it gives none.</summary>
    public Ipv4Address YourAddress => Ipv4Address.Read(_bytes[YourAddressOffset..]);

    /// <summary>The relay's address (giaddr); 0.0.0.0 without a relay.</summary>
    public Ipv4Address RelayAddress => Ipv4Address.Read(_bytes[RelayAddressOffset..]);

    /// <summary>The client's Ethernet address (chaddr); 0 for other hardware.</summary>
    public MacAddress HardwareAddress =>
        _bytes[HardwareTypeOffset] == EthernetHardware && _bytes[HardwareLengthOffset] == MacAddress.Length
            ? MacAddress.Read(_bytes[HardwareAddressOffset..])
            : default;

    /// <summary>What the message is.</summary>
    public DhcpMessageType MessageType =>
        Find(DhcpOption.MessageType) is [var type] ? (DhcpMessageType)type : DhcpMessageType.None;

    /// <summary>Views a UDP payload; false when it is too short, neither request nor reply, or without the magic.</summary>
    public static bool TryRead(ReadOnlySpan<byte> datagram, out DhcpView view)
    {
        view = default;
        if (datagram.Length < OptionsOffset || datagram[0] is not (BootRequest or BootReply))
            return false;
        if (BinaryPrimitives.ReadUInt32BigEndian(datagram[MagicOffset..]) != Magic)
            return false;
        view = new DhcpView(datagram);
        return true;
    }

    /// <summary>The value of an option that is an IPv4 address; 0.0.0.0 when there is none.</summary>
    public Ipv4Address FindAddress(DhcpOption code)
    {
        var value = Find(code);
        return value.Length == Ipv4Address.Length ? Ipv4Address.Read(value) : default;
    }

    /// <summary>Lease time, seconds; null when there is none.</summary>
    public uint? LeaseTime =>
        Find(DhcpOption.LeaseTime) is { Length: sizeof(uint) } value
            ? BinaryPrimitives.ReadUInt32BigEndian(value)
            : null;

    /// <summary>The value of the first option of a code; empty also when there is none.</summary>
    public ReadOnlySpan<byte> Find(DhcpOption code)
    {
        foreach (var option in new DhcpOptions(OptionField))
        {
            if (option.Code == code)
                return option.Value;
        }
        foreach (var option in new DhcpOptions(FileField))
        {
            if (option.Code == code)
                return option.Value;
        }
        foreach (var option in new DhcpOptions(ServerNameField))
        {
            if (option.Code == code)
                return option.Value;
        }
        return default;
    }

    /// <summary>
    /// Puts together an option that was split over several of the same code: in the order of the options, the file
    /// and the server name field. Returns how many bytes there are; more than <paramref name="destination"/> holds
    /// are counted, not written.
    /// </summary>
    public int Join(DhcpOption code, Span<byte> destination)
    {
        var length = Join(OptionField, code, 0, destination);
        length = Join(FileField, code, length, destination);
        return Join(ServerNameField, code, length, destination);
    }

    private ReadOnlySpan<byte> OptionField => _bytes[OptionsOffset..];

    private ReadOnlySpan<byte> FileField =>
        (Overload & OverloadsFile) != 0 ? _bytes.Slice(FileOffset, FileLength) : default;

    private ReadOnlySpan<byte> ServerNameField =>
        (Overload & OverloadsServerName) != 0 ? _bytes.Slice(ServerNameOffset, ServerNameLength) : default;

    private int Overload
    {
        get
        {
            foreach (var option in new DhcpOptions(OptionField))
            {
                if (option.Code == DhcpOption.Overload)
                    return option.Value is [var fields] ? fields : 0;
            }
            return 0;
        }
    }

    private static int Join(ReadOnlySpan<byte> field, DhcpOption code, int length, Span<byte> destination)
    {
        foreach (var option in new DhcpOptions(field))
        {
            if (option.Code != code)
                continue;
            if (option.Value.Length <= destination.Length - length)
                option.Value.CopyTo(destination[length..]);
            length += option.Value.Length;
        }
        return length;
    }
}
