using CsCheck;
using Jmirror.Engine.Pacing;

namespace Jmirror.Engine.Tests.Pacing;

public class PacerTests : PacerScenario
{
    [Fact]
    public void TopSpeed_AnyCopy_IsTakenWithoutLookingAtTheClock()
    {
        var pacer = new Pacer(PacingSchedule.TopSpeed, new UnusableClock(), PacingLimits.Default);
        for (var i = 0; i < 1000; i++)
            Assert.True(pacer.TryTake(i, 1500));
        pacer.BeginLoop(0);
        Assert.True(pacer.TryTake(0, 1500));
        Assert.Equal(0, pacer.WantedCopiesPerSecond);
    }

    [Theory]
    [InlineData("0.1")]
    [InlineData("1")]
    [InlineData("1.5")]
    [InlineData("1000")]
    [InlineData("1000000")]
    [InlineData("14880000")]
    public void CopiesPerSecond_PunctualClock_EveryCopyLeavesOnItsNanosecond(string rate)
    {
        var schedule = PacingSchedule.CopiesPerSecond(
            decimal.Parse(rate, System.Globalization.CultureInfo.InvariantCulture)
        );
        var pacer = NewPacer(schedule);
        for (var n = 0; n < 10_000; n++)
            Assert.Equal(schedule.DueAt(n), DepartureOf(pacer));
        Assert.Equal(0, pacer.MaxLateness);
        Assert.Equal((double)decimal.Parse(rate), pacer.WantedCopiesPerSecond, 6);
    }

    [Fact]
    public void CopiesPerSecond_FirstCopies_LeaveOneByOne()
    {
        // The start-up burst of bngblaster issue 283.
        var pacer = NewPacer(PacingSchedule.CopiesPerSecond(1000));
        Assert.False(pacer.TryTake(0, 100));
        Assert.True(pacer.WaitUntilDue(Token));
        Assert.True(pacer.TryTake(0, 100));
        Assert.False(pacer.TryTake(0, 100));
    }

    [Fact]
    public void CopiesPerSecond_30DaysWithLateWakeUps_EndsOnTime()
    {
        // A copy every 100 s, each wake-up up to 90 ms late: 25 920 copies, no drift.
        var late = new Random(1);
        Clock.Oversleep = () => late.NextInt64(90 * Millisecond);
        var pacer = NewPacer(PacingSchedule.CopiesPerSecond(0.01m));
        for (var n = 0; n < 25_920; n++)
            Assert.InRange(DepartureOf(pacer) - n * 100 * Second, 0, 90 * Millisecond);
        Assert.Equal(0, pacer.Slips);
    }

    [Fact]
    public void MegabitsPerSecond_2Pow45BytesLater_IsStillExact()
    {
        var schedule = PacingSchedule.MegabitsPerSecond(12_345.678901m);
        var pacer = NewPacer(schedule);
        const int Huge = int.MaxValue;
        for (var n = 0L; n < 16_384; n++)
            Assert.Equal(schedule.DueAt(n * Huge), DepartureOf(pacer, length: Huge));
    }

    [Fact]
    public void MegabitsPerSecond_MixedLengths_EachCopyWaitsForTheBytesBeforeIt()
    {
        // 8 Mbit/s are one byte per microsecond.
        var pacer = NewPacer(PacingSchedule.MegabitsPerSecond(8));
        Assert.Equal(0, DepartureOf(pacer, length: 1500));
        Assert.Equal(1500 * Microsecond, DepartureOf(pacer, length: 36));
        Assert.Equal(1536 * Microsecond, DepartureOf(pacer, length: 64));
        Assert.Equal(3 * 1e9 / (1600 * Microsecond), pacer.WantedCopiesPerSecond, 6);
    }

    [Fact]
    public void OriginalTiming_FramesOfACapture_KeepTheirDistances()
    {
        var pacer = NewPacer(PacingSchedule.OriginalTiming(1));
        const long First = 1_700_000_000_123_456_789;
        foreach (var offset in new[] { 0, 0, 1, 17 * Microsecond, 3 * Second, 3 * Second + 1 })
            Assert.Equal(offset, DepartureOf(pacer, First + offset));
    }

    [Theory]
    [InlineData("2", 5_000)]
    [InlineData("0.5", 20_000)]
    [InlineData("0.3", 33_334)]
    public void OriginalTiming_Multiplier_DividesTheTime(string multiplier, long expected)
    {
        var pacer = NewPacer(
            PacingSchedule.OriginalTiming(
                decimal.Parse(multiplier, System.Globalization.CultureInfo.InvariantCulture)
            )
        );
        Assert.Equal(0, DepartureOf(pacer, 500));
        Assert.Equal(expected, DepartureOf(pacer, 500 + 10_000));
    }

    [Fact]
    public void OriginalTiming_TimestampGoesBack_LeavesWithTheLatestBeforeIt()
    {
        var pacer = NewPacer(PacingSchedule.OriginalTiming(1));
        Assert.Equal(0, DepartureOf(pacer, 1000));
        Assert.Equal(500, DepartureOf(pacer, 1500));
        Assert.Equal(500, DepartureOf(pacer, 20));
        Assert.Equal(500, DepartureOf(pacer, 1499));
        Assert.Equal(600, DepartureOf(pacer, 1600));
    }

    [Fact]
    public void OriginalTiming_TimestampGoesBackAtTheEndOfABurst_IsNotLate()
    {
        var pacer = NewPacer(PacingSchedule.OriginalTiming(1), new PacingLimits { BurstCopies = 1 });
        foreach (var timestamp in new[] { 1000, 1500, 20, 1600 })
            Take(pacer, timestamp, 100);
        Assert.Equal(0, pacer.MaxLateness);
    }

    [Fact]
    public void OriginalTiming_RandomTimestamps_NeverLeaveBeforeTheLatestSoFar()
    {
        Gen.Long[0, 10 * Second]
            .Array[1, 50]
            .Sample(
                timestamps =>
                {
                    var clock = new SimulatedClock();
                    var begin = clock.Now;
                    var pacer = new Pacer(PacingSchedule.OriginalTiming(1), clock, PacingLimits.Default);
                    var latest = timestamps[0];
                    foreach (var timestamp in timestamps)
                    {
                        latest = Math.Max(latest, timestamp);
                        Take(pacer, timestamp, 100);
                        Assert.Equal(latest - timestamps[0], clock.Now - begin);
                    }
                },
                iter: 5_000
            );
    }

    [Fact]
    public void BeginLoop_OriginalTiming_ContinuesWhereTheCaptureEnded()
    {
        var pacer = NewPacer(PacingSchedule.OriginalTiming(2));
        const long Length = 10 * Millisecond;
        const long Delay = 7 * Millisecond;
        for (var loop = 0; loop < 1000; loop++)
        {
            var begin = loop * (Length / 2 + Delay);
            Assert.Equal(begin, DepartureOf(pacer, 900));
            Assert.Equal(begin + Length / 2, DepartureOf(pacer, 900 + Length));
            pacer.BeginLoop(Delay);
        }
        Assert.Equal(999 * Delay, pacer.LoopDelays);
    }

    [Fact]
    public void BeginLoop_CopiesPerSecond_AddsOnlyTheDelay()
    {
        var pacer = NewPacer(PacingSchedule.CopiesPerSecond(100));
        Assert.Equal(0, DepartureOf(pacer));
        pacer.BeginLoop(0);
        Assert.Equal(10 * Millisecond, DepartureOf(pacer));
        pacer.BeginLoop(Second);
        Assert.Equal(Second + 20 * Millisecond, DepartureOf(pacer));
        Assert.Equal(100, pacer.WantedCopiesPerSecond, 9);
    }

    [Fact]
    public void BeginLoop_OneFrameAtFullRate_DoesNotCutTheBurst()
    {
        var pacer = NewPacer(PacingSchedule.CopiesPerSecond(1_000_000));
        Take(pacer, 0, 100);
        Clock.Now += 50 * Microsecond;
        Take(pacer, 0, 100);
        pacer.BeginLoop(0);
        Assert.True(pacer.TryTake(0, 100));
    }

    [Fact]
    public void Ramp_PunctualClock_SendsTheAreaUnderTheLine()
    {
        Assert.True(RampText.TryParse("100:2000:10s,500@2s,0@1s,50", out var schedule, out _));
        var pacer = NewPacer(schedule);
        var copies = 0;
        while (Elapsed < 15 * Second)
        {
            Take(pacer, 0, 100);
            copies++;
        }
        // One more at the start, and the first at or after 15 s.
        Assert.Equal((100 + 2000) / 2 * 10 + 500 * 2 + 50 * 2 + 1, copies);
    }

    [Fact]
    public void WaitUntilDue_AlreadyCancelled_ReturnsFalseWithoutSleeping()
    {
        var pacer = NewPacer(PacingSchedule.CopiesPerSecond(1));
        Assert.False(pacer.TryTake(0, 100));
        Assert.False(pacer.WaitUntilDue(new CancellationToken(canceled: true)));
        Assert.Empty(Clock.Sleeps);
        Assert.False(pacer.TryTake(0, 100));
    }

    [Fact]
    public void WaitUntilDue_CancelledWhileAsleep_ReturnsFalse()
    {
        using var cancellation = new CancellationTokenSource();
        var pacer = NewPacer(PacingSchedule.CopiesPerSecond(0.01m));
        Take(pacer, 0, 100);
        Clock.Oversleep = () =>
        {
            cancellation.Cancel();
            return 0;
        };
        Assert.False(pacer.TryTake(0, 100));
        Assert.False(pacer.WaitUntilDue(cancellation.Token));
    }

    [Fact]
    public void WaitUntilDue_SleeperWakesEarly_SleepsAgain()
    {
        var pacer = NewPacer(PacingSchedule.CopiesPerSecond(1));
        Take(pacer, 0, 100);
        var wakeUps = 0;
        Clock.Oversleep = () => ++wakeUps < 3 ? -100 * Millisecond : 0;
        Assert.Equal(Second, DepartureOf(pacer));
        Assert.Equal(3, wakeUps);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, -1, 0)]
    [InlineData(1, 0, -1)]
    public void Pacer_ImpossibleLimits_Throws(int copies, long time, long forgiveAfter) =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new Pacer(
                PacingSchedule.TopSpeed,
                Clock,
                new PacingLimits
                {
                    BurstCopies = copies,
                    BurstTime = time,
                    ForgiveAfter = forgiveAfter,
                }
            )
        );

    private sealed class UnusableClock : IPacingClock
    {
        public long Now => throw new InvalidOperationException("top speed needs no clock");

        public void SleepUntil(long time, CancellationToken cancellation) => _ = Now;
    }
}
