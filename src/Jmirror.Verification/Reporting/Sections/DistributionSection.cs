using Jmirror.Verification.Reporting.Charts;

namespace Jmirror.Verification.Reporting.Sections;

/// <summary>How latencies or gaps are spread: percentiles as table and curve, and a histogram.</summary>
internal static class DistributionSection
{
    /// <summary>Above this ratio of the largest to the least, equal steps would hide nearly everything.</summary>
    private const double RatioForLog = 20;

    public static void WriteLatency(HtmlWriter html, ReportDistribution? latency) =>
        Write(
            html,
            "latency",
            "Latency",
            "latency",
            "From leaving the sender to arriving at the receiver.",
            latency
        );

    public static void WriteGaps(HtmlWriter html, ReportDistribution? gaps) =>
        Write(
            html,
            "gaps",
            "Gaps",
            "gap",
            "Time from one packet to the next; long gaps are pauses, short ones bursts.",
            gaps
        );

    private static void Write(
        HtmlWriter html,
        string id,
        string heading,
        string quantity,
        string meaning,
        ReportDistribution? values
    )
    {
        if (values is null)
            return;
        html.OpenSection(id, heading);
        html.Element("p", $"{meaning} {Quantity.Count(values.Count)} values.{BeyondOf(values)}", "note");
        WritePercentiles(html, values);
        html.Element("h3", $"{heading} by percentile");
        SvgChart.Write(html, CurveOf(heading, quantity, values), $"{id}-curve");
        html.Element("h3", $"{heading}: histogram");
        var bars = HistogramBars.Of(values, isLog: IsLog(values));
        SvgChart.Write(html, HistogramOf(heading, quantity, values, bars), $"{id}-histogram");
        WriteBars(html, heading, bars, values.Count);
        html.Close();
    }

    private static string BeyondOf(ReportDistribution values) =>
        values.OutOfRange == 0
            ? ""
            : $" {Quantity.Count(values.OutOfRange)} below zero or above an hour are counted as zero or an hour: the "
                + "clocks of sender and receiver may differ.";

    private static void WritePercentiles(HtmlWriter html, ReportDistribution values)
    {
        html.Open("dl", "row");
        WriteFigure(html, "least", values.Min);
        WriteFigure(html, "mean", values.Mean);
        foreach (var (rank, value) in values.UsualPercentiles)
            WriteFigure(html, NameOf(rank), value);
        WriteFigure(html, "largest", values.Max);
        html.Close();
    }

    private static void WriteFigure(HtmlWriter html, string name, double nanoseconds)
    {
        html.Open("div");
        html.Element("dt", name);
        html.Element("dd", Quantity.Duration(nanoseconds));
        html.Close();
    }

    private static string NameOf(double rank) => rank == 50 ? "median" : $"{rank:0.####} %";

    private static Chart CurveOf(string heading, string quantity, ReportDistribution values) =>
        new(
            $"{heading} by percentile",
            $"Rising curve. {heading} is at most {Quantity.Duration(values.Max)} for all packets; the list above has "
                + "the figures.",
            new PercentileAxis(values.Count),
            AxisOf(quantity, values)
        )
        {
            Lines =
            [
                new(
                    "curve",
                    [
                        .. values.Percentiles.Select(point => (point.Rank, (double)point.Value)),
                        (100, values.Max),
                    ]
                ),
            ],
        };

    private static Chart HistogramOf(
        string heading,
        string quantity,
        ReportDistribution values,
        IReadOnlyList<HistogramBars.Bar> bars
    )
    {
        var most = bars.Max(bar => bar.Count / values.Count);
        var highest = bars.MaxBy(bar => bar.Count);
        return new Chart(
            $"{heading}: histogram",
            $"Columns: part of the packets by {quantity}. Most, {Quantity.Percent(most)}, lie between "
                + $"{Quantity.Duration(highest.From)} and {Quantity.Duration(highest.To)}.",
            AxisOf(quantity, values),
            new LinearAxis("part of the packets", AxisUnit.Percent, most)
        )
        {
            Bars = [.. bars.Select(bar => new Chart.Bar(bar.From, bar.To, bar.Count / values.Count))],
            Rules =
            [
                .. values
                    .UsualPercentiles.Where(point => point.Rank is 50 or 99 or 99.9)
                    .Select(point => new Tick(point.Value, NameOf(point.Rank))),
            ],
        };
    }

    private static void WriteBars(
        HtmlWriter html,
        string heading,
        IReadOnlyList<HistogramBars.Bar> bars,
        long count
    )
    {
        html.OpenFigures($"{heading}: histogram", new("from"), new("to"), new("packets"), new("part"));
        foreach (var bar in bars.Where(bar => bar.Count >= 0.5))
        {
            html.Open("tr");
            html.Number(Quantity.Duration(bar.From));
            html.Number(Quantity.Duration(bar.To));
            html.Number(Quantity.Count((long)Math.Round(bar.Count)));
            html.Number(Quantity.Percent(bar.Count / count));
            html.Close();
        }
        html.CloseFigures();
    }

    private static bool IsLog(ReportDistribution values) =>
        values.Min > 0 && values.Max / (double)values.Min > RatioForLog;

    private static Axis AxisOf(string quantity, ReportDistribution values) =>
        IsLog(values)
            ? new LogAxis(quantity, Quantity.Duration, values.Min, values.Max)
            : new LinearAxis(quantity, AxisUnit.ForDuration(values.Max), values.Max, values.Min);
}
