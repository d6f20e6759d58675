using Jmirror.Traffic.Population;

namespace Jmirror.Traffic.Plans;

/// <summary>What a <see cref="TrafficPlan"/> must keep to. Sentences begin with the key as it is written in a file.</summary>
public static class PlanRules
{
    /// <summary>Shortest IP packet that can be asked for, bytes: the shortest of the simple mix.</summary>
    public const int MinPacketLength = 40;

    /// <summary>Longest IP packet, bytes.</summary>
    public const int MaxPacketLength = 65_535;

    /// <summary>Says what is wrong with a plan; null when nothing is.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="hasCapture">True when there is a capture for <see cref="ApplicationKind.Capture"/> to send.</param>
    public static string? Check(TrafficPlan plan, bool hasCapture = false) =>
        PopulationRules.Check(plan.Population)
        ?? (plan.Churn is { } churn ? ChurnRules.Check(churn) : null)
        ?? CheckMix(plan, hasCapture);

    private static string? CheckMix(TrafficPlan plan, bool hasCapture)
    {
        if (plan.Mix.Count == 0)
            return "mix: there is no application in it";
        foreach (var share in plan.Mix)
        {
            if (CheckShare(share, plan.Population, hasCapture) is { } fault)
                return fault;
        }
        return null;
    }

    private static string? CheckShare(MixShare share, PopulationPlan population, bool hasCapture)
    {
        var name = NameOf(share.Application);
        if (share.Weight <= 0)
            return $"mix: the weight of {name} is {share.Weight}, it must be more than 0";
        if (share.Ipv6 is < 0 or > 1)
            return $"mix: the ipv6 share of {name} is {share.Ipv6}, it must be from 0 to 1";
        if (share.Application == ApplicationKind.Capture && !hasCapture)
            return "mix: capture needs a capture whose packets it sends";
        if (
            share.Application == ApplicationKind.Ppp
            && AccessCycle.CountOf(AccessKind.Ipoe, population) == population.Count
        )
            return "mix: ppp needs subscribers with access pppoe or l2tp";
        return share.Sizes is { } sizes ? CheckSizes(share.Application, sizes) : null;
    }

    private static string? CheckSizes(ApplicationKind application, SizeDistribution sizes)
    {
        if (application != ApplicationKind.Udp)
            return $"mix: sizes are for udp, {NameOf(application)} has its own";
        if (sizes.Ranges.Count == 0)
            return "mix: sizes has no range of lengths";
        foreach (var range in sizes.Ranges)
        {
            if (range.First < MinPacketLength || range.First > range.Last || range.Last > MaxPacketLength)
                return $"mix: sizes {range.First}-{range.Last} do not go from a lower to a higher one, from {MinPacketLength} to {MaxPacketLength} bytes";
            if (range.Weight < 1)
                return $"mix: the weight of sizes {range.First}-{range.Last} is {range.Weight}, it must be 1 or more";
        }
        return null;
    }

    private static string NameOf(ApplicationKind application) => application.ToString().ToLowerInvariant();
}
