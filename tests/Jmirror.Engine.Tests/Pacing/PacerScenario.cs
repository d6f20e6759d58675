using Jmirror.Engine.Pacing;

namespace Jmirror.Engine.Tests.Pacing;

/// <summary>A pacer on a simulated clock, and the pump's side of their conversation.</summary>
public abstract class PacerScenario
{
    protected const long Microsecond = 1_000;
    protected const long Millisecond = 1_000_000;
    protected const long Second = 1_000_000_000;

    private readonly long _begin;

    protected PacerScenario() => _begin = Clock.Now;

    private protected SimulatedClock Clock { get; } = new();

    /// <summary>Nanoseconds since the beginning of the test.</summary>
    protected long Elapsed => Clock.Now - _begin;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected Pacer NewPacer(PacingSchedule schedule, PacingLimits? limits = null) =>
        new(schedule, Clock, limits ?? PacingLimits.Default);

    /// <summary>Takes one copy and tells when, from the beginning of the test.</summary>
    protected long DepartureOf(Pacer pacer, long timestamp = 0, int length = 100)
    {
        Take(pacer, timestamp, length);
        return Elapsed;
    }

    protected static void Take(Pacer pacer, long timestamp, int length)
    {
        if (pacer.TryTake(timestamp, length))
            return;
        Assert.True(pacer.WaitUntilDue(Token));
        Assert.True(pacer.TryTake(timestamp, length));
    }
}
