using Jmirror.Protocol.Mirror;
using Jmirror.Traffic.Sessions;

namespace Jmirror.Traffic.Plans;

/// <summary>What a <see cref="PopulationPlan"/> must keep to. Sentences begin with the key as it is written in a file.</summary>
public static class PopulationRules
{
    /// <summary>Largest weight of a kind of access.</summary>
    public const int MaxAccessWeight = 1000;

    /// <summary>Most L2TP subscribers of one tunnel: two session ids for each, so that a login never has that of the one before.</summary>
    public const int MaxSessionsPerTunnel = LinkSessions.MaxSlots;

    private const int MaxVlanId = 4094;

    /// <summary>Says what is wrong with a plan; null when nothing is.</summary>
    public static string? Check(PopulationPlan plan) =>
        CheckCounts(plan)
        ?? CheckAccess(plan.Access)
        ?? NameRules.Check(plan)
        ?? CheckVlans(plan)
        ?? AddressRules.Check(plan);

    private static string? CheckCounts(PopulationPlan plan)
    {
        if (plan.Count is < 1 or > PopulationPlan.MaxCount)
            return $"count {plan.Count}: there are from 1 to {PopulationPlan.MaxCount} subscribers";
        if (plan.Mirrored < 0 || plan.Mirrored > plan.Count)
            return $"mirrored {plan.Mirrored}: of {plan.Count} subscribers from 0 to {plan.Count} can be mirrored";
        if (plan.SessionsPerTunnel is < 1 or > MaxSessionsPerTunnel)
            return $"sessions-per-tunnel {plan.SessionsPerTunnel}: a tunnel carries from 1 to {MaxSessionsPerTunnel} subscribers";
        if (plan.FirstMirrorId == 0)
            return $"first-mirror-id 0: mirror ids are from 1 to {MirrorHeader.MaxMirrorId}";
        if (plan.FirstMirrorId + (long)plan.Mirrored - 1 > MirrorHeader.MaxMirrorId)
            return $"first-mirror-id {plan.FirstMirrorId}: {plan.Mirrored} mirror ids from there go beyond {MirrorHeader.MaxMirrorId}, the largest of 30 bits";
        return null;
    }

    private static string? CheckAccess(IReadOnlyList<AccessShare> access)
    {
        if (access.Count == 0)
            return "access: there is no kind of access";
        if (access.DistinctBy(share => share.Access).Count() < access.Count)
            return "access: a kind of access stands there twice";
        foreach (var share in access)
        {
            if (share.Weight is < 1 or > MaxAccessWeight)
                return $"access: a weight is from 1 to {MaxAccessWeight}, not {share.Weight}";
        }
        return null;
    }

    private static string? CheckVlans(PopulationPlan plan)
    {
        if (plan.InnerVlans is not null && plan.OuterVlans is null)
            return "inner-vlans: there is no second tag without a first, give outer-vlans";
        return CheckVlans("outer-vlans", plan.OuterVlans) ?? CheckVlans("inner-vlans", plan.InnerVlans);
    }

    private static string? CheckVlans(string key, VlanRange? range)
    {
        if (range is not { } ids || (ids.First >= 1 && ids.First <= ids.Last && ids.Last <= MaxVlanId))
            return null;
        return $"{key} {ids.First}-{ids.Last}: VLAN ids go from a lower to a higher one, from 1 to {MaxVlanId}";
    }
}
