using System.Text.Json;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Logging;
using Jmirror.Provisioning.Reloading;
using Jmirror.Provisioning.Schema;

namespace Jmirror.Provisioning.Api;

/// <summary>
/// Subscribers as JSON, in the words of the configuration. They never show whether somebody is mirrored, nor under
/// which ids: what support staff may read must not tell (Junos: <c>show network-access aaa subscribers</c>).
/// </summary>
internal sealed class SubscriberJson(Provisioner provisioner)
{
    /// <summary>Writes one session.</summary>
    public void Write(Utf8JsonWriter json, Subscriber subscriber)
    {
        json.WriteStartObject();
        json.WriteNumber("number", subscriber.Number);
        json.WriteString("logged-in", EventWords.Time(subscriber.LoggedIn));
        json.WriteString("last-seen", EventWords.Time(subscriber.LastSeen));
        json.WriteBoolean("static", subscriber.IsStatic);
        json.WritePropertyName("subscriber");
        SubscriberSchema.Kind.WriteJson(json, WordsFor(subscriber));
        json.WriteEndObject();
    }

    private SubscriberConfig WordsFor(Subscriber subscriber)
    {
        var addresses = subscriber.Addresses;
        return new SubscriberConfig
        {
            Username = subscriber.IdentityOf(IdentityKind.Username),
            AcctSessionId = subscriber.IdentityOf(IdentityKind.AcctSessionId),
            CallingStationId = subscriber.IdentityOf(IdentityKind.CallingStationId),
            NasPortId = subscriber.IdentityOf(IdentityKind.NasPortId),
            DhcpOption82 = subscriber.IdentityOf(IdentityKind.DhcpOption82),
            AgentCircuitId = subscriber.IdentityOf(IdentityKind.AgentCircuitId),
            AgentRemoteId = subscriber.IdentityOf(IdentityKind.AgentRemoteId),
            Link = subscriber.Interface is { } link ? LinkOf(link) : new SubscriberInterfaceConfig(),
            Ipv4 = new ConfigList<IpPrefix>([.. addresses.Where(address => address.IsIpv4)]),
            Ipv6 = new ConfigList<IpPrefix>([.. addresses.Where(address => !address.IsIpv4)]),
        };
    }

    private SubscriberInterfaceConfig LinkOf(SubscriberInterface link) =>
        new()
        {
            Interface = link.Interface is { } number ? provisioner.NameOf(number) : null,
            OuterVlan = Known(link.OuterVlan),
            InnerVlan = Known(link.InnerVlan),
            Mac = link.Mac == default ? null : link.Mac,
            PppoeSession = Known(link.PppoeSession),
            L2tp = link.L2tp is { } l2tp ? [EndOf(l2tp.Lac), EndOf(l2tp.Lns)] : [],
        };

    private static L2tpConfig EndOf(L2tpEnd end) =>
        new()
        {
            Peer = end.Address == default ? null : end.Address,
            Tunnel = Known(end.Tunnel),
            Session = Known(end.Session),
        };

    private static ushort? Known(ushort value) => value == 0 ? null : value;
}
