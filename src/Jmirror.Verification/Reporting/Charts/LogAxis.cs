namespace Jmirror.Verification.Reporting.Charts;

/// <summary>Equal ratios: every tenfold takes the same room.</summary>
/// <param name="name">What is measured.</param>
/// <param name="label">Writes a value with its unit.</param>
/// <param name="min">Where the axis starts, above 0.</param>
/// <param name="max">Where it ends.</param>
internal sealed class LogAxis(string name, Func<double, string> label, double min, double max) : Axis
{
    private static readonly double[][] Divisions =
    [
        [1, 2, 5],
        [1, 3],
        [1],
    ];

    private readonly double _start = Math.Log10(min);
    private readonly double _end = max > min ? Math.Log10(max) : Math.Log10(min) + 1;

    public override string Title => $"{name} (log)";

    public override IReadOnlyList<Tick> Ticks(int most)
    {
        foreach (var division in Divisions)
        {
            if (TicksAt(division, decades: 1) is { } ticks && ticks.Count <= most)
                return ticks;
        }
        var skip = 2;
        while (TicksAt(Divisions[^1], skip).Count > Math.Max(1, most))
            skip++;
        return TicksAt(Divisions[^1], skip);
    }

    protected override double Map(double value) =>
        value <= 0 ? 0 : (Math.Log10(value) - _start) / (_end - _start);

    private List<Tick> TicksAt(double[] division, int decades)
    {
        var ticks = new List<Tick>();
        for (var exponent = (int)Math.Floor(_start); exponent <= _end; exponent++)
        {
            if (exponent % decades != 0)
                continue;
            foreach (var factor in division)
            {
                var value = factor * Math.Pow(10, exponent);
                if (Math.Log10(value) >= _start - 1e-9 && Math.Log10(value) <= _end + 1e-9)
                    ticks.Add(new Tick(value, label(value)));
            }
        }
        return ticks;
    }
}
