namespace Jmirror.Verification.Reporting.Charts;

/// <summary>A kind of quantity, and the units it is written in.</summary>
/// <param name="Name">Unit in the axis title.</param>
/// <param name="Size">Size of the unit in the quantity's own measure.</param>
internal readonly record struct AxisUnit(string Name, double Size)
{
    private static readonly AxisUnit[] Rates =
    [
        new("pps", 1),
        new("kpps", 1e3),
        new("Mpps", 1e6),
        new("Gpps", 1e9),
    ];
    private static readonly AxisUnit[] Durations =
    [
        new("ns", 1),
        new("µs", 1e3),
        new("ms", 1e6),
        new("s", 1e9),
    ];

    /// <summary>For fractions, 0 to 1.</summary>
    public static AxisUnit Percent { get; } = new("%", 0.01);

    /// <summary>For rates up to so many packets per second.</summary>
    public static AxisUnit ForRate(double max) => Fitting(Rates, max);

    /// <summary>For times up to so many nanoseconds.</summary>
    public static AxisUnit ForDuration(double max) => Fitting(Durations, max);

    private static AxisUnit Fitting(AxisUnit[] units, double max) =>
        units.LastOrDefault(unit => unit.Size <= max, units[0]);
}
