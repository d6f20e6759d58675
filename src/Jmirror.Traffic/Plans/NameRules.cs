using Jmirror.Traffic.Population;

namespace Jmirror.Traffic.Plans;

/// <summary>What the names of a <see cref="PopulationPlan"/> must keep to.</summary>
internal static class NameRules
{
    private const string NumberPlace = "{n}";

    // RFC 2865 section 5.2: User-Password.
    private const int MaxPasswordLength = 128;

    // RFC 4679 sections 3.3.1 and 3.3.2: Agent-Circuit-Id and Agent-Remote-Id.
    private const int MaxLineIdLength = 63;

    /// <summary>Says what is wrong with the names; null when nothing is.</summary>
    public static string? Check(PopulationPlan plan)
    {
        var longest = new NameFields(plan.Count, plan.OuterVlans?.Last ?? 0, plan.InnerVlans?.Last ?? 0);
        return Check("username", plan.Username, longest, SubscriberPopulation.MaxNameLength)
            ?? Check("password", plan.Password, longest, MaxPasswordLength)
            ?? Check("circuit-id", plan.CircuitId, longest, MaxLineIdLength)
            ?? Check("remote-id", plan.RemoteId, longest, MaxLineIdLength)
            ?? CheckUnique(plan);
    }

    private static string? Check(string key, string pattern, NameFields longest, int most)
    {
        if (!NamePattern.IsValid(pattern))
            return $"{key} '{pattern}': braces are only for {{n}}, {{outer}} and {{inner}}";
        if (pattern.Any(char.IsControl))
            return $"{key}: it has a control character";
        var length = new NamePattern(pattern).LengthOf(longest);
        if (length == 0 || length > most)
            return $"{key} '{pattern}': with the numbers put in it has {length} bytes, it may have from 1 to {most}";
        return null;
    }

    private static string? CheckUnique(PopulationPlan plan) =>
        plan.Count > 1 && !plan.Username.Contains(NumberPlace, StringComparison.Ordinal)
            ? $"username '{plan.Username}': {plan.Count} subscribers would have the same one, put {NumberPlace} into it"
            : null;
}
