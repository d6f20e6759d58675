namespace Jmirror.Provisioning.Configuration;

/// <summary>What the subscriber table learns from the wire.</summary>
public sealed record LearningConfig
{
    /// <summary>From PPPoE discovery, LCP, PAP, CHAP, IPCP and IPV6CP.</summary>
    public bool Ppp { get; init; } = true;

    /// <summary>From DHCPv4.</summary>
    public bool Dhcp { get; init; } = true;

    /// <summary>From DHCPv6.</summary>
    public bool Dhcpv6 { get; init; } = true;

    /// <summary>From router advertisements and neighbour discovery.</summary>
    public bool NeighbourDiscovery { get; init; } = true;

    /// <summary>From L2TP control messages.</summary>
    public bool L2tp { get; init; } = true;

    /// <summary>From RADIUS seen on the wire.</summary>
    public bool Radius { get; init; } = true;

    /// <summary>Most learned sessions in the table; those of the configuration are not counted.</summary>
    public int MaxSubscribers { get; init; } = DefaultMaxSubscribers;

    /// <summary>How long a learned session lives when nothing is seen of it and no lease says otherwise.</summary>
    public TimeSpan ExpireAfter { get; init; } = DefaultExpireAfter;

    /// <summary>Where it was written.</summary>
    public ConfigOrigin Origin { get; init; } = ConfigOrigin.Nowhere;

    internal const int DefaultMaxSubscribers = 1_000_000;

    internal static readonly TimeSpan DefaultExpireAfter = TimeSpan.FromDays(1);
}
