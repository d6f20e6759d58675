using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;

namespace Jmirror.Provisioning.Configuration;

/// <summary>What selects traffic: properties of packets that must all fit, or one identity of a subscriber.</summary>
public sealed record TriggerConfig
{
    /// <summary>Subscriber's IPv4 address or prefix.</summary>
    public IpPrefix? Ipv4 { get; init; }

    /// <summary>Subscriber's IPv6 address or prefix.</summary>
    public IpPrefix? Ipv6 { get; init; }

    /// <summary>Subscriber interface.</summary>
    public SubscriberInterfaceConfig Link { get; init; } = new();

    /// <summary>Identity of subscribers; excludes all other properties.</summary>
    public SubscriberIdentity? Identity { get; init; }

    /// <summary>Where it was written.</summary>
    public ConfigOrigin Origin { get; init; } = ConfigOrigin.Nowhere;
}
