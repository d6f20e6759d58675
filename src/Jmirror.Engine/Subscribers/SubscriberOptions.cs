namespace Jmirror.Engine.Subscribers;

/// <summary>Bounds of a subscriber table.</summary>
public sealed record SubscriberOptions
{
    private const long NanosecondsPerHour = 3_600_000_000_000;

    /// <summary>How long a session lives after it was last seen, where no lease or Session-Timeout says so; nanoseconds, 24 hours.</summary>
    public long IdleTime { get; init; } = 24 * NanosecondsPerHour;

    /// <summary>The most sessions that are learned; a login beyond is refused and counted. Entries of the configuration do not count.</summary>
    public int MaxSubscribers { get; init; } = 1_000_000;
}
