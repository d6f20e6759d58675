namespace Jmirror.Verification.Reporting.Charts;

/// <summary>Equal steps, from 0 or another start to a round value at or above the largest.</summary>
internal sealed class LinearAxis : Axis
{
    // So many steps make an end that is round and still close to the largest value.
    private const int StepsToEnd = 6;

    // Of less, neither numbers nor labels could tell one end from the other.
    private const double LeastSpan = 1e-9;

    // What multiplying may be off by, in steps.
    private const double Slack = 1e-9;

    private readonly AxisUnit _unit;
    private readonly double _min;
    private readonly double _max;

    public LinearAxis(string name, AxisUnit unit, double max, double min = 0)
    {
        Title = $"{name}, {unit.Name}";
        _unit = unit;
        _min = min / unit.Size;
        _max = max / unit.Size;
        if (!(_max - _min > LeastSpan * Math.Max(1, Math.Abs(_max))))
            _max = _min + 1;
        var step = RoundStep.AtLeast((_max - _min) / StepsToEnd);
        _min = Math.Floor(_min / step) * step;
        _max = Math.Ceiling(_max / step) * step;
    }

    public override string Title { get; }

    public override IReadOnlyList<Tick> Ticks(int most)
    {
        var step = RoundStep.AtLeast((_max - _min) / Math.Max(1, most - 1));
        var decimals = Math.Clamp((int)-Math.Floor(Math.Log10(step)), 0, 12);
        var ticks = new List<Tick>();
        // Multiples of the step, not sums of it: sums drift.
        for (var i = (long)Math.Ceiling(_min / step - Slack); i * step <= _max + step * Slack; i++)
            ticks.Add(new Tick(i * step * _unit.Size, $"{Math.Round(i * step, decimals):0.############}"));
        return ticks;
    }

    protected override double Map(double value) => (value / _unit.Size - _min) / (_max - _min);
}
