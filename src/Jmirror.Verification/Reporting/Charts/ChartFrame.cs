namespace Jmirror.Verification.Reporting.Charts;

/// <summary>Where things are on a drawing, in units of its view box: text is 12 units high.</summary>
/// <param name="Width">Whole drawing.</param>
/// <param name="Height">Whole drawing.</param>
internal readonly record struct ChartFrame(int Width, int Height)
{
    public const double Left = 58;
    public const double Top = 30;

    /// <summary>Room of one letter; a little more than sans-serif digits take.</summary>
    private const double LetterWidth = 7;

    private const double RoomPerUpwardTick = 34;
    private const double RoomPerSidewardTick = 40;
    private const double GapOfLabels = 10;

    /// <summary>For screens as wide as a desk.</summary>
    public static ChartFrame Wide { get; } = new(860, 280);

    /// <summary>For screens as wide as a hand.</summary>
    public static ChartFrame Narrow { get; } = new(380, 260);

    public double Right => Width - 16;
    public double Bottom => Height - 46;

    public double XOf(Axis axis, double value) => Left + axis.PlaceOf(value) * (Right - Left);

    public double YOf(Axis axis, double value) => Bottom - axis.PlaceOf(value) * (Bottom - Top);

    public static double WidthOf(string label) => label.Length * LetterWidth;

    /// <summary>The most marks on the upright axis, whose labels do not touch.</summary>
    public IReadOnlyList<Tick> UpwardTicks(Axis axis) =>
        axis.Ticks((int)((Bottom - Top) / RoomPerUpwardTick) + 1);

    /// <summary>
    /// The most marks on the lower axis whose labels do not touch; of marks that are never even, those that fit.
    /// </summary>
    public IReadOnlyList<Tick> SidewardTicks(Axis axis)
    {
        var room = (int)((Right - Left) / RoomPerSidewardTick);
        for (var most = room; most > 2; most--)
        {
            var ticks = axis.Ticks(most);
            if (ApartOnly(axis, ticks).Count == ticks.Count)
                return ticks;
        }
        return ApartOnly(axis, axis.Ticks(room));
    }

    /// <summary>The labels that do not touch one before them, in their order.</summary>
    public IReadOnlyList<Tick> ApartOnly(Axis axis, IReadOnlyList<Tick> labels)
    {
        var kept = new List<Tick>();
        var free = double.NegativeInfinity;
        foreach (var label in labels)
        {
            var centre = CentreOf(axis, label);
            if (centre - WidthOf(label.Label) / 2 < free)
                continue;
            kept.Add(label);
            free = centre + WidthOf(label.Label) / 2 + GapOfLabels;
        }
        return kept;
    }

    /// <summary>Where a label's middle goes: at its place, or as near as it fits on the drawing.</summary>
    public double CentreOf(Axis axis, Tick label)
    {
        var half = WidthOf(label.Label) / 2;
        return Math.Clamp(XOf(axis, label.Value), half, Math.Max(half, Width - half));
    }
}
