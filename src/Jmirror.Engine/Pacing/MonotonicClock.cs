namespace Jmirror.Engine.Pacing;

/// <summary>
/// The machine's monotonic clock. Waits are slept through in whole milliseconds and spun through at their end:
/// a thread wakes some 60 microseconds late on bare metal, later on virtual machines, and cannot be asked to sleep
/// for less than a millisecond. A core is therefore idle well below 1000 waits per second and busy above.
/// </summary>
/// <param name="source">Where the time comes from; the system's, named at the composition root.</param>
public sealed class MonotonicClock(TimeProvider source) : IPacingClock
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const long NanosecondsPerMillisecond = 1_000_000;

    /// <summary>How long before the instant the thread should be awake again, nanoseconds.</summary>
    private const long WakeUpMargin = 150_000;

    /// <summary>Pauses between two looks at the clock: short against a look, long enough to spare the sibling thread.</summary>
    private const int SpinsBetweenLooks = 4;

    private readonly long _frequency = source.TimestampFrequency;

    /// <inheritdoc/>
    public long Now
    {
        get
        {
            var ticks = source.GetTimestamp();
            if (_frequency == NanosecondsPerSecond)
                return ticks;
            // Seconds and remainder apart: the product of all ticks would overflow after hours.
            var (seconds, rest) = Math.DivRem(ticks, _frequency);
            return seconds * NanosecondsPerSecond + rest * NanosecondsPerSecond / _frequency;
        }
    }

    /// <summary>The date and time at which this clock showed <paramref name="instant"/>, by today's offset between the two.</summary>
    public DateTimeOffset UtcAt(long instant) =>
        source.GetUtcNow() - TimeSpan.FromTicks((Now - instant) / TimeSpan.NanosecondsPerTick);

    /// <inheritdoc/>
    public void SleepUntil(long time, CancellationToken cancellation)
    {
        while ((time - Now - WakeUpMargin) / NanosecondsPerMillisecond is > 0 and var milliseconds)
        {
            if (cancellation.WaitHandle.WaitOne((int)Math.Min(milliseconds, int.MaxValue)))
                return;
        }
        while (Now < time)
            Thread.SpinWait(SpinsBetweenLooks);
    }
}
