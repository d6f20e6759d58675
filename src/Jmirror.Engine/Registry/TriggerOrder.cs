using Jmirror.Engine.Matching;
using Jmirror.Engine.Subscribers;

namespace Jmirror.Engine.Registry;

/// <summary>In which order E Series looks at triggers: the documents of two releases differ.</summary>
public enum TriggerOrder : byte
{
    /// <summary>JUNOSe 11.1 to 15.1: as <see cref="TriggerRank"/> lists them.</summary>
    Junose111,

    /// <summary>JUNOSe 7.2: NAS-Port-Id goes before User-Name; DHCP option 82 and its agent ids are no triggers.</summary>
    Junose72,
}

/// <summary>Ranks of identities.</summary>
internal static class TriggerRanks
{
    /// <summary>The rank of a trigger on this identity; null when the release has no such trigger.</summary>
    public static TriggerRank? Of(IdentityKind kind, TriggerOrder order) =>
        (kind, order) switch
        {
            (IdentityKind.AcctSessionId, _) => TriggerRank.AcctSessionId,
            (IdentityKind.CallingStationId, _) => TriggerRank.CallingStationId,
            // Only which goes first counts: the two change places.
            (IdentityKind.NasPortId, TriggerOrder.Junose72) => TriggerRank.Username,
            (IdentityKind.Username, TriggerOrder.Junose72) => TriggerRank.NasPortId,
            (_, TriggerOrder.Junose72) => null,
            (IdentityKind.Username, _) => TriggerRank.Username,
            (IdentityKind.NasPortId, _) => TriggerRank.NasPortId,
            (IdentityKind.DhcpOption82, _) => TriggerRank.DhcpOption82,
            (IdentityKind.AgentCircuitId, _) => TriggerRank.AgentCircuitId,
            _ => TriggerRank.AgentRemoteId,
        };
}
