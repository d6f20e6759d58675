using Jmirror.Engine.Measuring;

namespace Jmirror.Verification.Reporting;

/// <summary>How values are spread.</summary>
/// <param name="Count">Number of values.</param>
/// <param name="Min">Least.</param>
/// <param name="Mean">Mean.</param>
/// <param name="Max">Largest.</param>
/// <param name="OutOfRange">Values too small or too large to be told apart.</param>
/// <param name="Percentiles">Value by percentile, ascending.</param>
/// <param name="Buckets">Number of values by range, ascending.</param>
public sealed record ReportDistribution(
    long Count,
    long Min,
    double Mean,
    long Max,
    long OutOfRange,
    IReadOnlyList<ReportDistribution.Percentile> Percentiles,
    IReadOnlyList<ReportDistribution.Bucket> Buckets
)
{
    /// <summary>Steps of the percentile curve to each ten times fewer values above.</summary>
    private const int StepsPerDecade = 20;

    private static readonly double[] Usual = [50, 90, 99, 99.9, 99.99, 99.999, 99.9999];

    /// <summary>Takes the figures of a histogram; null when it is empty.</summary>
    public static ReportDistribution? Of(Histogram values) =>
        values.Count == 0
            ? null
            : new(
                values.Count,
                values.Min,
                values.Mean,
                values.Max,
                values.OutOfRange,
                [
                    .. RanksOf(values.Count)
                        .Select(rank => new Percentile(rank, values.ValueAtPercentile(rank))),
                ],
                [.. values.Buckets().Select(bucket => new Bucket(bucket.First, bucket.Last, bucket.Count))]
            );

    /// <summary>The percentiles that people ask for, as far as there are values enough to tell.</summary>
    internal IEnumerable<Percentile> UsualPercentiles =>
        Percentiles.Where(point => Usual.Contains(point.Rank));

    // 99.9 says nothing about fewer than a thousand values.
    private static IEnumerable<double> RanksOf(long count)
    {
        var decades = Math.Log10(count);
        var curve = Enumerable
            .Range(0, (int)(decades * StepsPerDecade) + 1)
            .Select(step => 100 * (1 - Math.Pow(10, -(double)step / StepsPerDecade)));
        var usual = Usual.Where(rank => rank <= 50 || 100 / (100 - rank) <= count * 1.000_001);
        return curve.Concat(usual).Distinct().Order();
    }

    /// <summary>A point of the distribution.</summary>
    /// <param name="Rank">Percent of the values that are no larger, 0 to below 100.</param>
    /// <param name="Value">The value.</param>
    public readonly record struct Percentile(double Rank, long Value);

    /// <summary>How many values lie in a range, both ends within.</summary>
    public readonly record struct Bucket(long First, long Last, long Count);
}
