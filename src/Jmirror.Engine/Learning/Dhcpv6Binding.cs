using Jmirror.Protocol.Dhcp;
using Jmirror.Protocol.Ip;

namespace Jmirror.Engine.Learning;

/// <summary>
/// All addresses and prefixes that one client has from DHCPv6. A reply tells only of the identity associations that
/// were asked for; what others hold stays until it runs out.
/// </summary>
internal sealed class Dhcpv6Binding
{
    // Many times what access networks give out; the newest stand.
    private const int MaxLeases = 16;

    private readonly List<Lease> _leases = [];

    /// <summary>The addresses and prefixes, those of <see cref="DropExpired"/> gone.</summary>
    public IReadOnlyList<IpPrefix> Prefixes => [.. _leases.Select(lease => lease.Prefix)];

    /// <summary>True when it holds nothing.</summary>
    public bool IsEmpty => _leases.Count == 0;

    /// <summary>When the last one runs out; null for never.</summary>
    public long? Expiry
    {
        get
        {
            long latest = 0;
            foreach (var lease in _leases)
            {
                if (lease.Expiry is not { } expiry)
                    return null;
                latest = Math.Max(latest, expiry);
            }
            return latest;
        }
    }

    /// <summary>Puts what a message says of an identity association in the place of what it held before.</summary>
    /// <param name="association">The identity association.</param>
    /// <param name="isGranted">
    /// True when a server speaks: lifetimes are what it grants. Clients' own are wishes, often 0, and not taken.
    /// </param>
    /// <param name="time">The frame's time.</param>
    public void Replace(in Dhcpv6Association association, bool isGranted, long time)
    {
        var (kind, identifier) = (association.Kind, association.Identifier);
        _leases.RemoveAll(lease => lease.Kind == kind && lease.Identifier == identifier);
        foreach (var option in association.Options)
        {
            if (
                !Dhcpv6Lease.TryRead(option.Type, option.Value, out var lease)
                || (isGranted && lease.ValidLifetime == 0)
                || !SubscriberAddress.IsUsable(lease.Prefix)
            )
                continue;
            if (_leases.Count == MaxLeases)
                _leases.RemoveAt(0);
            var expiry =
                isGranted && lease.ValidLifetime != Dhcpv6Lease.InfiniteLifetime
                    ? FrameTime.After(time, lease.ValidLifetime)
                    : null;
            _leases.Add(new Lease(kind, identifier, lease.Prefix, expiry));
        }
    }

    /// <summary>Takes out what a message gives back, and adds it to <paramref name="given"/>.</summary>
    public void Remove(in Dhcpv6Association association, List<IpPrefix> given)
    {
        foreach (var option in association.Options)
        {
            if (!Dhcpv6Lease.TryRead(option.Type, option.Value, out var back) || given.Count == MaxLeases)
                continue;
            _leases.RemoveAll(lease => lease.Prefix == back.Prefix);
            if (SubscriberAddress.IsUsable(back.Prefix) && !given.Contains(back.Prefix))
                given.Add(back.Prefix);
        }
    }

    /// <summary>Takes out what has run out.</summary>
    public void DropExpired(long time) => _leases.RemoveAll(lease => lease.Expiry <= time);

    private readonly record struct Lease(Dhcpv6Option Kind, uint Identifier, IpPrefix Prefix, long? Expiry);
}
