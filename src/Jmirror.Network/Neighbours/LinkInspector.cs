using Jmirror.Network.Linux;
using Jmirror.Network.Linux.Netlink;
using Jmirror.Network.Sinks;

namespace Jmirror.Network.Neighbours;

/// <summary>Tells what an interface is like.</summary>
public static class LinkInspector
{
    /// <summary>Index, address, MTU and state of an interface; null when there is none of that name.</summary>
    /// <exception cref="SinkUnavailableException">The kernel has no netlink for us.</exception>
    public static LinkInfo? Find(string name)
    {
        using var tables = new RoutingTables();
        return tables.FindLink(name);
    }

    /// <summary>The offloads of an interface; null when there is none of that name. One that the driver does not know is off.</summary>
    public static OffloadInfo? FindOffloads(string name) =>
        Find(name) is null ? null : Ethtool.ReadOffloads(name);
}
