namespace Jmirror.Engine.Pacing;

/// <summary>The clock that departures are timed by, and the way to wait for an instant on it.</summary>
public interface IPacingClock
{
    /// <summary>Nanoseconds since an instant of the clock's own choosing; never goes back.</summary>
    long Now { get; }

    /// <summary>
    /// Blocks until <see cref="Now"/> has reached <paramref name="time"/>, or returns early, within 50 ms, when
    /// <paramref name="cancellation"/> is requested.
    /// </summary>
    void SleepUntil(long time, CancellationToken cancellation);
}
