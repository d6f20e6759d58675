using Jmirror.Protocol.Ip;

namespace Jmirror.Engine.Learning;

/// <summary>Ethernet stations that DHCP or DHCPv6 has shown to be subscribers, each with what else is known of it.</summary>
internal sealed class IpoeClients(LearningLimits limits)
{
    private readonly RecentTable<AccessStation, List<IpPrefix>> _clients = new(limits.Live);

    /// <summary>Clients that had to make room.</summary>
    public long Forgotten => _clients.Forgotten;

    /// <summary>Notes that a station was given a lease.</summary>
    public void Add(AccessStation station, long time)
    {
        if (!_clients.TryGet(station, time, out _))
            _clients.Set(station, [], time);
    }

    /// <summary>Notes that a station has none any more.</summary>
    public void Remove(AccessStation station) => _clients.Remove(station);

    /// <summary>
    /// The addresses and prefixes, oldest first, that neighbour discovery has shown of a station; null when the
    /// station is no subscriber.
    /// </summary>
    public List<IpPrefix>? FindNeighbours(AccessStation station, long time) =>
        _clients.TryGet(station, time, out var neighbours) ? neighbours : null;
}
