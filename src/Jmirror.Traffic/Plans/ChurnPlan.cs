namespace Jmirror.Traffic.Plans;

/// <summary>How sessions come and go.</summary>
public sealed record ChurnPlan
{
    /// <summary>Logins that begin per second, at most; also how fast the population comes up at the beginning.</summary>
    public decimal LoginsPerSecond { get; init; } = 1000;

    /// <summary>How long a session lasts; null: until the end.</summary>
    public DurationDistribution? Online { get; init; }

    /// <summary>How long a subscriber stays away before it logs in again; null: for ever.</summary>
    public DurationDistribution? Offline { get; init; }
}

/// <summary>How durations are drawn.</summary>
/// <param name="Shape">Around the mean, how they spread.</param>
/// <param name="Mean">Nanoseconds, more than 0.</param>
public readonly record struct DurationDistribution(DurationShape Shape, long Mean);

/// <summary>How durations spread.</summary>
public enum DurationShape : byte
{
    /// <summary>All the same.</summary>
    Fixed,

    /// <summary>Evenly from 0 to twice the mean.</summary>
    Uniform,

    /// <summary>Many short ones, few long ones: the chance to end is the same at any moment.</summary>
    Exponential,
}
