using Jmirror.Verification.Reporting.Charts;

namespace Jmirror.Verification.Reporting.Sections;

/// <summary>The common time axis of rate and loss.</summary>
internal static class TimeSince
{
    public static TimeAxis Start(IReadOnlyList<RateInterval> rates) =>
        new("time since the start", (double)rates[^1].Start + rates[^1].Length - rates[0].Start);

    /// <summary>An interval's point is in its middle, nanoseconds since the start.</summary>
    public static double MiddleOf(in RateInterval interval, IReadOnlyList<RateInterval> rates) =>
        (double)interval.Start - rates[0].Start + interval.Length / 2.0;
}
