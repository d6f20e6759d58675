using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Schema;

/// <summary>The section <c>learning</c>.</summary>
internal static class LearningSchema
{
    private const int MostSubscribers = 10_000_000;

    private static readonly Key<LearningConfig, bool> Ppp = Source(
        "ppp",
        "PPPoE discovery (circuit id, remote id), LCP, PAP, CHAP (user name), IPCP and IPV6CP",
        learning => learning.Ppp
    );

    private static readonly Key<LearningConfig, bool> Dhcp = Source(
        "dhcp",
        "DHCPv4 (address, option 82)",
        learning => learning.Dhcp
    );

    private static readonly Key<LearningConfig, bool> Dhcpv6 = Source(
        "dhcpv6",
        "DHCPv6 (addresses, delegated prefixes, options 18 and 37)",
        learning => learning.Dhcpv6
    );

    private static readonly Key<LearningConfig, bool> NeighbourDiscovery = Source(
        "neighbour-discovery",
        "router advertisements and neighbour discovery (IPv6 prefixes and addresses)",
        learning => learning.NeighbourDiscovery
    );

    private static readonly Key<LearningConfig, bool> L2tp = Source(
        "l2tp",
        "L2TP control messages (tunnel and session ids, calling number, proxy authentication name)",
        learning => learning.L2tp
    );

    private static readonly Key<LearningConfig, bool> Radius = Source(
        "radius",
        "RADIUS on the wire (Access-Request, Access-Accept, Accounting)",
        learning => learning.Radius
    );

    private static readonly Key<LearningConfig, int> MaxSubscribers = new(
        "max-subscribers",
        Scalars.Number("a number of subscribers", 1, MostSubscribers)
    )
    {
        Help =
            "Most learned sessions in the subscriber table; a login beyond them is not learned, and counted.",
        Default = LearningConfig.DefaultMaxSubscribers,
        Example = $"{LearningConfig.DefaultMaxSubscribers}",
        Get = learning => learning.MaxSubscribers,
    };

    private static readonly Key<LearningConfig, TimeSpan> ExpireAfter = new("expire-after", Durations.Kind)
    {
        Help =
            "How long a learned session lives when nothing is seen of it and no lease or Session-Timeout says otherwise.",
        Default = LearningConfig.DefaultExpireAfter,
        Example = "1d",
        Get = learning => learning.ExpireAfter,
    };

    /// <summary>The section.</summary>
    public static readonly MappingKind<LearningConfig> Kind = new(
        "learning",
        [Ppp, Dhcp, Dhcpv6, NeighbourDiscovery, L2tp, Radius, MaxSubscribers, ExpireAfter],
        values => new LearningConfig
        {
            Ppp = values.Get(Ppp),
            Dhcp = values.Get(Dhcp),
            Dhcpv6 = values.Get(Dhcpv6),
            NeighbourDiscovery = values.Get(NeighbourDiscovery),
            L2tp = values.Get(L2tp),
            Radius = values.Get(Radius),
            MaxSubscribers = values.Get(MaxSubscribers),
            ExpireAfter = values.Get(ExpireAfter),
            Origin = values.Origin,
        }
    )
    {
        OriginOf = learning => learning.Origin,
    };

    private static Key<LearningConfig, bool> Source(
        string name,
        string what,
        Func<LearningConfig, bool> get
    ) =>
        new(name, Scalars.Flag)
        {
            Help = $"true: subscribers are learned from {what}.",
            Default = true,
            Example = "true",
            Get = learning => get(learning),
        };
}
