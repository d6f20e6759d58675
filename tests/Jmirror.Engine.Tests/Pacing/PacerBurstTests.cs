using CsCheck;
using Jmirror.Engine.Pacing;

namespace Jmirror.Engine.Tests.Pacing;

/// <summary>What leaves together, and what becomes of lost time.</summary>
public class PacerBurstTests : PacerScenario
{
    [Fact]
    public void Burst_AfterADelay_HoldsAHundredMicrosecondsWorth()
    {
        var pacer = NewPacer(PacingSchedule.CopiesPerSecond(1_000_000));
        Take(pacer, 0, 100);
        Clock.Now += 10 * Millisecond;
        Assert.Equal(101, BurstOf(pacer));
        var second = Clock.Now;
        Assert.Equal(101, BurstOf(pacer));
        Assert.Equal(101 * Microsecond / 2, Clock.Now - second);
    }

    [Fact]
    public void Burst_SlowRate_HoldsOneCopy()
    {
        var pacer = NewPacer(PacingSchedule.CopiesPerSecond(1000));
        Take(pacer, 0, 100);
        Clock.Now += 50 * Millisecond;
        Assert.Equal(1, BurstOf(pacer));
    }

    [Fact]
    public void Burst_CountGiven_IsTheMostCopiesAtOnce()
    {
        var pacer = NewPacer(PacingSchedule.CopiesPerSecond(1000), new PacingLimits { BurstCopies = 16 });
        Take(pacer, 0, 100);
        Clock.Now += 50 * Millisecond;
        Assert.Equal(16, BurstOf(pacer));
    }

    [Fact]
    public void Burst_FramesOfOneInstant_LeaveTogetherUnlessACountIsGiven()
    {
        var free = NewPacer(PacingSchedule.OriginalTiming(1));
        Take(free, 5, 100);
        for (var i = 0; i < 1000; i++)
            Assert.True(free.TryTake(5, 100));

        var counted = NewPacer(PacingSchedule.OriginalTiming(1), new PacingLimits { BurstCopies = 32 });
        Assert.Equal(32, BurstOf(counted, 5));
    }

    [Fact]
    public void Burst_UnderRandomDelays_NeverExceedsItsBoundAndCatchesUpAtTwiceTheRate()
    {
        Gen.Select(
                Gen.Long[1_000, 3_000_000_000].Select(thousandths => thousandths / 1000m),
                Gen.Int[1, 64],
                Gen.Long[0, 99 * Millisecond].Array[1, 200]
            )
            .Sample(
                (rate, burst, delays) =>
                {
                    var clock = new SimulatedClock();
                    var schedule = PacingSchedule.CopiesPerSecond(rate);
                    var pacer = new Pacer(schedule, clock, new PacingLimits { BurstCopies = burst });
                    var bursts = new List<(long Time, int Copies)>();
                    foreach (var delay in delays)
                    {
                        Assert.False(pacer.TryTake(0, 100));
                        Assert.True(pacer.WaitUntilDue(Token));
                        var copies = 0;
                        while (pacer.TryTake(0, 100))
                            copies++;
                        Assert.InRange(copies, 1, burst);
                        bursts.Add((clock.Now, copies));
                        // Mostly short, now and then long: the machine was elsewhere.
                        clock.Now += delay % 7 == 0 ? delay : delay % 1000;
                    }
                    AssertAtMostTwiceTheRate(bursts, rate, burst);
                },
                iter: 2_000
            );
    }

    [Fact]
    public void CatchingUp_After90Milliseconds_TakesAsLongAgainAndLosesNothing()
    {
        var schedule = PacingSchedule.CopiesPerSecond(100_000);
        var pacer = NewPacer(schedule);
        Take(pacer, 0, 100);
        Clock.Now += 90 * Millisecond;
        var copies = 1;
        do
        {
            Take(pacer, 0, 100);
            copies++;
        } while (pacer.Lateness > 0);
        Assert.InRange(Elapsed, 179 * Millisecond, 181 * Millisecond);
        Assert.Equal(schedule.ReachAt(Elapsed) + 1, copies);
        Assert.Equal(0, pacer.Slips);
        Assert.InRange(pacer.MaxLateness, 89 * Millisecond, 90 * Millisecond);
    }

    [Fact]
    public void Slip_LaterThanTheLimit_MovesTheScheduleAndIsReported()
    {
        var pacer = NewPacer(PacingSchedule.CopiesPerSecond(10));
        Assert.Equal(0, DepartureOf(pacer));
        Clock.Now += 2 * Second;
        Assert.Equal(2 * Second, DepartureOf(pacer));
        Assert.Equal(2 * Second + 100 * Millisecond, DepartureOf(pacer));
        Assert.Equal(1, pacer.Slips);
        Assert.Equal(1900 * Millisecond, pacer.SlippedTime);
        Assert.Equal(1900 * Millisecond, pacer.MaxLateness);
        Assert.Equal(0, pacer.Lateness);
    }

    [Fact]
    public void Slip_LimitIsAnOption_LatenessUpToItIsCaughtUp()
    {
        var pacer = NewPacer(
            PacingSchedule.CopiesPerSecond(10),
            new PacingLimits { ForgiveAfter = long.MaxValue }
        );
        Take(pacer, 0, 100);
        Clock.Now += 3600 * Second;
        Take(pacer, 0, 100);
        Assert.Equal(0, pacer.Slips);
        Assert.Equal(3600 * Second - 100 * Millisecond, pacer.Lateness);
    }

    [Fact]
    public void OverloadedSink_NeverKeepsUp_SlipsInsteadOfFallingBehindForEver()
    {
        // Wanted 1 000 000 per second, the sink needs 2 us per copy.
        var pacer = NewPacer(PacingSchedule.CopiesPerSecond(1_000_000));
        for (var n = 0; n < 5_000_000; n++)
        {
            Take(pacer, 0, 100);
            Clock.Now += 2 * Microsecond;
        }
        Assert.InRange(pacer.MaxLateness, Second, Second + Millisecond);
        Assert.InRange(pacer.SlippedTime, 4 * Second, 5 * Second);
        Assert.InRange(pacer.Slips, 4, 5);
    }

    /// <summary>Copies that leave without another look at the clock.</summary>
    private static int BurstOf(Pacer pacer, long timestamp = 0)
    {
        Assert.False(pacer.TryTake(timestamp, 100));
        Assert.True(pacer.WaitUntilDue(Token));
        var copies = 0;
        while (pacer.TryTake(timestamp, 100))
            copies++;
        return copies;
    }

    private static void AssertAtMostTwiceTheRate(
        List<(long Time, int Copies)> bursts,
        decimal rate,
        int burst
    )
    {
        for (var from = 0; from < bursts.Count; from++)
        {
            long copies = 0;
            for (var to = from; to < bursts.Count; to++)
            {
                copies += bursts[to].Copies;
                var seconds = (bursts[to].Time - bursts[from].Time) / 1e9m;
                Assert.True(
                    copies <= 2 * rate * seconds + burst + 1,
                    $"{copies} copies in {seconds} s at {rate} per second"
                );
            }
        }
    }
}
