using Jmirror.Engine.Frames;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Compiling;

/// <summary>Turns subscribers of a configuration, or given by the API in its words, into sightings: static entries.</summary>
public static class SubscriberCompiler
{
    /// <summary>The sighting by which a subscriber is logged in for good.</summary>
    /// <param name="subscriber">Checked.</param>
    /// <param name="interfaces">Numbers the capture interface that it names.</param>
    /// <param name="timestamp">When, nanoseconds since 1970-01-01 UTC.</param>
    public static Sighting Compile(SubscriberConfig subscriber, CaptureInterfaces interfaces, long timestamp)
    {
        IpPrefix[] addresses = [.. subscriber.Ipv4, .. subscriber.Ipv6];
        return new Sighting
        {
            Source = SightingSource.Configuration,
            Kind = SightingKind.Up,
            Timestamp = timestamp,
            Interface = subscriber.Link.IsEmpty ? null : InterfaceOf(subscriber.Link, interfaces),
            Identities = IdentitiesOf(subscriber),
            Addresses = addresses.Length > 0 ? addresses : null,
        };
    }

    private static SubscriberIdentity[] IdentitiesOf(SubscriberConfig subscriber) =>
        [
            .. from kind in Enum.GetValues<IdentityKind>()
            let value = subscriber.IdentityOf(kind)
            where value is not null
            select new SubscriberIdentity(kind, value),
        ];

    private static SubscriberInterface InterfaceOf(
        SubscriberInterfaceConfig link,
        CaptureInterfaces interfaces
    ) =>
        new()
        {
            Interface = link.Interface is { } name ? interfaces.NumberOf(name) : null,
            OuterVlan = link.OuterVlan ?? 0,
            InnerVlan = link.InnerVlan ?? 0,
            PppoeSession = link.PppoeSession ?? 0,
            Mac = link.Mac ?? default,
            L2tp = link.L2tp switch
            {
                [] => null,
                [var only] => new L2tpAttachment(EndOf(only), default),
                [var lac, var lns, ..] => new L2tpAttachment(EndOf(lac), EndOf(lns)),
            },
        };

    private static L2tpEnd EndOf(L2tpConfig session) =>
        new(session.Peer ?? default, session.Tunnel ?? 0, session.Session ?? 0);
}
