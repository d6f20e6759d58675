using Jmirror.Verification.Reporting.Charts;

namespace Jmirror.Verification.Reporting.Sections;

/// <summary>Loss over time; one sentence where there was none.</summary>
internal static class LossSection
{
    public static void Write(HtmlWriter html, IReadOnlyList<RateInterval> rates)
    {
        var sent = rates.Sum(interval => interval.Sent);
        if (sent == 0)
            return;
        var lost = rates.Sum(interval => interval.Lost);
        html.OpenSection("loss", "Loss over time");
        if (lost == 0)
            html.Element("p", $"None: all {Quantity.Count(sent)} packets arrived.", "note");
        else
            WriteLoss(html, rates, lost, sent);
        html.Close();
    }

    private static void WriteLoss(HtmlWriter html, IReadOnlyList<RateInterval> rates, long lost, long sent)
    {
        var max = rates.Max(interval => interval.LossFraction);
        var touched = rates.Count(interval => interval.Lost > 0);
        var summary =
            $"{Quantity.Count(lost)} of {Quantity.Count(sent)} packets ({Quantity.Percent((double)lost / sent)}) were "
            + $"lost, in {Quantity.Count(touched)} of {Quantity.Count(rates.Count)} intervals; at worst "
            + $"{Quantity.Percent(max)} in one of them.";
        html.Element("p", summary, "note");
        html.Legend(("lost", "", "lost, of the packets sent in the interval"));
        var chart = new Chart(
            "Loss over time",
            $"Line chart of the part of packets lost. {summary}",
            TimeSince.Start(rates),
            new LinearAxis("loss", AxisUnit.Percent, max)
        )
        {
            Lines =
            [
                new(
                    "lost",
                    [
                        .. rates.Select(interval =>
                            (TimeSince.MiddleOf(interval, rates), interval.LossFraction)
                        ),
                    ]
                ),
            ],
        };
        SvgChart.Write(html, chart, "loss");
    }
}
