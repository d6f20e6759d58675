namespace Jmirror.Provisioning.Radius;

/// <summary>The time in the unit of sightings and logs.</summary>
internal static class Clock
{
    private const long NanosecondsPerTick = TimeSpan.NanosecondsPerTick;

    /// <summary>Now, nanoseconds since 1970-01-01 UTC.</summary>
    public static long Now(TimeProvider time) =>
        (time.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) * NanosecondsPerTick;
}
