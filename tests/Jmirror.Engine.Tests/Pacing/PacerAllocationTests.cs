using Jmirror.Engine.Pacing;
using Jmirror.Testing;

namespace Jmirror.Engine.Tests.Pacing;

public class PacerAllocationTests
{
    [Fact]
    public void TryTakeAndWaitUntilDue_AnyUnit_AllocateNothing()
    {
        Assert.True(RampText.TryParse("1000:100000:60s,5000@1s,20", out var ramp, out _));
        foreach (
            var schedule in new[]
            {
                PacingSchedule.CopiesPerSecond(1_000_000),
                PacingSchedule.MegabitsPerSecond(100),
                PacingSchedule.OriginalTiming(3),
                ramp,
            }
        )
        {
            var clock = new SteppingClock();
            var pacer = new Pacer(schedule, clock, PacingLimits.Default);
            var meter = new RateMeter(clock);
            Run(pacer, meter, 10);
            var before = Allocations.Now;
            Run(pacer, meter, 10_000);
            Allocations.AssertNonePerOperation(before, 10_000);
        }

        static void Run(Pacer pacer, RateMeter meter, int copies)
        {
            for (var i = 0; i < copies; i++)
            {
                while (!pacer.TryTake(i * 1000L, 100))
                    pacer.WaitUntilDue(CancellationToken.None);
                meter.Departed(1, 100);
            }
            pacer.BeginLoop(0);
        }
    }

    private sealed class SteppingClock : IPacingClock
    {
        private long _now;

        public long Now => _now += 50;

        public void SleepUntil(long time, CancellationToken cancellation) => _now = time;
    }
}
