namespace Jmirror.Verification.Reporting.Charts;

/// <summary>Time since the start, marked in steps that clocks have.</summary>
/// <param name="name">What is measured.</param>
/// <param name="length">Length in nanoseconds.</param>
internal sealed class TimeAxis(string name, double length) : Axis
{
    private const double Minute = 60;
    private const double Hour = 60 * Minute;
    private const double Day = 24 * Hour;

    // Seconds; shorter steps are round ones, longer ones round numbers of days.
    private static readonly double[] Steps =
    [
        1,
        2,
        5,
        10,
        15,
        30,
        Minute,
        2 * Minute,
        5 * Minute,
        10 * Minute,
        15 * Minute,
        30 * Minute,
        Hour,
        2 * Hour,
        3 * Hour,
        6 * Hour,
        12 * Hour,
        Day,
    ];

    private readonly double _seconds = length > 0 ? length / 1e9 : 1;

    public override string Title =>
        _seconds switch
        {
            < 2 * Minute => $"{name}, seconds",
            < 2 * Hour => $"{name}, minutes:seconds",
            < 2 * Day => $"{name}, hours:minutes",
            _ => $"{name}, days",
        };

    public override IReadOnlyList<Tick> Ticks(int most)
    {
        var step = StepOf(_seconds / Math.Max(1, most - 1));
        var ticks = new List<Tick>();
        for (var i = 0; i * step <= _seconds * (1 + 1e-9); i++)
            ticks.Add(new Tick(i * step * 1e9, LabelOf(i * step)));
        return ticks;
    }

    protected override double Map(double value) => value / 1e9 / _seconds;

    private static double StepOf(double least) =>
        least switch
        {
            <= 0.5 => RoundStep.AtLeast(least),
            > Day => RoundStep.AtLeast(least / Day) * Day,
            _ => Steps.First(step => step >= least),
        };

    private string LabelOf(double seconds) =>
        _seconds switch
        {
            < 2 * Minute => Quantity.Significant(seconds, 4),
            < 2 * Hour => $"{(int)(seconds / Minute)}:{seconds % Minute:00}",
            < 2 * Day => $"{(int)(seconds / Hour)}:{seconds % Hour / Minute:00}",
            _ => Quantity.Significant(seconds / Day, 4),
        };
}
