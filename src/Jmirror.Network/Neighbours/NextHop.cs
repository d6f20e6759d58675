using Jmirror.Protocol.Link;

namespace Jmirror.Network.Neighbours;

/// <summary>Where a frame goes next.</summary>
/// <param name="InterfaceIndex">The interface it leaves by; 0 where interfaces have no index.</param>
/// <param name="Source">Ethernet address of that interface.</param>
/// <param name="Destination">Ethernet address of the next station; meaningless while it is unresolved.</param>
/// <param name="Mtu">Largest IP datagram, bytes.</param>
internal readonly record struct NextHop(
    int InterfaceIndex,
    MacAddress Source,
    MacAddress Destination,
    int Mtu
);
