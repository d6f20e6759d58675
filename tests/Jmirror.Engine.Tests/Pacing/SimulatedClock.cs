using Jmirror.Engine.Pacing;

namespace Jmirror.Engine.Tests.Pacing;

/// <summary>A clock that stands still but for sleeping, which takes exactly as long as asked, or later by as much as told.</summary>
internal sealed class SimulatedClock : IPacingClock
{
    public long Now { get; set; } = 1_000_000_007;

    /// <summary>Called at every sleep: how much later than asked the sleeper wakes, nanoseconds.</summary>
    public Func<long> Oversleep { get; set; } = () => 0;

    public List<long> Sleeps { get; } = [];

    public void SleepUntil(long time, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return;
        Sleeps.Add(time - Now);
        Now = Math.Max(Now, time) + Oversleep();
    }
}
