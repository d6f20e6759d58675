using Jmirror.Engine.Frames;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Compiling;

/// <summary>Turns what the configuration says of traffic into triggers on packets.</summary>
internal sealed class TriggerCompiler(CaptureInterfaces interfaces)
{
    /// <summary>The triggers of a trigger that names packets; more than one only for an L2TP session with several entries.</summary>
    public IReadOnlyList<Trigger> Compile(TriggerConfig trigger)
    {
        var rank = trigger.Link.IsEmpty ? TriggerRank.IpAddress : TriggerRank.Interface;
        return [.. Combine(trigger.Link, trigger.Ipv4 ?? trigger.Ipv6, rank)];
    }

    /// <summary>
    /// The triggers by which packets of a subscriber are found: one for each address, or one without address. The
    /// trigger that names the subscriber gives them their rank.
    /// </summary>
    public IReadOnlyList<Trigger> Compile(
        SubscriberInterfaceConfig link,
        IReadOnlyList<IpPrefix> addresses
    ) =>
        addresses.Count == 0
            ? [.. Combine(link, address: null, default)]
            : [.. addresses.SelectMany(address => Combine(link, address, default))];

    private IEnumerable<Trigger> Combine(SubscriberInterfaceConfig link, IpPrefix? address, TriggerRank rank)
    {
        IReadOnlyList<L2tpTrigger?> sessions =
            link.L2tp.Count > 0
                ? [.. link.L2tp.Select(l2tp => new L2tpTrigger(l2tp.Peer, l2tp.Tunnel, l2tp.Session))]
                : [null];
        return sessions.Select(session => new Trigger
        {
            Address = address,
            Interface = link.Interface is { } name ? interfaces.NumberOf(name) : null,
            OuterVlan = link.OuterVlan,
            InnerVlan = link.InnerVlan,
            Mac = link.Mac,
            PppoeSession = link.PppoeSession,
            L2tp = session,
            Rank = rank,
        });
    }

    /// <summary>The rank of a trigger that names an identity.</summary>
    public static TriggerRank RankOf(IdentityKind kind, TriggerOrder order) =>
        (kind, order) switch
        {
            (IdentityKind.Username, TriggerOrder.Junose72) => TriggerRank.NasPortId,
            (IdentityKind.NasPortId, TriggerOrder.Junose72) => TriggerRank.Username,
            _ => RankOf(kind),
        };

    private static TriggerRank RankOf(IdentityKind kind) =>
        kind switch
        {
            IdentityKind.Username => TriggerRank.Username,
            IdentityKind.AcctSessionId => TriggerRank.AcctSessionId,
            IdentityKind.CallingStationId => TriggerRank.CallingStationId,
            IdentityKind.NasPortId => TriggerRank.NasPortId,
            IdentityKind.DhcpOption82 => TriggerRank.DhcpOption82,
            IdentityKind.AgentCircuitId => TriggerRank.AgentCircuitId,
            _ => TriggerRank.AgentRemoteId,
        };
}
