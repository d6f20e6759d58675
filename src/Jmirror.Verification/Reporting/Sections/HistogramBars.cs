namespace Jmirror.Verification.Reporting.Sections;

/// <summary>Puts the many narrow buckets of a distribution into a few columns that can be seen.</summary>
internal static class HistogramBars
{
    private const int MaxBars = 48;

    /// <summary>Columns of equal width, or of equal ratio, from the least value to the largest.</summary>
    public static IReadOnlyList<Bar> Of(ReportDistribution values, bool isLog)
    {
        // A value is whole and takes the room up to the next, so the largest needs one more.
        var (start, end) = ((double)values.Min, values.Max + 1.0);
        var bars = new Bar[(int)Math.Min(MaxBars, end - start)];
        for (var i = 0; i < bars.Length; i++)
            bars[i] = new Bar(EdgeOf(i), EdgeOf(i + 1), 0);
        foreach (var bucket in values.Buckets)
            Spread(bucket, bars);
        return bars;

        double EdgeOf(int index)
        {
            var part = (double)index / bars.Length;
            return isLog ? start * Math.Pow(end / start, part) : start + (end - start) * part;
        }
    }

    // Buckets do not end where columns do. One that reaches into several is shared out by width, or columns that
    // happen to hold one bucket more than their neighbours would stand out.
    private static void Spread(ReportDistribution.Bucket bucket, Bar[] bars)
    {
        var (first, end) = ((double)bucket.First, bucket.Last + 1.0);
        for (var i = 0; i < bars.Length; i++)
        {
            var shared = Math.Min(end, bars[i].To) - Math.Max(first, bars[i].From);
            if (shared > 0)
                bars[i] = bars[i] with { Count = bars[i].Count + bucket.Count * shared / (end - first) };
        }
    }

    /// <summary>A column.</summary>
    /// <param name="From">Lower end.</param>
    /// <param name="To">Upper end.</param>
    /// <param name="Count">Values within, parts of buckets included.</param>
    internal readonly record struct Bar(double From, double To, double Count);
}
