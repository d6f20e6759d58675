using System.Numerics;
using Jmirror.Protocol.Ip;

namespace Jmirror.Engine.Subscribers;

/// <summary>
/// An address or prefix of a session, and which sources tell it: one bit for each <see cref="SightingSource"/>.
/// 24 bytes, where an <see cref="IpPrefix"/> alone has 32.
/// </summary>
internal readonly record struct ToldAddress
{
    private const byte ByConfiguration = 1 << (int)SightingSource.Configuration;

    private const byte ByLease =
        1 << (int)SightingSource.Dhcp
        | 1 << (int)SightingSource.Dhcpv6
        | 1 << (int)SightingSource.NeighbourDiscovery;

    private readonly ulong _high;
    private readonly ulong _low;
    private readonly byte _length;

    private ToldAddress(IpPrefix prefix, byte sources)
    {
        _high = (ulong)(prefix.Address >> 64);
        _low = (ulong)prefix.Address;
        _length = (byte)prefix.Length;
        Sources = sources;
    }

    /// <summary>The address.</summary>
    public IpPrefix Prefix => new(new UInt128(_high, _low), _length);

    /// <summary>Who tells it, one bit each.</summary>
    public byte Sources { get; private init; }

    /// <summary>
    /// Takes in all addresses that a source has for the families in the list, host bits cut off; an empty list: it has none of either.
    /// Returns <paramref name="known"/> itself when nothing changes.
    /// </summary>
    public static ToldAddress[] Merge(
        ToldAddress[] known,
        IReadOnlyList<IpPrefix> told,
        SightingSource source
    )
    {
        var bit = (byte)(1 << (int)source);
        var ipv4 = told.Count == 0 || told.Any(prefix => prefix.IsIpv4);
        var ipv6 = told.Count == 0 || told.Any(prefix => !prefix.IsIpv4);
        var merged = new List<ToldAddress>(known.Length + told.Count);
        foreach (var address in known)
        {
            var isTold = address.Prefix.IsIpv4 ? ipv4 : ipv6;
            merged.Add(isTold ? address with { Sources = (byte)(address.Sources & ~bit) } : address);
        }
        foreach (var prefix in told)
            Add(merged, prefix with { Address = prefix.Address & prefix.Mask }, bit);
        merged.RemoveAll(address => address.Sources == 0);
        return merged.SequenceEqual(known) ? known : [.. merged];
    }

    /// <summary>Takes in what another session knew; what a source told us itself stands against what it told there.</summary>
    public static ToldAddress[] Join(ToldAddress[] ours, ToldAddress[] others)
    {
        var joined = ours.ToList();
        foreach (var other in others)
        {
            var news = (byte)(other.Sources & ~SourcesOf(ours, other.Prefix.IsIpv4));
            if (news != 0)
                Add(joined, other.Prefix, news);
        }
        return [.. joined];
    }

    /// <summary>Forgets what was not told by the configuration.</summary>
    public static ToldAddress[] Configured(ToldAddress[] known) =>
        [
            .. from address in known
            where (address.Sources & ByConfiguration) != 0
            select address with
            {
                Sources = ByConfiguration,
            },
        ];

    /// <summary>
    /// The addresses that stand. A session has one source's IPv4 addresses: the highest source's. It has many
    /// sources' IPv6 addresses at once (advertised prefix, leased address, delegated prefix), unless the
    /// configuration names them.
    /// </summary>
    public static IpPrefix[] StandingOf(ToldAddress[] known)
    {
        if (known.Length == 0)
            return [];
        var ipv4 = HighestOf(SourcesOf(known, isIpv4: true));
        var ipv6 = SourcesOf(known, isIpv4: false);
        if ((ipv6 & ByConfiguration) != 0)
            ipv6 = ByConfiguration;
        return
        [
            .. from address in known
            let prefix = address.Prefix
            where (address.Sources & (prefix.IsIpv4 ? ipv4 : ipv6)) != 0
            select prefix,
        ];
    }

    /// <summary>True when a source of leases or advertised prefixes other than <paramref name="source"/> tells an address.</summary>
    public static bool HasOtherLease(ToldAddress[] known, SightingSource source)
    {
        var others = ByLease & ~(1 << (int)source);
        return Array.Exists(known, address => (address.Sources & others) != 0);
    }

    private static void Add(List<ToldAddress> addresses, IpPrefix prefix, byte sources)
    {
        var place = addresses.FindIndex(address => address.Prefix == prefix);
        if (place < 0)
            addresses.Add(new ToldAddress(prefix, sources));
        else
            addresses[place] = addresses[place] with { Sources = (byte)(addresses[place].Sources | sources) };
    }

    private static byte SourcesOf(ToldAddress[] addresses, bool isIpv4)
    {
        byte sources = 0;
        foreach (var address in addresses)
        {
            if (address.Prefix.IsIpv4 == isIpv4)
                sources |= address.Sources;
        }
        return sources;
    }

    private static byte HighestOf(byte sources) =>
        sources == 0 ? (byte)0 : (byte)(1 << BitOperations.Log2(sources));
}
