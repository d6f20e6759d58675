using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Schema;

/// <summary>An entry of <c>subscribers</c>.</summary>
internal static class SubscriberSchema
{
    private const string NotKnown = "not known";
    private const int L2tpEnds = 2;

    private static readonly Key<SubscriberConfig, ConfigList<IpPrefix>> Ipv4 = new(
        "ipv4",
        new OneOrManyKind<IpPrefix>(Addresses.Ipv4, Addresses.Ipv4.ToYaml)
    )
    {
        Help = "IPv4 address or prefix of the subscriber, or a list of them.",
        Example = "10.0.0.9",
        AbsentMeans = NotKnown,
        Get = subscriber => subscriber.Ipv4 is { Count: > 0 } addresses ? addresses : null,
    };

    private static readonly Key<SubscriberConfig, ConfigList<IpPrefix>> Ipv6 = new(
        "ipv6",
        new OneOrManyKind<IpPrefix>(Addresses.Ipv6, Addresses.Ipv6.ToYaml)
    )
    {
        Help = "IPv6 address or prefix of the subscriber, or a list of them.",
        Example = "[\"2001:db8:1::/64\", \"2001:db8:100::/56\"]",
        AbsentMeans = NotKnown,
        Get = subscriber => subscriber.Ipv6 is { Count: > 0 } addresses ? addresses : null,
    };

    private static readonly SubscriberInterfaceKeys<SubscriberConfig> Link = new(
        subscriber => subscriber.Link,
        NotKnown
    );

    private static readonly IdentityKeys<SubscriberConfig> Identity = new(
        (subscriber, kind) => subscriber.IdentityOf(kind),
        NotKnown
    );

    /// <summary>The entry.</summary>
    public static readonly MappingKind<SubscriberConfig> Kind = new(
        "a subscriber",
        [.. Identity.All, .. Link.All, Ipv4, Ipv6],
        values => new SubscriberConfig
        {
            Username = Identity.Find(values, IdentityKind.Username),
            AcctSessionId = Identity.Find(values, IdentityKind.AcctSessionId),
            CallingStationId = Identity.Find(values, IdentityKind.CallingStationId),
            NasPortId = Identity.Find(values, IdentityKind.NasPortId),
            DhcpOption82 = Identity.Find(values, IdentityKind.DhcpOption82),
            AgentCircuitId = Identity.Find(values, IdentityKind.AgentCircuitId),
            AgentRemoteId = Identity.Find(values, IdentityKind.AgentRemoteId),
            Link = Link.Read(values),
            Ipv4 = values.List(Ipv4),
            Ipv6 = values.List(Ipv6),
            Origin = values.Origin,
        }
    )
    {
        OriginOf = subscriber => subscriber.Origin,
        Check = (values, errors) =>
        {
            if (Identity.Read(values).Count == 0)
            {
                errors.Add(
                    values.Origin.Position,
                    "a subscriber without identity can be named by no trigger: give it a key such as username"
                );
            }
            if (Link.Read(values).L2tp.Count > L2tpEnds)
            {
                errors.Add(
                    values.Origin.PositionOf("l2tp"),
                    "an L2TP session has two directions: give one entry for each, the one towards the LAC first"
                );
            }
        },
    };
}
