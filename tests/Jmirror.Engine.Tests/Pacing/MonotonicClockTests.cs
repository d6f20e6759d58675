using Jmirror.Engine.Pacing;

namespace Jmirror.Engine.Tests.Pacing;

/// <summary>Tests on the real clock run alone: the property tests keep all processors busy.</summary>
[CollectionDefinition("real clock", DisableParallelization = true)]
public class RealClock;

[Collection("real clock")]
public class MonotonicClockTests
{
    private const long Millisecond = 1_000_000;

    /// <summary>On a busy machine a run may be robbed of its time; of five runs one must be right.</summary>
    private const int Attempts = 5;

    [Theory]
    [InlineData(1_000, 600)]
    [InlineData(100_000, 60_000)]
    public void Pacer_RealClock_KeepsTheRateWithinTwoPercent(int rate, int copies)
    {
        var clock = new MonotonicClock(TimeProvider.System);
        double? error = null;
        for (var attempt = 0; attempt < Attempts && error is not (> -2 and < 2); attempt++)
        {
            var pacer = new Pacer(PacingSchedule.CopiesPerSecond(rate), clock, PacingLimits.Default);
            var meter = new RateMeter(clock);
            for (var i = 0; i < copies; i++)
            {
                while (!pacer.TryTake(0, 100))
                    Assert.True(pacer.WaitUntilDue(TestContext.Current.CancellationToken));
                meter.Departed(1, 100);
            }
            error = PacingReport.Of(pacer, meter).ErrorPercent;
        }
        Assert.NotNull(error);
        if (error is not (> -2 and < 2))
            Assert.SkipWhen(IsBusy(clock), "this machine is too busy to judge punctuality");
        Assert.InRange(error.Value, -2, 2);
    }

    [Fact]
    public void SleepUntil_ACopyPerHundredSeconds_NoticesCancellationWithin50Milliseconds()
    {
        var clock = new MonotonicClock(TimeProvider.System);
        var best = long.MaxValue;
        for (var attempt = 0; attempt < Attempts && best > 50 * Millisecond; attempt++)
        {
            using var cancellation = new CancellationTokenSource();
            long cancelled = 0;
            var canceller = new Thread(() =>
            {
                Thread.Sleep(20);
                Volatile.Write(ref cancelled, clock.Now);
                cancellation.Cancel();
            });
            canceller.Start();
            clock.SleepUntil(clock.Now + 100_000 * Millisecond, cancellation.Token);
            best = Math.Min(best, clock.Now - Volatile.Read(ref cancelled));
            canceller.Join();
        }
        Assert.InRange(best, 0, 50 * Millisecond);
    }

    [Fact]
    public void SleepUntil_InstantInThePast_ReturnsAtOnce()
    {
        var clock = new MonotonicClock(TimeProvider.System);
        var before = clock.Now;
        clock.SleepUntil(before - Millisecond, CancellationToken.None);
        clock.SleepUntil(long.MinValue / 2, CancellationToken.None);
        Assert.InRange(clock.Now - before, 0, 1000 * Millisecond);
    }

    [Fact]
    public void SleepUntil_AnyDistance_NeverReturnsEarly()
    {
        var clock = new MonotonicClock(TimeProvider.System);
        foreach (var distance in new[] { 1, 10_000, 150_000, 1_149_999, 1_150_001, 3_000_000 })
        {
            var time = clock.Now + distance;
            clock.SleepUntil(time, CancellationToken.None);
            Assert.True(clock.Now >= time);
        }
    }

    [Fact]
    public void SleepUntil_100Milliseconds_SpinsOnlyAtTheEnd()
    {
        // Spinning all the time would look at the clock several hundred thousand times.
        const long MostLooks = 25_000;
        var looks = long.MaxValue;
        for (var attempt = 0; attempt < Attempts && looks > MostLooks; attempt++)
        {
            var time = new CountingTime();
            var clock = new MonotonicClock(time);
            clock.SleepUntil(clock.Now + 100 * Millisecond, CancellationToken.None);
            looks = time.Looks;
        }
        Assert.InRange(looks, 1, MostLooks);
    }

    [Theory]
    [InlineData(1_000_000_000, 2_592_000_000_000_000, 2_592_000_000_000_000)]
    [InlineData(10_000_000, 25_920_000_000_001, 2_592_000_000_000_100)]
    [InlineData(24_000_000, 62_208_000_000_001, 2_592_000_000_000_041)]
    [InlineData(3, 4, 1_333_333_333)]
    public void Now_AnyFrequencyAfter30Days_IsInNanoseconds(long frequency, long ticks, long nanoseconds) =>
        Assert.Equal(nanoseconds, new MonotonicClock(new FixedTime(frequency, ticks)).Now);

    [Fact]
    public void UtcAt_InstantOnTheClock_IsItsDateAndTime()
    {
        var clock = new MonotonicClock(new FixedTime(1_000_000_000, 5_000_000_000));
        Assert.Equal(DateTimeOffset.UnixEpoch, clock.UtcAt(5_000_000_000));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(-2), clock.UtcAt(3_000_000_000));
    }

    /// <summary>True when others take more than a hundredth of a thread that does nothing but look at the clock.</summary>
    private static bool IsBusy(MonotonicClock clock)
    {
        var begin = clock.Now;
        var (last, stolen) = (begin, 0L);
        while (last - begin < 500 * Millisecond)
        {
            var now = clock.Now;
            stolen += now - last > Millisecond ? now - last : 0;
            last = now;
        }
        return stolen > 5 * Millisecond;
    }

    private sealed class FixedTime(long frequency, long ticks) : TimeProvider
    {
        public override long TimestampFrequency => frequency;

        public override long GetTimestamp() => ticks;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;
    }

    private sealed class CountingTime : TimeProvider
    {
        public long Looks { get; private set; }

        public override long GetTimestamp()
        {
            Looks++;
            return base.GetTimestamp();
        }
    }
}
