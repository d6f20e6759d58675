using System.Net;
using Jmirror.Protocol.Ip;

namespace Jmirror.Network.Linux.Netlink;

/// <summary>The way the kernel would send a datagram.</summary>
/// <param name="InterfaceIndex">The interface it leaves by.</param>
/// <param name="Source">The source address that the kernel would choose.</param>
/// <param name="Gateway">The next router, of either family; null when the destination is on the link.</param>
/// <param name="Mtu">MTU of this route alone, bytes; null when it is the interface's.</param>
/// <param name="IsUnicast">
/// An ordinary route to one neighbour; false for addresses of this machine, broadcast and multicast.
/// </param>
internal sealed record RouteEntry(
    int InterfaceIndex,
    Ipv4Address? Source,
    IPAddress? Gateway,
    int? Mtu,
    bool IsUnicast
);
