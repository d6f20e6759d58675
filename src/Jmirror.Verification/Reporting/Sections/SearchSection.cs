using Jmirror.Verification.Reporting.Charts;
using Jmirror.Verification.Searching;

namespace Jmirror.Verification.Reporting.Sections;

/// <summary>The search for the highest loss-free rate: conclusion, loss over rate, every trial.</summary>
internal static class SearchSection
{
    public static void Write(HtmlWriter html, RateSearchReport? search)
    {
        if (search is null)
            return;
        html.OpenSection("search", "Highest rate without loss", "long");
        html.Element("p", search.Conclusion);
        if (search.Trials.Count > 0)
        {
            html.Legend(
                ("passed", "●", "passed"),
                ("lossy", "✕", "lost packets"),
                ("short", "△", "sender too slow")
            );
            SvgChart.Write(html, ChartOf(search), "search");
            WriteTrials(html, search.Trials);
        }
        html.Close();
    }

    private static Chart ChartOf(RateSearchReport search)
    {
        var most = search.Trials.Max(trial => trial.LossFraction);
        return new Chart(
            "Loss over offered rate",
            $"One mark for each of {search.Trials.Count} trials. {search.Conclusion}",
            new LogAxis("offered rate", Quantity.Rate, search.Settings.MinPps, search.Settings.MaxPps),
            new LinearAxis("loss", AxisUnit.Percent, most)
        )
        {
            Marks = [.. search.Trials.Select(MarkOf)],
            Rules = search.FoundPps is { } found ? [new Tick(found, $"found: {Quantity.Rate(found)}")] : [],
        };
    }

    private static Chart.Mark MarkOf(Trial trial)
    {
        var (style, shape) = trial.Outcome switch
        {
            TrialOutcome.Passed => ("passed", MarkShape.Circle),
            TrialOutcome.Lossy => ("lossy", MarkShape.Cross),
            _ => ("short", MarkShape.Triangle),
        };
        var hint =
            $"trial {trial.Request.Number}: {Quantity.Rate(trial.OfferedPps)}, {Quantity.Percent(trial.LossFraction)} lost";
        return new Chart.Mark(style, shape, trial.OfferedPps, trial.LossFraction, hint);
    }

    private static void WriteTrials(HtmlWriter html, IReadOnlyList<Trial> trials)
    {
        html.OpenTable(
            "Trials",
            new("trial"),
            new("for", false),
            new("seconds"),
            new("wanted"),
            new("achieved"),
            new("sent"),
            new("received"),
            new("lost"),
            new("loss"),
            new("outcome", false)
        );
        foreach (var trial in trials)
        {
            html.Open("tr");
            html.Number($"{trial.Request.Number}");
            html.Element("td", RateSearchText.NameOf(trial.Request.Purpose));
            html.Number($"{trial.Request.Duration.TotalSeconds:0.###}");
            html.Number(Quantity.Rate(trial.Request.Pps));
            html.Number(Quantity.Rate(trial.Result.AchievedPps));
            html.Number(Quantity.Count(trial.Result.Sent));
            html.Number(Quantity.Count(trial.Result.Received));
            html.Number(Quantity.Count(trial.Lost), isBad: trial.Lost > 0);
            html.Number(Quantity.Percent(trial.LossFraction), isBad: trial.Lost > 0);
            html.Element(
                "td",
                RateSearchText.NameOf(trial.Outcome),
                trial.Outcome is TrialOutcome.Passed ? "good" : "bad"
            );
            html.Close();
        }
        html.CloseTable();
    }
}
