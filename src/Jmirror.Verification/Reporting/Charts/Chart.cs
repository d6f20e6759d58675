namespace Jmirror.Verification.Reporting.Charts;

/// <summary>A drawing of figures over figures.</summary>
/// <param name="Title">What it shows, for those who cannot see it.</param>
/// <param name="Description">What there is to see in it, for those who cannot.</param>
/// <param name="X">Axis to the right.</param>
/// <param name="Y">Axis upwards.</param>
internal sealed record Chart(string Title, string Description, Axis X, Axis Y)
{
    /// <summary>Drawn in this order, later ones on top.</summary>
    public IReadOnlyList<Line> Lines { get; init; } = [];

    /// <summary>Columns, each over a range of the axis.</summary>
    public IReadOnlyList<Bar> Bars { get; init; } = [];

    /// <summary>Single points.</summary>
    public IReadOnlyList<Mark> Marks { get; init; } = [];

    /// <summary>Upright lines that point a value out.</summary>
    public IReadOnlyList<Tick> Rules { get; init; } = [];

    /// <summary>Points joined by a line.</summary>
    /// <param name="Style">Style class, which the legend shares.</param>
    /// <param name="Points">From left to right.</param>
    public sealed record Line(string Style, IReadOnlyList<(double X, double Y)> Points);

    /// <summary>A column from one place to another.</summary>
    public readonly record struct Bar(double From, double To, double Height);

    /// <summary>A single point.</summary>
    /// <param name="Style">Style class, which the legend shares.</param>
    /// <param name="Shape">How it looks without colour.</param>
    /// <param name="X">Place to the right.</param>
    /// <param name="Y">Place upwards.</param>
    /// <param name="Hint">Shown when it is pointed at.</param>
    public sealed record Mark(string Style, MarkShape Shape, double X, double Y, string Hint);
}

/// <summary>Shapes of single points.</summary>
internal enum MarkShape
{
    Circle,
    Cross,
    Triangle,
}
