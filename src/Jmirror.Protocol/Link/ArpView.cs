using System.Buffers.Binary;
using Jmirror.Protocol.Ip;

namespace Jmirror.Protocol.Link;

/// <summary>An ARP packet for IPv4 on Ethernet, request or reply: who says that it has which address.</summary>
/// <remarks>
/// <code>
///  0 | hardware type 1 | protocol 0800 | lengths 06 04 | operation |
///  8 | sender's Ethernet address | sender's IPv4 address |
/// 18 | target's Ethernet address | target's IPv4 address |
/// </code>
/// Big-endian. Source: RFC 826; the sender's address is 0.0.0.0 in probes (RFC 5227, section 1.1).
/// </remarks>
public readonly ref struct ArpView
{
    private const int Length = 28;
    private const ulong EthernetAndIpv4 = 0x0001_0800_0604;
    private const int OperationBits = 16;
    private const int SenderMacOffset = 8;
    private const int SenderAddressOffset = 14;

    private readonly ReadOnlySpan<byte> _bytes;

    private ArpView(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Sender's Ethernet address.</summary>
    public MacAddress SenderMac => MacAddress.Read(_bytes[SenderMacOffset..]);

    /// <summary>Sender's IPv4 address; 0.0.0.0 when it has none yet.</summary>
    public Ipv4Address SenderAddress => Ipv4Address.Read(_bytes[SenderAddressOffset..]);

    /// <summary>Views the packet at the start of <paramref name="bytes"/>; false when they are too few, or of other kinds of network.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out ArpView view)
    {
        view = default;
        if (bytes.Length < Length)
            return false;
        if (BinaryPrimitives.ReadUInt64BigEndian(bytes) >> OperationBits != EthernetAndIpv4)
            return false;
        view = new ArpView(bytes[..Length]);
        return true;
    }
}
