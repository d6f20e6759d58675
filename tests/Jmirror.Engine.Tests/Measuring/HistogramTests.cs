using CsCheck;
using Jmirror.Engine.Measuring;
using Jmirror.Testing;

namespace Jmirror.Engine.Tests.Measuring;

public class HistogramTests
{
    private static readonly double[] Percentiles = [0, 0.1, 1, 25, 50, 75, 90, 99, 99.9, 99.99, 100];

    /// <summary>All magnitudes alike: 1 ns to 1 h.</summary>
    private static readonly Gen<long> Values = Gen.Double[0, Math.Log(Histogram.MaxValue)]
        .Select(exponent => (long)Math.Exp(exponent));

    [Fact]
    public void ValueAtPercentile_AnyValues_IsWithinOnePercentOfTheSortedOnes()
    {
        Values
            .Array[1, 500]
            .Sample(
                values =>
                {
                    var histogram = Filled(values);
                    var sorted = values.Order().ToArray();
                    foreach (var percentile in Percentiles)
                    {
                        var rank = Math.Max(1, (int)Math.Ceiling(percentile / 100 * sorted.Length));
                        var exact = sorted[rank - 1];
                        Assert.InRange(
                            histogram.ValueAtPercentile(percentile),
                            exact - exact / 100.0,
                            exact + exact / 100.0
                        );
                    }
                },
                iter: 2_000
            );
    }

    [Fact]
    public void Record_EveryPowerOfTwoAndItsNeighbours_IsWithinOnePercent()
    {
        for (var power = 1L; power <= Histogram.MaxValue; power *= 2)
        {
            foreach (var value in new[] { power - 1, power, power + 1 })
            {
                // Its neighbours on the scale stop the value from being told exactly as least or largest.
                var histogram = Filled(0, value, Histogram.MaxValue);
                Assert.InRange(histogram.ValueAtPercentile(50), value - value / 100.0, value + value / 100.0);
            }
        }
    }

    [Fact]
    public void Figures_SmallValues_AreExact()
    {
        var histogram = Filled(3, 1, 127, 4, 100);
        Assert.Equal(5, histogram.Count);
        Assert.Equal(1, histogram.Min);
        Assert.Equal(127, histogram.Max);
        Assert.Equal(47, histogram.Mean);
        Assert.Equal(4, histogram.ValueAtPercentile(50));
        Assert.Equal(100, histogram.ValueAtPercentile(80));
        Assert.Equal(127, histogram.ValueAtPercentile(81));
    }

    [Fact]
    public void Figures_OfNothing_AreZero()
    {
        var histogram = new Histogram();
        Assert.Equal(0, histogram.Count);
        Assert.Equal(0, histogram.Min);
        Assert.Equal(0, histogram.Max);
        Assert.Equal(0, histogram.Mean);
        Assert.Equal(0, histogram.ValueAtPercentile(50));
    }

    [Fact]
    public void Record_ValueBeyondTheRange_CountsAtItsEndAndIsTold()
    {
        var histogram = Filled(-5, 10, 2 * Histogram.MaxValue);
        Assert.Equal(3, histogram.Count);
        Assert.Equal(2, histogram.OutOfRange);
        Assert.Equal(-5, histogram.Min);
        Assert.Equal(2 * Histogram.MaxValue, histogram.Max);
        Assert.Equal(10, histogram.ValueAtPercentile(50));
    }

    [Fact]
    public void Add_TwoHistograms_IsTheHistogramOfAllValues()
    {
        Gen.Select(Values.Array[0, 50], Values.Array[0, 50])
            .Sample(
                (left, right) =>
                {
                    var merged = Filled(left);
                    merged.Add(Filled(right));
                    var whole = Filled([.. left, .. right]);
                    Assert.Equal(whole.Count, merged.Count);
                    Assert.Equal(whole.Min, merged.Min);
                    Assert.Equal(whole.Max, merged.Max);
                    Assert.Equal(whole.Mean, merged.Mean);
                    foreach (var percentile in Percentiles)
                        Assert.Equal(
                            whole.ValueAtPercentile(percentile),
                            merged.ValueAtPercentile(percentile)
                        );
                },
                iter: 2_000
            );
    }

    [Fact]
    public void Buckets_AnyValues_HoldEachOfThemOnceInAscendingOrder()
    {
        Values
            .Array[1, 100]
            .Sample(
                values =>
                {
                    var buckets = Filled(values).Buckets().ToList();
                    Assert.Equal(values.Length, buckets.Sum(bucket => bucket.Count));
                    Assert.All(
                        buckets,
                        bucket =>
                            Assert.Equal(
                                values.Count(value => value >= bucket.First && value <= bucket.Last),
                                bucket.Count
                            )
                    );
                    Assert.Equal(buckets.OrderBy(bucket => bucket.First), buckets);
                    Assert.Equal((values.Min(), values.Max()), (buckets[0].First, buckets[^1].Last));
                },
                iter: 2_000
            );
    }

    [Fact]
    public void Buckets_OfNothing_AreNone() => Assert.Empty(new Histogram().Buckets());

    [Theory]
    [InlineData(-0.1)]
    [InlineData(100.1)]
    public void ValueAtPercentile_NoPercentile_Throws(double percentile) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Histogram().ValueAtPercentile(percentile));

    [Fact]
    public void Record_AnyNumberOfValues_AllocatesNothing()
    {
        var histogram = Filled(1);
        var before = Allocations.Now;
        for (var value = 0L; value < 100_000; value++)
            histogram.Record(value * value);
        Allocations.AssertNonePerOperation(before, 100_000);
    }

    private static Histogram Filled(params long[] values)
    {
        var histogram = new Histogram();
        foreach (var value in values)
            histogram.Record(value);
        return histogram;
    }
}
