using Jmirror.Traffic.Population;

namespace Jmirror.Traffic.Plans;

/// <summary>What the names of a <see cref="PopulationPlan"/> must keep to.</summary>
internal static class NameRules
{
    // RFC 2865 section 5.2: User-Password.
    private const int MaxPasswordLength = 128;

    // RFC 4679 sections 3.3.1 and 3.3.2: Agent-Circuit-Id and Agent-Remote-Id.
    private const int MaxLineIdLength = 63;

    /// <summary>Says what is wrong with the names; null when nothing is.</summary>
    public static string? Check(PopulationPlan plan)
    {
        var longest = new NameFields(plan.Count, plan.OuterVlans?.Last ?? 0, plan.InnerVlans?.Last ?? 0);
        return CheckLogin("username", plan.Username, longest, SubscriberPopulation.MaxNameLength)
            ?? CheckUnique(plan)
            ?? CheckLogin("password", plan.Password, longest, MaxPasswordLength)
            ?? Check("circuit-id", plan.CircuitId, longest, MaxLineIdLength)
            ?? Check("remote-id", plan.RemoteId, longest, MaxLineIdLength);
    }

    // VLAN ids beside the number could make one name of two: subscriber 1 of VLAN 11, subscriber 11 of VLAN 1.
    private static string? CheckLogin(string key, string text, NameFields longest, int most) =>
        NamePattern.TryRead(text, out var pattern) && pattern.HasVlan
            ? $"{key} '{text}': VLAN ids have no place in it, only {{n}}"
            : Check(key, text, longest, most);

    private static string? Check(string key, string text, NameFields longest, int most)
    {
        if (!NamePattern.TryRead(text, out var pattern))
            return $"{key} '{text}': braces are only for {{n}}, {{outer}} and {{inner}}";
        if (text.Any(char.IsControl))
            return $"{key}: it has a control character";
        var length = pattern.LengthOf(longest);
        if (length == 0 || length > most)
            return $"{key}: with the numbers put in it has {length} bytes, it may have from 1 to {most}";
        return null;
    }

    private static string? CheckUnique(PopulationPlan plan) =>
        plan.Count > 1 && !NamePattern.Read(plan.Username).HasNumber
            ? $"username '{plan.Username}': {plan.Count} subscribers would have the same one, put {{n}} into it"
            : null;
}
