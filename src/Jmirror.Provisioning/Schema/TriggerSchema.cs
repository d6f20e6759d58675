using Jmirror.Protocol.Ip;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Schema;

/// <summary>The key <c>trigger</c> of a mirror.</summary>
internal static class TriggerSchema
{
    private const string NotCompared = "not compared";

    private static readonly Key<TriggerConfig, IpPrefix> Ipv4 = new("ipv4", Addresses.Ipv4)
    {
        Help = "Subscriber's IPv4 address or prefix.",
        Example = "10.0.0.0/24",
        AbsentMeans = NotCompared,
        InStarter = true,
        Get = trigger => trigger.Ipv4,
    };

    private static readonly Key<TriggerConfig, IpPrefix> Ipv6 = new("ipv6", Addresses.Ipv6)
    {
        Help = "Subscriber's IPv6 address or prefix.",
        Example = "\"2001:db8:1::/64\"",
        AbsentMeans = NotCompared,
        Get = trigger => trigger.Ipv6,
    };

    private static readonly SubscriberInterfaceKeys<TriggerConfig> Link = new(
        trigger => trigger.Link,
        NotCompared
    );

    private static readonly IdentityKeys<TriggerConfig> Identity = new(
        (trigger, kind) => trigger.Identity is { } identity && identity.Kind == kind ? identity.Value : null,
        NotCompared
    );

    /// <summary>The trigger.</summary>
    public static readonly MappingKind<TriggerConfig> Kind = new(
        "a trigger",
        [Ipv4, Ipv6, .. Link.All, .. Identity.All],
        values => new TriggerConfig
        {
            Ipv4 = values.Find(Ipv4),
            Ipv6 = values.Find(Ipv6),
            Link = Link.Read(values),
            Identity = Identity.Read(values) is [var first, ..] ? first : null,
            Origin = values.Origin,
        }
    )
    {
        OriginOf = trigger => trigger.Origin,
        Check = Check,
    };

    private static void Check(KeyValues<TriggerConfig> values, ErrorList errors)
    {
        if (values.IsEmpty)
        {
            errors.Add(
                values.Origin.Position,
                "the trigger selects nothing: give it a key such as ipv4 or username"
            );
            return;
        }
        if (values.Has(Ipv4) && values.Has(Ipv6))
        {
            errors.Add(
                values.Origin.PositionOf(Ipv6.Name),
                "no packet is both IPv4 and IPv6: make one mirror for ipv4 and another for ipv6"
            );
        }
        if (Identity.Read(values) is [var identity, ..] && values.Count > 1)
        {
            var name = IdentityNames.Of(identity.Kind);
            errors.Add(
                values.Origin.PositionOf(name),
                $"{name} names a subscriber and stands alone in a trigger: remove the other keys, or {name}"
            );
        }
    }
}
