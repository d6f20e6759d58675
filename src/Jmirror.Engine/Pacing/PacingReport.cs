namespace Jmirror.Engine.Pacing;

/// <summary>
/// What was wanted of the clock and what came of it. Rates are copies per second over the time from the first burst
/// to the last, loop delays left out.
/// </summary>
/// <param name="WantedPps">Asked for by the schedule; absent at top speed and where nothing can be said yet.</param>
/// <param name="AchievedPps">What left; 0 before the second burst.</param>
/// <param name="ErrorPercent">Achieved over wanted: -1 is one percent too slow. Absent when either is.</param>
/// <param name="AchievedMbps">Millions of bits per second of IP datagrams, outer header included.</param>
/// <param name="FirstDeparture">When the first burst had left, nanoseconds on the pacer's clock.</param>
/// <param name="LastDeparture">When the last burst had left, nanoseconds on the pacer's clock.</param>
/// <param name="MaxLateness">Largest delay of a copy against the schedule, nanoseconds.</param>
/// <param name="Slips">How often a delay was too long to catch up and the schedule was moved back.</param>
/// <param name="SlippedTime">By how much in all, nanoseconds.</param>
/// <param name="Gaps">Nanoseconds from one burst to the next.</param>
/// <param name="Bursts">Copies per burst.</param>
public sealed record PacingReport(
    double? WantedPps,
    double AchievedPps,
    double? ErrorPercent,
    double AchievedMbps,
    long FirstDeparture,
    long LastDeparture,
    long MaxLateness,
    long Slips,
    long SlippedTime,
    PacingReport.Distribution Gaps,
    PacingReport.Distribution Bursts
)
{
    /// <summary>Reports on the run so far.</summary>
    public static PacingReport Of(Pacer pacer, RateMeter meter)
    {
        var wanted = pacer.WantedCopiesPerSecond;
        var achieved = meter.CopiesPerSecond(pacer.LoopDelays);
        return new PacingReport(
            wanted == 0 ? null : wanted,
            achieved,
            wanted == 0 || achieved == 0 ? null : (achieved / wanted - 1) * 100,
            meter.BitsPerSecond(pacer.LoopDelays) / 1e6,
            meter.First,
            meter.Last,
            pacer.MaxLateness,
            pacer.Slips,
            pacer.SlippedTime,
            Distribution.Of(meter.Gaps),
            Distribution.Of(meter.Bursts)
        );
    }

    /// <summary>A few percentiles, within 0.8 percent; least and largest exactly.</summary>
    /// <param name="Min">Least.</param>
    /// <param name="Median">Half of the values are no larger.</param>
    /// <param name="P99">99 percent are no larger.</param>
    /// <param name="P999">99.9 percent are no larger.</param>
    /// <param name="Max">Largest.</param>
    public readonly record struct Distribution(long Min, long Median, long P99, long P999, long Max)
    {
        /// <summary>The percentiles of the values recorded.</summary>
        public static Distribution Of(Measuring.Histogram values) =>
            new(
                values.Min,
                values.ValueAtPercentile(50),
                values.ValueAtPercentile(99),
                values.ValueAtPercentile(99.9),
                values.Max
            );
    }
}
