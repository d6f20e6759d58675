namespace Jmirror.Verification.Reporting.Charts;

/// <summary>A mark on an axis.</summary>
/// <param name="Value">Where.</param>
/// <param name="Label">What is written there.</param>
internal readonly record struct Tick(double Value, string Label);

/// <summary>Maps values to places along a line, and says where to mark it.</summary>
internal abstract class Axis
{
    /// <summary>What is measured, unit included where the labels lack it.</summary>
    public abstract string Title { get; }

    /// <summary>Place of a value: 0 at the start of the axis, 1 at its end; values beyond are put at the end.</summary>
    public double PlaceOf(double value)
    {
        var place = Map(value);
        return double.IsFinite(place) ? Math.Clamp(place, 0, 1) : 0;
    }

    /// <summary>At most so many marks, ascending, at round values within the axis.</summary>
    public abstract IReadOnlyList<Tick> Ticks(int most);

    protected abstract double Map(double value);
}
