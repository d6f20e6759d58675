using Jmirror.Verification.Decoding;
using Jmirror.Verification.Reporting.Charts;

namespace Jmirror.Verification.Reporting.Sections;

/// <summary>Packets per second over time.</summary>
internal static class RateSection
{
    public static void Write(HtmlWriter html, IReadOnlyList<RateInterval> rates)
    {
        if (rates.Count == 0)
            return;
        var hasSent = rates.Any(interval => interval.Sent > 0);
        var hasReceived = rates.Any(interval => interval.Received > 0);
        var max = rates.Max(interval => Math.Max(interval.SentPps, interval.ReceivedPps));
        html.OpenSection("rate", "Rate over time");
        html.Element(
            "p",
            $"Starts {TimestampText.Format(rates[0].Start)}; one point every {Quantity.Duration(rates[0].Length)}.",
            "note"
        );
        if (hasSent && hasReceived)
            html.Legend(("sent", "", "sent"), ("received", "", "received"));
        else
            html.Legend(hasSent ? ("sent", "", "sent") : ("received", "", "received"));
        var lines = new List<Chart.Line>();
        if (hasSent)
            lines.Add(new("sent", PointsOf(rates, interval => interval.SentPps)));
        if (hasReceived)
            lines.Add(new("received", PointsOf(rates, interval => interval.ReceivedPps)));
        var chart = new Chart(
            "Rate over time",
            DescriptionOf(rates, max, hasSent),
            TimeSince.Start(rates),
            new LinearAxis("packets per second", AxisUnit.ForRate(max), max)
        )
        {
            Lines = lines,
        };
        SvgChart.Write(html, chart, "rate");
        IntervalTable.Write(html, rates, hasSent, hasReceived);
        html.Close();
    }

    private static string DescriptionOf(IReadOnlyList<RateInterval> rates, double max, bool hasSent)
    {
        var seconds = rates.Sum(interval => interval.Length) / 1e9;
        var sent = hasSent
            ? $"{Quantity.Count(rates.Sum(interval => interval.Sent))} packets were sent and "
            : "";
        return $"Line chart of packets per second over {Quantity.Significant(seconds, 4)} seconds, at most "
            + $"{Quantity.Rate(max)}. {sent}{Quantity.Count(rates.Sum(interval => interval.Received))} received.";
    }

    private static List<(double X, double Y)> PointsOf(
        IReadOnlyList<RateInterval> rates,
        Func<RateInterval, double> figure
    ) => [.. rates.Select(interval => (TimeSince.MiddleOf(interval, rates), figure(interval)))];
}
