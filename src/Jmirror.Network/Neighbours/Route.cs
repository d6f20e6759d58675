using System.Net;
using Jmirror.Protocol.Ip;

namespace Jmirror.Network.Neighbours;

/// <summary>The way by which the kernel would send a datagram.</summary>
/// <param name="Interface">The interface it leaves by.</param>
/// <param name="Source">The source address that the kernel would choose.</param>
/// <param name="Gateway">The next router, of either family; null when the destination is on the link.</param>
/// <param name="Mtu">Largest datagram of this way, bytes.</param>
public sealed record Route(LinkInfo Interface, Ipv4Address? Source, IPAddress? Gateway, int Mtu);
