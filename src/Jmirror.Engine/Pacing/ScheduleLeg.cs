namespace Jmirror.Engine.Pacing;

/// <summary>
/// A stretch of a schedule on which the rate is constant or changes linearly. Positions are counted in fractions
/// so fine (<see cref="PacingSchedule"/> chooses them) that both ends of every leg are whole numbers: nothing is
/// rounded from leg to leg.
/// </summary>
/// <param name="Start">Nanoseconds from the start of the schedule.</param>
/// <param name="StartPosition">Position reached at <paramref name="Start"/>, in fractions.</param>
/// <param name="From">Half the fractions per nanosecond at the beginning.</param>
/// <param name="To">Half the fractions per nanosecond at the end.</param>
/// <param name="Duration">Nanoseconds; not looked at for a constant rate.</param>
internal readonly record struct ScheduleLeg(
    Int128 Start,
    Int128 StartPosition,
    long From,
    long To,
    long Duration
)
{
    /// <summary>Nanoseconds around a guessed instant where the exact one is looked for first.</summary>
    private const long FirstReach = 4;

    /// <summary>By how much the search widens when it is not there. The longest leg is reached long before an overflow.</summary>
    private const long ReachGrowth = 32;

    /// <summary>Nanoseconds from the start of the schedule at which it ends.</summary>
    public Int128 End => Start + Duration;

    /// <summary>Position reached at its end, in fractions: a whole number.</summary>
    public Int128 EndPosition => PositionAt(Duration);

    /// <summary>True when all products below stay within 127 bits for every instant of the leg.</summary>
    public bool IsExact =>
        From == To || Math.Max(From, To) <= Int128.MaxValue / ((Int128)Duration * Duration) / 2;

    /// <summary>Position reached <paramref name="elapsed"/> nanoseconds from the leg's start, in fractions, rounded down.</summary>
    public Int128 PositionAt(long elapsed) =>
        StartPosition + (From == To ? (Int128)elapsed * From * 2 : TimesDuration(elapsed) / Duration);

    /// <summary>
    /// The first nanosecond, from the leg's start, at which <paramref name="position"/> is reached; it must lie
    /// within the leg.
    /// </summary>
    public Int128 ReachedAfter(Int128 position)
    {
        var distance = position - StartPosition;
        if (distance <= 0)
            return 0;
        if (From == To)
        {
            var speed = (Int128)From * 2;
            return (distance + speed - 1) / speed;
        }
        var target = distance * Duration;
        var guess = GuessElapsed((double)target);
        for (var reach = FirstReach; ; reach *= ReachGrowth)
        {
            var (early, late) = (Math.Max(0, guess - reach), Math.Min(Duration, guess + reach));
            if (
                (early == 0 || TimesDuration(early) < target)
                && (late == Duration || TimesDuration(late) >= target)
            )
                return FirstWithin(early, late, target);
        }
    }

    // The root of a parabola in floating point: a nanosecond or two off, more where the rate comes down to 0.
    private long GuessElapsed(double target)
    {
        var linear = 2.0 * From * Duration;
        var root = Math.Sqrt(Math.Max(0, linear * linear + 4.0 * (To - From) * target));
        return (long)Math.Clamp(2 * target / (linear + root), 0, Duration);
    }

    // Halving the interval is exact.
    private long FirstWithin(long early, long late, Int128 target)
    {
        while (early < late)
        {
            var middle = early + (late - early) / 2;
            if (TimesDuration(middle) >= target)
                late = middle;
            else
                early = middle + 1;
        }
        return late;
    }

    /// <summary>Distance covered after <paramref name="elapsed"/>, times the duration: elapsed × (2 from × duration + (to − from) × elapsed).</summary>
    private Int128 TimesDuration(long elapsed) =>
        elapsed * ((Int128)From * 2 * Duration + (Int128)(To - From) * elapsed);
}
