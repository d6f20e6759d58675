using CsCheck;
using Jmirror.Engine.Pacing;

namespace Jmirror.Engine.Tests.Pacing;

public class PacerTests
{
    private const long Microsecond = 1_000;
    private const long Millisecond = 1_000_000;
    private const long Second = 1_000_000_000;

    private readonly SimulatedClock _clock = new();
    private readonly long _begin;

    public PacerTests() => _begin = _clock.Now;

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
        _clock.Oversleep = () => late.NextInt64(90 * Millisecond);
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
        _clock.Now += 50 * Microsecond;
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
        while (_clock.Now - _begin < 15 * Second)
        {
            Take(pacer, 0, 100);
            copies++;
        }
        // One more at the start, and the first at or after 15 s.
        Assert.Equal((100 + 2000) / 2 * 10 + 500 * 2 + 50 * 2 + 1, copies);
    }

    [Fact]
    public void Burst_AfterADelay_HoldsAHundredMicrosecondsWorth()
    {
        var pacer = NewPacer(PacingSchedule.CopiesPerSecond(1_000_000));
        Take(pacer, 0, 100);
        _clock.Now += 10 * Millisecond;
        Assert.Equal(101, BurstOf(pacer));
        var second = _clock.Now;
        Assert.Equal(101, BurstOf(pacer));
        Assert.Equal(101 * Microsecond / 2, _clock.Now - second);
    }

    [Fact]
    public void Burst_SlowRate_HoldsOneCopy()
    {
        var pacer = NewPacer(PacingSchedule.CopiesPerSecond(1000));
        Take(pacer, 0, 100);
        _clock.Now += 50 * Millisecond;
        Assert.Equal(1, BurstOf(pacer));
    }

    [Fact]
    public void Burst_CountGiven_IsTheMostCopiesAtOnce()
    {
        var pacer = NewPacer(PacingSchedule.CopiesPerSecond(1000), new PacingLimits { BurstCopies = 16 });
        Take(pacer, 0, 100);
        _clock.Now += 50 * Millisecond;
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
        _clock.Now += 90 * Millisecond;
        var copies = 1;
        do
        {
            Take(pacer, 0, 100);
            copies++;
        } while (pacer.Lateness > 0);
        Assert.InRange(_clock.Now - _begin, 179 * Millisecond, 181 * Millisecond);
        Assert.Equal(schedule.ReachAt(_clock.Now - _begin) + 1, copies);
        Assert.Equal(0, pacer.Slips);
        Assert.InRange(pacer.MaxLateness, 89 * Millisecond, 90 * Millisecond);
    }

    [Fact]
    public void Slip_LaterThanTheLimit_MovesTheScheduleAndIsReported()
    {
        var pacer = NewPacer(PacingSchedule.CopiesPerSecond(10));
        Assert.Equal(0, DepartureOf(pacer));
        _clock.Now += Second;
        Assert.Equal(Second, DepartureOf(pacer));
        Assert.Equal(Second + 100 * Millisecond, DepartureOf(pacer));
        Assert.Equal(1, pacer.Slips);
        Assert.Equal(900 * Millisecond, pacer.SlippedTime);
        Assert.Equal(900 * Millisecond, pacer.MaxLateness);
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
        _clock.Now += 3600 * Second;
        Take(pacer, 0, 100);
        Assert.Equal(0, pacer.Slips);
        Assert.Equal(3600 * Second - 100 * Millisecond, pacer.Lateness);
    }

    [Fact]
    public void OverloadedSink_NeverKeepsUp_SlipsInsteadOfFallingBehindForEver()
    {
        // Wanted 1 000 000 per second, the sink needs 2 us per copy.
        var pacer = NewPacer(PacingSchedule.CopiesPerSecond(1_000_000));
        for (var n = 0; n < 1_000_000; n++)
        {
            Take(pacer, 0, 100);
            _clock.Now += 2 * Microsecond;
        }
        Assert.InRange(pacer.MaxLateness, 100 * Millisecond, 101 * Millisecond);
        Assert.InRange(pacer.SlippedTime, 900 * Millisecond, Second);
        Assert.InRange(pacer.Slips, 9, 10);
    }

    [Fact]
    public void WaitUntilDue_AlreadyCancelled_ReturnsFalseWithoutSleeping()
    {
        var pacer = NewPacer(PacingSchedule.CopiesPerSecond(1));
        Assert.False(pacer.TryTake(0, 100));
        Assert.False(pacer.WaitUntilDue(new CancellationToken(canceled: true)));
        Assert.Empty(_clock.Sleeps);
        Assert.False(pacer.TryTake(0, 100));
    }

    [Fact]
    public void WaitUntilDue_CancelledWhileAsleep_ReturnsFalse()
    {
        using var cancellation = new CancellationTokenSource();
        var pacer = NewPacer(PacingSchedule.CopiesPerSecond(0.01m));
        Take(pacer, 0, 100);
        _clock.Oversleep = () =>
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
        _clock.Oversleep = () => ++wakeUps < 3 ? -100 * Millisecond : 0;
        Assert.Equal(Second, DepartureOf(pacer));
        Assert.Equal(3, wakeUps);
    }

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
            var before = GC.GetAllocatedBytesForCurrentThread();
            Run(pacer, meter, 10_000);
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
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

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, -1, 0)]
    [InlineData(1, 0, -1)]
    public void Pacer_ImpossibleLimits_Throws(int copies, long time, long forgiveAfter) =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new Pacer(
                PacingSchedule.TopSpeed,
                _clock,
                new PacingLimits
                {
                    BurstCopies = copies,
                    BurstTime = time,
                    ForgiveAfter = forgiveAfter,
                }
            )
        );

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Pacer NewPacer(PacingSchedule schedule, PacingLimits? limits = null) =>
        new(schedule, _clock, limits ?? PacingLimits.Default);

    /// <summary>Takes one copy and tells when, from the beginning of the test.</summary>
    private long DepartureOf(Pacer pacer, long timestamp = 0, int length = 100)
    {
        Take(pacer, timestamp, length);
        return _clock.Now - _begin;
    }

    private static void Take(Pacer pacer, long timestamp, int length)
    {
        if (pacer.TryTake(timestamp, length))
            return;
        Assert.True(pacer.WaitUntilDue(Token));
        Assert.True(pacer.TryTake(timestamp, length));
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

    private sealed class UnusableClock : IPacingClock
    {
        public long Now => throw new InvalidOperationException("top speed needs no clock");

        public void SleepUntil(long time, CancellationToken cancellation) => _ = Now;
    }

    private sealed class SteppingClock : IPacingClock
    {
        private long _now;

        public long Now => _now += 50;

        public void SleepUntil(long time, CancellationToken cancellation) => _now = time;
    }
}
