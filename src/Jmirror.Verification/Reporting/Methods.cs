namespace Jmirror.Verification.Reporting;

/// <summary>How the figures that the report works out itself are computed.</summary>
internal static class Methods
{
    /// <summary>Methods of the parts that are there, then those that came with the data.</summary>
    public static IReadOnlyList<ReportFact> Of(ReportData data) =>
        [.. RateMethods(data), .. DistributionMethods(data), .. SearchMethods(data), .. data.Methods];

    private static IEnumerable<ReportFact> RateMethods(ReportData data)
    {
        if (data.Rates is not [var first, ..])
            yield break;
        yield return new(
            "Rate over time",
            $"Packets counted in intervals of {Quantity.Duration(first.Length)}, divided by that length. Packets sent "
                + "count when they left, packets received when they arrived. The last interval is usually not full "
                + "and shows a lower rate."
        );
        if (data.Rates.Any(interval => interval.Sent > 0))
            yield return new(
                "Loss over time",
                "Packets that never arrived, per packet sent in the same interval; a lost packet counts when it was sent."
            );
    }

    private static IEnumerable<ReportFact> DistributionMethods(ReportData data)
    {
        if (data.Latency is null && data.Gaps is null)
            yield break;
        yield return new(
            "Percentiles",
            "Nearest rank: the value that so many percent of the packets do not exceed, from buckets no wider than "
                + "1.6 % of the value. Least, mean and largest are exact. In the histogram, a bucket that reaches into two "
                + "columns is shared out by width."
        );
    }

    private static IEnumerable<ReportFact> SearchMethods(ReportData data)
    {
        if (data.Search is not { } search)
            yield break;
        var settings = search.Settings;
        var lossLimit =
            settings.AllowedLoss == 0
                ? "no packet is lost"
                : $"at most {Quantity.Percent(settings.AllowedLoss)} of the packets are lost";
        yield return new(
            "Highest rate without loss",
            $"Bisection between {Quantity.Rate(settings.MinPps)} and {Quantity.Rate(settings.MaxPps)} until the highest "
                + $"rate that passed is within {Quantity.Percent(settings.Tolerance)} of the lowest that failed. A trial "
                + $"takes {settings.TrialDuration.TotalSeconds:0.###} s and passes when the sender stays within the same "
                + $"tolerance of the wanted rate and {lossLimit}. The failure just above is tried again, and the found rate has to pass {settings.Confirmations} "
                + $"more times, {settings.ConfirmationDuration.TotalSeconds:0.###} s each. The found rate is the least "
                + "that the sender really offered in those trials."
        );
    }
}
