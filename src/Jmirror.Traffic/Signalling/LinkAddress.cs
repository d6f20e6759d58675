using Jmirror.Protocol.Link;
using Jmirror.Traffic.Population;

namespace Jmirror.Traffic.Signalling;

/// <summary>IPv6 addresses of one link: 16 bytes as a number, first byte highest.</summary>
internal static class LinkAddress
{
    /// <summary>ff02::2, all routers of the link (RFC 4291, section 2.7.1).</summary>
    public static UInt128 AllRouters { get; } = new(LinkMulticast, 2);

    /// <summary>ff02::1:2, all DHCPv6 relays and servers (RFC 8415, section 7.1).</summary>
    public static UInt128 AllDhcpAgents { get; } = new(LinkMulticast, 0x1_0002);

    private const ulong LinkLocal = 0xfe80_0000_0000_0000;
    private const ulong LinkMulticast = 0xff02_0000_0000_0000;
    private const ulong EthernetMulticast = 0x3333_0000_0000;

    /// <summary>The link-local address of a station, with the interface identifier of its Ethernet address.</summary>
    public static UInt128 Of(MacAddress mac) => new(LinkLocal, InterfaceId.Of(mac));

    /// <summary>The Ethernet address of a multicast group (RFC 2464, section 7).</summary>
    public static MacAddress ToMulticastMac(UInt128 group) => new(EthernetMulticast | (uint)group);
}
