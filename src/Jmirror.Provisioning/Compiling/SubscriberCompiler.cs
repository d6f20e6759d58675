using Jmirror.Engine.Frames;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Compiling;

/// <summary>Turns subscribers of a configuration, or given by the API in its words, into static entries.</summary>
public sealed class SubscriberCompiler
{
    private static readonly IdentityKind[] Kinds = Enum.GetValues<IdentityKind>();

    private readonly CaptureInterfaces _interfaces;
    private readonly TriggerCompiler _triggers;

    /// <summary>Prepares.</summary>
    /// <param name="interfaces">Numbers the capture interfaces that subscribers name.</param>
    public SubscriberCompiler(CaptureInterfaces interfaces)
    {
        _interfaces = interfaces;
        _triggers = new TriggerCompiler(interfaces);
    }

    /// <summary>Compiles one subscriber that was checked.</summary>
    public StaticSubscriber Compile(SubscriberConfig subscriber)
    {
        IpPrefix[] addresses = [.. subscriber.Ipv4, .. subscriber.Ipv6];
        return new StaticSubscriber(
            IdentitiesOf(subscriber),
            addresses,
            subscriber.Link.IsEmpty ? null : InterfaceOf(subscriber.Link),
            subscriber.IsVisibleInPackets ? _triggers.Compile(subscriber.Link, addresses) : []
        );
    }

    private static SubscriberIdentity[] IdentitiesOf(SubscriberConfig subscriber) =>
        [
            .. from kind in Kinds
            let value = subscriber.IdentityOf(kind)
            where value is not null
            select new SubscriberIdentity(kind, value),
        ];

    private SubscriberInterface InterfaceOf(SubscriberInterfaceConfig link) =>
        new()
        {
            Interface = link.Interface is { } name ? _interfaces.NumberOf(name) : null,
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
