using Jmirror.Engine.Pacing;
using Jmirror.Network.Linux;

namespace Jmirror.Network.Tests.Linux;

public class HighResolutionClockTests
{
    private const long Millisecond = 1_000_000;

    /// <summary>On a busy machine a run may be robbed of its time; of five runs one must be right.</summary>
    private const int Attempts = 5;

    private readonly HighResolutionClock _clock = new(new MonotonicClock(TimeProvider.System));

    [Theory]
    [InlineData(1)]
    [InlineData(10_000)]
    [InlineData(69_999)]
    [InlineData(70_000)]
    [InlineData(1_000_000)]
    [InlineData(45_000_000)]
    public void SleepUntil_AnyDistance_NeverReturnsEarly(long distance)
    {
        var time = _clock.Now + distance;

        _clock.SleepUntil(time, CancellationToken.None);

        Assert.True(_clock.Now >= time);
    }

    [Fact]
    public void SleepUntil_InstantInThePast_ReturnsAtOnce()
    {
        var looks = new CountingClock(_clock);

        new HighResolutionClock(looks).SleepUntil(long.MinValue / 2, CancellationToken.None);

        Assert.Equal(2, looks.Looks);
    }

    [Fact]
    public void SleepUntil_ACopyPerHundredSeconds_NoticesCancellationWithin50Milliseconds()
    {
        var best = long.MaxValue;
        for (var attempt = 0; attempt < Attempts && best > 50 * Millisecond; attempt++)
        {
            using var cancellation = new CancellationTokenSource(20);
            var before = _clock.Now;
            _clock.SleepUntil(before + 100_000 * Millisecond, cancellation.Token);
            best = Math.Min(best, _clock.Now - before - 20 * Millisecond);
        }
        Assert.InRange(best, long.MinValue, 50 * Millisecond);
    }

    [Fact]
    public void SleepUntil_AThousandWaitsPerSecond_SpinsOnlyAtTheirEnds()
    {
        // Spinning all the time looks at the clock a thousand times in a tenth of a millisecond.
        const long MostLooks = 100 * 2_000;
        var fewest = long.MaxValue;
        for (var attempt = 0; attempt < Attempts && fewest > MostLooks; attempt++)
        {
            var looks = new CountingClock(_clock);
            var clock = new HighResolutionClock(looks);
            var start = clock.Now;
            for (var wait = 1; wait <= 100; wait++)
                clock.SleepUntil(start + wait * Millisecond, CancellationToken.None);
            fewest = Math.Min(fewest, looks.Looks);
        }
        Assert.InRange(fewest, 100, MostLooks);
    }

    private sealed class CountingClock(HighResolutionClock clock) : IPacingClock
    {
        public long Looks { get; private set; }

        public long Now
        {
            get
            {
                Looks++;
                return clock.Now;
            }
        }

        public void SleepUntil(long time, CancellationToken cancellation) =>
            throw new NotSupportedException();
    }
}
