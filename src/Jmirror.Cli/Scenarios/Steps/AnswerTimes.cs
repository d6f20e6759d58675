using System.Globalization;

namespace Jmirror.Cli.Scenarios.Steps;

/// <summary>How long answers took.</summary>
internal sealed class AnswerTimes
{
    private const int Percents = 100;
    private const int High = 99;
    private readonly List<double> _milliseconds = [];

    /// <summary>Takes one in.</summary>
    public void Add(TimeSpan time) => _milliseconds.Add(time.TotalMilliseconds);

    /// <summary>Median, 99th percentile and longest, in milliseconds.</summary>
    public override string ToString()
    {
        if (_milliseconds.Count == 0)
            return "no answer times";
        _milliseconds.Sort();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"answers after {At(Percents / 2):0.0} ms (median), {At(High):0.0} ms (99 %), {At(Percents):0.0} ms (longest)"
        );
    }

    // Nearest rank.
    private double At(int percent) =>
        _milliseconds[(int)Math.Max(0, ((long)_milliseconds.Count * percent + Percents - 1) / Percents - 1)];
}
