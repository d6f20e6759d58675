using CsCheck;
using Jmirror.Engine.Measuring;
using Jmirror.Verification.Reporting;
using Jmirror.Verification.Reporting.Sections;

namespace Jmirror.Verification.Tests.Reporting;

public sealed class ReportDistributionTests
{
    [Fact]
    public void Of_NothingMeasured_IsAbsent() => Assert.Null(ReportDistribution.Of(new Histogram()));

    [Fact]
    public void Of_OneValue_HasItEverywhere()
    {
        var values = Of(7);
        Assert.Equal((1, 7, 7.0, 7), (values.Count, values.Min, values.Mean, values.Max));
        Assert.All(values.Percentiles, point => Assert.Equal(7, point.Value));
        Assert.Equal(new ReportDistribution.Bucket(7, 7, 1), Assert.Single(values.Buckets));
    }

    [Theory]
    [InlineData(9, new[] { 50.0 })]
    [InlineData(10, new[] { 50.0, 90 })]
    [InlineData(1_000, new[] { 50, 90, 99, 99.9 })]
    public void UsualPercentiles_SoManyValues_StopWhereNoValueIsLeftAbove(int count, double[] expected) =>
        Assert.Equal(
            expected,
            Of([.. Enumerable.Range(0, count).Select(i => (long)i)])
                .UsualPercentiles.Select(point => point.Rank)
        );

    [Fact]
    public void HistogramBars_AnyValues_HoldEachOfThemOnceSideBySide() =>
        Gen.Select(Gen.Long[1, 1_000_000_000].Array[1, 200], Gen.Bool)
            .Sample(
                (values, isLog) =>
                {
                    var distribution = Of(values);
                    var bars = HistogramBars.Of(distribution, isLog);
                    Assert.Equal(values.Length, bars.Sum(bar => bar.Count), 1e-6);
                    Assert.InRange(bars.Count, 1, 48);
                    Assert.Equal(distribution.Min, bars[0].From, 1e-6);
                    Assert.All(bars.Zip(bars.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
                },
                iter: 1_000
            );

    [Fact]
    public void HistogramBars_EvenlySpreadValues_AreEvenlyHigh()
    {
        // Buckets are 16 wide here and columns 20.8: whole buckets would make every fourth column twice as high.
        var bars = HistogramBars.Of(
            Of([.. Enumerable.Range(1_024, 1_000).Select(i => (long)i)]),
            isLog: false
        );
        Assert.All(bars, bar => Assert.InRange(bar.Count, 18, 23));
    }

    private static ReportDistribution Of(params long[] values)
    {
        var histogram = new Histogram();
        foreach (var value in values)
            histogram.Record(value);
        return ReportDistribution.Of(histogram)!;
    }
}
