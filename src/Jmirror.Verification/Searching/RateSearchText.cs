using Jmirror.Verification.Reporting;

namespace Jmirror.Verification.Searching;

/// <summary>A search for the terminal: the trials as a table and as a plot of loss over rate.</summary>
public static class RateSearchText
{
    private const int PlotWidth = 60;
    private const int PlotHeight = 8;

    /// <summary>Heading of <see cref="Row"/>.</summary>
    public static string Heading =>
        $"{"trial", 5}  {"for", -7}  {"wanted", 12}  {"achieved", 12}  {"sent", 14}  {"lost", 14}  {"loss", 12}  outcome";

    /// <summary>One trial as one line, to be printed as soon as it has ended.</summary>
    public static string Row(Trial trial) =>
        $"{trial.Request.Number, 5}  {NameOf(trial.Request.Purpose), -7}  {Quantity.Rate(trial.Request.Pps), 12}  "
        + $"{Quantity.Rate(trial.Result.AchievedPps), 12}  {Quantity.Count(trial.Result.Sent), 14}  "
        + $"{Quantity.Count(trial.Lost), 14}  {Quantity.Percent(trial.LossFraction), 12}  {NameOf(trial.Outcome)}";

    /// <summary>Writes the plot and the conclusion, to stand below the rows of all trials.</summary>
    public static void WriteResult(RateSearchReport report, TextWriter destination)
    {
        destination.WriteLine();
        WritePlot(report, destination);
        destination.WriteLine(report.Conclusion);
    }

    /// <summary>
    /// Writes loss (upwards, linear) over offered rate (to the right, logarithmic); nothing when there is no trial.
    /// <c>o</c> passed, <c>x</c> lost packets, <c>s</c> marks a sender that fell short; the least favourable wins
    /// where several meet.
    /// </summary>
    public static void WritePlot(RateSearchReport report, TextWriter destination)
    {
        if (report.Trials.Count == 0)
            return;
        var (min, max) = (report.Settings.MinPps, report.Settings.MaxPps);
        var maxLoss = report.Trials.Max(trial => trial.LossFraction);
        var rows = new char[PlotHeight + 1][];
        for (var row = 0; row <= PlotHeight; row++)
            rows[row] = [.. Enumerable.Repeat(' ', PlotWidth + 1)];
        foreach (var trial in report.Trials.OrderBy(trial => trial.Outcome is not TrialOutcome.Passed))
        {
            var column = ColumnOf(trial.OfferedPps, min, max);
            rows[RowOf(trial.LossFraction, maxLoss)][column] = MarkOf(trial.Outcome);
        }
        var top = Quantity.Percent(maxLoss);
        for (var row = PlotHeight; row >= 0; row--)
        {
            var label =
                row == 0 ? "0 %"
                : row == PlotHeight && maxLoss > 0 ? top
                : "";
            destination.WriteLine($"{label, 12} |{new string(rows[row]).TrimEnd()}".TrimEnd());
        }
        destination.WriteLine($"{"loss", 12} +{new string('-', PlotWidth + 1)}");
        var (left, right) = (Quantity.Rate(min), Quantity.Rate(max));
        destination.WriteLine(
            $"{"", 14}{left}{right.PadLeft(Math.Max(right.Length + 1, PlotWidth + 1 - left.Length))}"
        );
        destination.WriteLine($"{"", 14}offered rate (log)   o passed   x lossy   s sender too slow");
    }

    internal static string NameOf(TrialPurpose purpose) =>
        purpose switch
        {
            TrialPurpose.Recheck => "recheck",
            TrialPurpose.Confirmation => "confirm",
            _ => "search",
        };

    internal static string NameOf(TrialOutcome outcome) =>
        outcome switch
        {
            TrialOutcome.Passed => "passed",
            TrialOutcome.Lossy => "lossy",
            _ => "sender too slow",
        };

    private static char MarkOf(TrialOutcome outcome) =>
        outcome switch
        {
            TrialOutcome.Passed => 'o',
            TrialOutcome.Lossy => 'x',
            _ => 's',
        };

    private static int ColumnOf(double pps, long min, long max)
    {
        var position = max == min ? 0 : Math.Log(Math.Max(pps, 1) / min) / Math.Log((double)max / min);
        return (int)Math.Round(Math.Clamp(position, 0, 1) * PlotWidth);
    }

    // Some loss never looks like none.
    private static int RowOf(double loss, double maxLoss) =>
        loss == 0 ? 0 : Math.Max(1, (int)Math.Round(loss / maxLoss * PlotHeight));
}
