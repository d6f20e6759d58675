using CsCheck;
using Jmirror.Testing;
using Jmirror.Verification.Reporting;

namespace Jmirror.Verification.Tests.Reporting;

public sealed class RateSeriesTests
{
    private const long Millisecond = 1_000_000;

    [Fact]
    public void ToList_NothingCounted_IsEmpty() => Assert.Empty(new RateSeries().ToList());

    [Fact]
    public void ToList_PacketsOfTwoIntervals_KeepsThemApart()
    {
        var series = new RateSeries();
        series.Sent(5_000 * Millisecond, packets: 64);
        series.Sent(5_099 * Millisecond);
        series.Received(5_100 * Millisecond);
        series.Lost(5_000 * Millisecond, packets: 2);

        Assert.Equal(
            [
                new RateInterval(5_000 * Millisecond, 100 * Millisecond, Sent: 65, Received: 0, Lost: 2),
                new RateInterval(5_100 * Millisecond, 100 * Millisecond, Sent: 0, Received: 1, Lost: 0),
            ],
            series.ToList()
        );
    }

    [Fact]
    public void ToList_SilenceInBetween_IsListed()
    {
        var series = new RateSeries();
        series.Received(0);
        series.Received(350 * Millisecond);
        Assert.Equal([1, 0, 0, 1], series.ToList().Select(interval => interval.Received));
    }

    [Fact]
    public void ToList_MoreIntervalsThanKept_MergesNeighboursAndForgetsNothing()
    {
        var series = new RateSeries(interval: 100, maxIntervals: 4);
        for (var i = 0; i < 9; i++)
            series.Received(i * 100);
        Assert.Equal(400, series.Interval);
        Assert.Equal([4, 4, 1], series.ToList().Select(interval => interval.Received));
    }

    [Fact]
    public void Received_BeforeTheFirstPacket_IsListedFirst()
    {
        var series = new RateSeries(interval: 100, maxIntervals: 8);
        series.Received(1_000);
        series.Received(850);
        Assert.Equal(
            [(800L, 1L), (900L, 0L), (1_000L, 1L)],
            series.ToList().Select(interval => (interval.Start, interval.Received))
        );
    }

    [Fact]
    public void Received_TimestampsAtBothEndsOfTime_AreBothKept()
    {
        var series = new RateSeries();
        series.Received(long.MaxValue);
        series.Received(long.MinValue);
        series.Received(0);
        Assert.Equal(3, series.ToList().Sum(interval => interval.Received));
        Assert.InRange(series.ToList().Count, 1, RateSeries.DefaultMaxIntervals);
    }

    [Fact]
    public void ToList_AnyTimestamps_AgreesWithANaiveCount() =>
        Gen.Select(Gen.Long[-2_000, 2_000].Array[1, 200], Gen.Long[1, 50], Gen.Int[4, 40])
            .Sample(
                (timestamps, start, kept) =>
                {
                    var series = new RateSeries(start, kept);
                    foreach (var timestamp in timestamps)
                        series.Received(timestamp);
                    var list = series.ToList();
                    Assert.InRange(list.Count, 1, kept);
                    Assert.True(list[0].Received > 0 && list[^1].Received > 0);
                    Assert.All(
                        list,
                        interval =>
                            Assert.Equal(
                                timestamps.Count(t =>
                                    t >= interval.Start && t < interval.Start + interval.Length
                                ),
                                interval.Received
                            )
                    );
                    Assert.Equal(timestamps.Length, list.Sum(interval => interval.Received));
                },
                iter: 5_000
            );

    [Fact]
    public void Received_AnyPacket_AllocatesNothing()
    {
        var series = new RateSeries(interval: 100, maxIntervals: 16);
        series.Received(0);
        var before = Allocations.Now;
        for (var i = 0; i < 100_000; i++)
            series.Received(i);
        Allocations.AssertNonePerOperation(before, 100_000);
    }

    [Fact]
    public void Rates_OfAnInterval_ArePerSecond()
    {
        var interval = new RateInterval(0, 100 * Millisecond, Sent: 200, Received: 150, Lost: 50);
        Assert.Equal((2_000, 1_500, 0.25), (interval.SentPps, interval.ReceivedPps, interval.LossFraction));
        Assert.Equal(0, (interval with { Sent = 0 }).LossFraction);
    }
}
