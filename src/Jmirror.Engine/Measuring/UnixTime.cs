namespace Jmirror.Engine.Measuring;

/// <summary>The wall clock in the unit of frames, sightings, ledgers and logs.</summary>
public static class UnixTime
{
    /// <summary>Nanoseconds since 1970-01-01 UTC, in steps of 100.</summary>
    public static long Now(TimeProvider time) =>
        (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
}
