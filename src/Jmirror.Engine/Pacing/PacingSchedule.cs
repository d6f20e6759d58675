using System.Diagnostics.CodeAnalysis;

namespace Jmirror.Engine.Pacing;

/// <summary>
/// When copies are due: a rising line of positions over time. All rates are decimal fractions and all arithmetic is in
/// whole numbers of up to 127 bits, always from the start of the schedule, so that the last copy of a month is as
/// punctual as the first. Immutable.
/// </summary>
public sealed class PacingSchedule
{
    /// <summary>Largest rate and multiplier.</summary>
    public const decimal MaxRate = 1_000_000_000m;

    /// <summary>Largest bit rate, Mbit/s: one terabit per second.</summary>
    public const decimal MaxMegabits = 1_000_000m;

    /// <summary>Most decimals of a rate or multiplier.</summary>
    public const int MaxDecimals = 6;

    private const long Millionths = 1_000_000;
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const int BytesPerMegabit = 125_000;

    private readonly ScheduleLeg[] _legs;

    /// <summary>Fractions of a position per whole one.</summary>
    private readonly long _fractions;

    private PacingSchedule(PacingUnit unit, ScheduleLeg[] legs, long fractions)
    {
        Unit = unit;
        _legs = legs;
        _fractions = fractions;
    }

    /// <summary>Every copy is due at once.</summary>
    public static PacingSchedule TopSpeed { get; } = new(PacingUnit.None, [], 1);

    /// <summary>What positions count.</summary>
    public PacingUnit Unit { get; }

    /// <summary>The capture's own timing, sped up by <paramref name="multiplier"/>: 2 takes half the time, 0.5 twice.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above 0 and up to <see cref="MaxRate"/>, or too many decimals.</exception>
    public static PacingSchedule OriginalTiming(decimal multiplier) =>
        Constant(PacingUnit.CaptureTime, InMillionths(multiplier, MaxRate), 1);

    /// <summary>A constant rate of copies.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above 0 and up to <see cref="MaxRate"/>, or too many decimals.</exception>
    public static PacingSchedule CopiesPerSecond(decimal rate) =>
        Constant(PacingUnit.Copies, InMillionths(rate, MaxRate), NanosecondsPerSecond);

    /// <summary>
    /// A constant bit rate, in millions of bits per second, of the outer IP datagrams (layer 3: link headers,
    /// preamble and gaps come on top).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above 0 and up to <see cref="MaxMegabits"/>, or too many decimals.</exception>
    public static PacingSchedule MegabitsPerSecond(decimal rate) =>
        Constant(PacingUnit.Bytes, InMillionths(rate, MaxMegabits) * BytesPerMegabit, NanosecondsPerSecond);

    /// <summary>
    /// A programme of rates of copies; the last rate is kept for ever. False when a linear leg is too long for its
    /// rates to be computed exactly; up to 24 hours at 1 000 000 000 copies per second in whole numbers are not.
    /// </summary>
    /// <param name="legs">At least one; the last one's end rate must be above 0.</param>
    /// <param name="schedule">The schedule.</param>
    /// <param name="tooLong">Index of the leg that is too long.</param>
    /// <exception cref="ArgumentException">A rate or duration is out of range, or the programme ends at rate 0.</exception>
    public static bool TryRamp(
        ReadOnlySpan<RampLeg> legs,
        [NotNullWhen(true)] out PacingSchedule? schedule,
        out int tooLong
    )
    {
        schedule = null;
        if (legs.IsEmpty || legs[^1].To == 0)
            throw new ArgumentException("a programme ends with a rate above 0", nameof(legs));
        var divisor = Millionths;
        foreach (var leg in legs)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(leg.Duration, nameof(legs));
            divisor = GreatestCommonDivisor(divisor, InMillionthsOrZero(leg.From, MaxRate));
            divisor = GreatestCommonDivisor(divisor, InMillionthsOrZero(leg.To, MaxRate));
        }
        var compiled = new ScheduleLeg[legs.Length + 1];
        var (start, position) = (Int128.Zero, Int128.Zero);
        for (tooLong = 0; tooLong < legs.Length; tooLong++)
        {
            var leg = legs[tooLong];
            var from = InMillionthsOrZero(leg.From, MaxRate) / divisor;
            var to = InMillionthsOrZero(leg.To, MaxRate) / divisor;
            compiled[tooLong] = new ScheduleLeg(start, position, from, to, leg.Duration);
            if (!compiled[tooLong].IsExact)
                return false;
            position = compiled[tooLong].PositionAt(leg.Duration);
            start += leg.Duration;
        }
        var last = compiled[^2].To;
        compiled[^1] = new ScheduleLeg(start, position, last, last, long.MaxValue);
        schedule = new PacingSchedule(
            PacingUnit.Copies,
            compiled,
            2 * (Millionths / divisor) * NanosecondsPerSecond
        );
        return true;
    }

    /// <summary>
    /// The first nanosecond, from the start of the schedule, at which the copy at <paramref name="position"/> may
    /// leave; <see cref="long.MaxValue"/> when that is beyond three hundred years.
    /// </summary>
    /// <param name="position">From 0, in <see cref="Unit"/>s.</param>
    public long DueAt(long position)
    {
        if (Unit == PacingUnit.None)
            return 0;
        var target = (Int128)position * _fractions;
        var i = _legs.Length - 1;
        while (i > 0 && _legs[i].StartPosition >= target)
            i--;
        return Saturate(_legs[i].Start + _legs[i].ReachedAfter(target));
    }

    /// <summary>
    /// The last position whose copy may leave by <paramref name="elapsed"/> nanoseconds from the start of the
    /// schedule. It is the inverse of <see cref="DueAt"/>: a position is reached when, and not before, it is due.
    /// </summary>
    public long ReachAt(long elapsed)
    {
        if (Unit == PacingUnit.None)
            return long.MaxValue;
        var i = _legs.Length - 1;
        while (_legs[i].Start > elapsed)
            i--;
        return Saturate(_legs[i].PositionAt((long)(elapsed - _legs[i].Start)) / _fractions);
    }

    /// <summary>
    /// Mean rate from the start up to <paramref name="position"/>, in <see cref="Unit"/>s per second; 0 at top speed
    /// and where no time has passed.
    /// </summary>
    public double MeanRate(long position)
    {
        if (_legs.Length == 1)
            return 2.0 * _legs[0].From / _fractions * NanosecondsPerSecond;
        var due = DueAt(position);
        return due == 0 ? 0 : position / (double)due * NanosecondsPerSecond;
    }

    private static PacingSchedule Constant(PacingUnit unit, long millionths, long nanoseconds)
    {
        var divisor = GreatestCommonDivisor(Millionths, millionths);
        var rate = millionths / divisor;
        // A leg counts twice its rate, for the sake of linear ones: the fractions are halves.
        return new PacingSchedule(
            unit,
            [new ScheduleLeg(0, 0, rate, rate, long.MaxValue)],
            2 * (Millionths / divisor) * nanoseconds
        );
    }

    private static long InMillionths(decimal value, decimal max)
    {
        ArgumentOutOfRangeException.ThrowIfZero(value);
        return InMillionthsOrZero(value, max);
    }

    private static long InMillionthsOrZero(decimal value, decimal max)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, max);
        var millionths = value * Millionths;
        ArgumentOutOfRangeException.ThrowIfNotEqual(millionths, decimal.Truncate(millionths), nameof(value));
        return (long)millionths;
    }

    private static long GreatestCommonDivisor(long a, long b)
    {
        while (b != 0)
            (a, b) = (b, a % b);
        return a;
    }

    private static long Saturate(Int128 value) => value > long.MaxValue ? long.MaxValue : (long)value;
}
