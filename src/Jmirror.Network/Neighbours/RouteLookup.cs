using Jmirror.Network.Linux.Netlink;
using Jmirror.Network.Sinks;
using Jmirror.Protocol.Ip;

namespace Jmirror.Network.Neighbours;

/// <summary>Asks the kernel for its routes.</summary>
public static class RouteLookup
{
    /// <summary>Tells how a datagram to <paramref name="destination"/> would leave; null when there is no route.</summary>
    /// <exception cref="SinkUnavailableException">The kernel has no netlink for us.</exception>
    public static Route? Find(Ipv4Address destination)
    {
        using var tables = new RoutingTables();
        if (tables.FindRoute(destination) is not { } entry)
            return null;
        return tables.FindLink(entry.InterfaceIndex) is { } link
            ? new Route(link, entry.Source, entry.Gateway, entry.Mtu ?? link.Mtu)
            : null;
    }
}
