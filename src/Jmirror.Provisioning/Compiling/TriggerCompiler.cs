using Jmirror.Engine.Frames;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Compiling;

/// <summary>Turns what the configuration says of traffic into triggers on packets.</summary>
internal sealed class TriggerCompiler(CaptureInterfaces interfaces)
{
    /// <summary>The triggers of a trigger that names packets; more than one only for an L2TP session with several entries.</summary>
    public IReadOnlyList<Trigger> Compile(TriggerConfig trigger)
    {
        var rank = trigger.Link.IsEmpty ? TriggerRank.IpAddress : TriggerRank.Interface;
        var link = trigger.Link;
        IReadOnlyList<L2tpTrigger?> sessions =
            link.L2tp.Count > 0
                ? [.. link.L2tp.Select(l2tp => new L2tpTrigger(l2tp.Peer, l2tp.Tunnel, l2tp.Session))]
                : [null];
        return
        [
            .. from session in sessions
            select new Trigger
            {
                Address = trigger.Ipv4 ?? trigger.Ipv6,
                Interface = link.Interface is { } name ? interfaces.NumberOf(name) : null,
                OuterVlan = link.OuterVlan,
                InnerVlan = link.InnerVlan,
                Mac = link.Mac,
                PppoeSession = link.PppoeSession,
                L2tp = session,
                Rank = rank,
            },
        ];
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
