using Jmirror.Protocol.Ip;

namespace Jmirror.Engine.Learning;

/// <summary>The two protocols from which a subscriber without PPP has its addresses.</summary>
internal enum LeaseFamily : byte
{
    /// <summary>DHCPv4.</summary>
    Dhcp,

    /// <summary>DHCPv6.</summary>
    Dhcpv6,
}

/// <summary>
/// Ethernet stations that have a lease. One station is one session, whether it has leases of one family or both: the
/// session lasts as long as the longer lease, and ends when the last one is given back.
/// </summary>
internal sealed class IpoeClients(LearningLimits limits)
{
    private readonly RecentTable<AccessStation, IpoeClient> _clients = new(limits.Live);

    /// <summary>Clients that had to make room.</summary>
    public long Forgotten => _clients.Forgotten;

    /// <summary>Finds a station that has a lease.</summary>
    public IpoeClient? Find(AccessStation station, long time) =>
        _clients.TryGet(station, time, out var client) ? client : null;

    /// <summary>Notes a lease.</summary>
    /// <param name="station">The client.</param>
    /// <param name="family">Which protocol.</param>
    /// <param name="expiry">Until when; null for ever, or unknown.</param>
    /// <param name="time">The frame's time.</param>
    /// <returns>When the session ends if nothing more is seen; null: unknown.</returns>
    public long? Hold(AccessStation station, LeaseFamily family, long? expiry, long time)
    {
        if (Find(station, time) is not { } client)
        {
            client = new IpoeClient();
            _clients.Set(station, client, time);
        }
        client.Hold(family, expiry ?? long.MaxValue);
        return client.Expiry is long.MaxValue ? null : client.Expiry;
    }

    /// <summary>Notes that a lease has ended; true when the session has ended with it.</summary>
    /// <param name="station">The client.</param>
    /// <param name="family">Which protocol.</param>
    /// <param name="time">The frame's time.</param>
    /// <param name="expiry">When the session ends that goes on with the other family's lease; null: unknown.</param>
    public bool Drop(AccessStation station, LeaseFamily family, long time, out long? expiry)
    {
        expiry = null;
        if (Find(station, time) is not { } client)
            return true;
        client.Hold(family, expiry: null);
        if (client.Expiry is { } other && other > time)
        {
            expiry = other is long.MaxValue ? null : other;
            return false;
        }
        _clients.Remove(station);
        return true;
    }
}

/// <summary>The leases of one station, and the addresses that it uses besides them.</summary>
internal sealed class IpoeClient
{
    private long? _dhcpExpiry;
    private long? _dhcpv6Expiry;

    /// <summary>When the DHCPv4 lease ends; null: there is none, or it is not known.</summary>
    public long? DhcpExpiry => _dhcpExpiry is long.MaxValue ? null : _dhcpExpiry;

    /// <summary>When the last lease ends; null when there is none.</summary>
    public long? Expiry => _dhcpExpiry is null || _dhcpv6Expiry > _dhcpExpiry ? _dhcpv6Expiry : _dhcpExpiry;

    /// <summary>Addresses and prefixes that neighbour discovery has shown, oldest first.</summary>
    public List<IpPrefix> Neighbours { get; } = [];

    /// <summary>True when it has a lease of the family.</summary>
    public bool Holds(LeaseFamily family) =>
        (family == LeaseFamily.Dhcp ? _dhcpExpiry : _dhcpv6Expiry) is not null;

    /// <summary>Sets when the lease of a family ends; null: there is none.</summary>
    public void Hold(LeaseFamily family, long? expiry)
    {
        if (family == LeaseFamily.Dhcp)
            _dhcpExpiry = expiry;
        else
            _dhcpv6Expiry = expiry;
    }
}
