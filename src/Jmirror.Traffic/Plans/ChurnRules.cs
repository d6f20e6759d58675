namespace Jmirror.Traffic.Plans;

/// <summary>What a <see cref="ChurnPlan"/> must keep to. Sentences begin with the key as it is written in a file.</summary>
public static class ChurnRules
{
    /// <summary>Fewest logins per second; rates are kept to a thousandth.</summary>
    public const decimal MinLoginsPerSecond = 0.001m;

    /// <summary>Most logins per second.</summary>
    public const decimal MaxLoginsPerSecond = 1_000_000;

    /// <summary>Longest mean duration, nanoseconds: 365 days.</summary>
    public const long MaxMean = 365L * 86_400 * 1_000_000_000;

    /// <summary>Says what is wrong with a plan; null when nothing is.</summary>
    public static string? Check(ChurnPlan plan)
    {
        if (plan.LoginsPerSecond is < MinLoginsPerSecond or > MaxLoginsPerSecond)
            return $"logins-per-second {plan.LoginsPerSecond}: it is from {MinLoginsPerSecond} to {MaxLoginsPerSecond}";
        return Check("online", plan.Online) ?? Check("offline", plan.Offline);
    }

    private static string? Check(string key, DurationDistribution? durations) =>
        durations is { Mean: < 1 or > MaxMean }
            ? $"{key}: the mean is more than 0 and at most 365 days"
            : null;
}
