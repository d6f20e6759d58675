namespace Jmirror.Engine.Learning;

/// <summary>
/// Reckoning with the frames' own times, nanoseconds since 1970-01-01 UTC. Captures may jump in either direction:
/// two times are far apart whichever comes first.
/// </summary>
internal static class FrameTime
{
    /// <summary>Nanoseconds of a second.</summary>
    public const long Second = 1_000_000_000;

    /// <summary>True when less than <paramref name="span"/> nanoseconds lie between the two times.</summary>
    public static bool IsWithin(long span, long time, long otherTime)
    {
        var distance = unchecked(time - otherTime);
        return distance > -span && distance < span;
    }

    /// <summary>The time that many seconds later; null when no clock will reach it.</summary>
    public static long? After(long time, uint seconds)
    {
        var nanoseconds = seconds * Second;
        return time > long.MaxValue - nanoseconds ? null : time + nanoseconds;
    }
}
