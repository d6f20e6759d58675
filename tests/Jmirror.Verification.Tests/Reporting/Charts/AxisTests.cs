using CsCheck;
using Jmirror.Verification.Reporting;
using Jmirror.Verification.Reporting.Charts;

namespace Jmirror.Verification.Tests.Reporting.Charts;

public sealed class AxisTests
{
    [Fact]
    public void Linear_Rates_AreMarkedInTheUnitThatFits()
    {
        var axis = new LinearAxis("rate", AxisUnit.ForRate(1_310_000), 1_310_000);
        Assert.Equal("rate, Mpps", axis.Title);
        Assert.Equal(["0", "0.5", "1", "1.5"], Labels(axis, 5));
    }

    [Fact]
    public void Linear_NothingButZero_StillHasAnAxis() =>
        Assert.Equal(["0", "0.5", "1"], Labels(new LinearAxis("loss", AxisUnit.Percent, 0), 4));

    [Fact]
    public void Linear_TinyValues_AreNotAllCalledZero() =>
        Assert.Equal(["0", "0.001", "0.002"], Labels(new LinearAxis("loss", AxisUnit.Percent, 0.00002), 4));

    [Fact]
    public void Linear_BelowZero_IsMarkedWithoutMinusZero() =>
        Assert.Equal(
            ["-2", "0", "2"],
            Labels(new LinearAxis("latency", AxisUnit.ForDuration(2_000), 2_000, -2_000), 4)
        );

    [Fact]
    public void Log_SeveralDecades_IsMarkedByPowersOfTen() =>
        Assert.Equal(
            ["1 µs", "10 µs", "100 µs", "1 ms", "10 ms"],
            Labels(new LogAxis("latency", Quantity.Duration, 1_000, 10_000_000), 6)
        );

    [Fact]
    public void Log_MoreDecadesThanRoom_SkipsSome() =>
        Assert.Equal(
            ["1 ns", "1 µs", "1 ms", "1 s"],
            Labels(new LogAxis("x", Quantity.Duration, 1, 1e10), 4)
        );

    [Fact]
    public void Log_OneDecade_IsMarkedWithin() =>
        Assert.Equal(
            ["10 µs", "20 µs", "50 µs", "100 µs"],
            Labels(new LogAxis("latency", Quantity.Duration, 10_000, 100_000), 8)
        );

    [Theory]
    [InlineData(0.5, "time, seconds", "0 0.1 0.2 0.3 0.4 0.5")]
    [InlineData(30, "time, seconds", "0 10 20 30")]
    [InlineData(600, "time, minutes:seconds", "0:00 2:00 4:00 6:00 8:00 10:00")]
    [InlineData(86_400, "time, hours:minutes", "0:00 6:00 12:00 18:00 24:00")]
    [InlineData(864_000, "time, days", "0 2 4 6 8 10")]
    public void Time_AnyLength_IsMarkedInStepsOfClocks(double seconds, string title, string labels)
    {
        var axis = new TimeAxis("time", seconds * 1e9);
        Assert.Equal(title, axis.Title);
        Assert.Equal(labels, string.Join(' ', Labels(axis, 6)));
    }

    [Fact]
    public void Percentile_EachTenTimesFewerValuesAbove_TakeTheSameRoom()
    {
        var axis = new PercentileAxis(10_000);
        Assert.Equal(["0", "50", "90", "99", "99.9", "99.99"], Labels(axis, 10));
        Assert.Equal(
            [0, 0.25, 0.5, 0.75, 1],
            new double[] { 0, 90, 99, 99.9, 100 }.Select(rank => Math.Round(axis.PlaceOf(rank), 6))
        );
    }

    [Fact]
    public void Percentile_FewValues_EndsWhereTheySayNothingMore() =>
        Assert.Equal(["0", "50", "90"], Labels(new PercentileAxis(50), 10));

    [Fact]
    public void Ticks_AnyAxis_AreWithinItAscendingAndNoMoreThanAskedFor() =>
        Gen.Select(AnyAxis, Gen.Int[2, 20])
            .Sample(
                (axis, most) =>
                {
                    var places = axis.Ticks(most).Select(tick => axis.PlaceOf(tick.Value)).ToList();
                    Assert.InRange(places.Count, 0, most);
                    Assert.All(places, place => Assert.InRange(place, 0, 1));
                    Assert.Equal(places.Distinct().Order(), places);
                    Assert.Equal(places.Count, Labels(axis, most).Distinct(StringComparer.Ordinal).Count());
                },
                iter: 5_000
            );

    [Fact]
    public void SidewardTicks_AnyAxisAndWidth_HaveLabelsThatDoNotTouch() =>
        AnyAxis.Sample(
            axis =>
            {
                foreach (var frame in new[] { ChartFrame.Wide, ChartFrame.Narrow })
                {
                    var end = double.NegativeInfinity;
                    foreach (var tick in frame.SidewardTicks(axis))
                    {
                        var half = ChartFrame.WidthOf(tick.Label) / 2;
                        var centre = frame.CentreOf(axis, tick);
                        Assert.True(centre - half > end, $"{tick.Label} touches its neighbour");
                        Assert.InRange(centre, half, frame.Width - half);
                        end = centre + half;
                    }
                }
            },
            iter: 5_000
        );

    [Fact]
    public void PlaceOf_AnyValue_IsOnTheAxis() =>
        Gen.Select(AnyAxis, Gen.Double)
            .Sample((axis, value) => Assert.InRange(axis.PlaceOf(value), 0, 1), iter: 5_000);

    // From a nanosecond to a year, from one packet to ten billion.
    private static readonly Gen<double> Magnitude = Gen.Double[0, 16]
        .Select(exponent => Math.Pow(10, exponent));

    private static readonly Gen<Axis> AnyAxis = Gen.OneOf(
        Gen.Select(Magnitude, Gen.Double[0, 1])
            .Select((max, part) => (Axis)new LinearAxis("x", AxisUnit.ForDuration(max), max, max * part)),
        Magnitude.Select(max => (Axis)new LinearAxis("x", AxisUnit.ForRate(max), max)),
        Gen.Double[0, 1].Select(max => (Axis)new LinearAxis("x", AxisUnit.Percent, max)),
        Gen.Select(Magnitude, Gen.Double[1.01, 1e6])
            .Select((min, ratio) => (Axis)new LogAxis("x", Quantity.Duration, min, min * ratio)),
        Magnitude.Select(length => (Axis)new TimeAxis("x", length)),
        Gen.Long[0, 1_000_000_000].Select(count => (Axis)new PercentileAxis(count))
    );

    private static List<string> Labels(Axis axis, int most) =>
        [.. axis.Ticks(most).Select(tick => tick.Label)];
}
