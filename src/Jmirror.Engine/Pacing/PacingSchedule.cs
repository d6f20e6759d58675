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

    private readonly PacingLine _line;

    /// <summary>Fractions of a position per whole one.</summary>
    private readonly long _fractions;

    private PacingSchedule(PacingUnit unit, PacingLine line, long fractions)
    {
        Unit = unit;
        _line = line;
        _fractions = fractions;
    }

    /// <summary>The highest rate allowed, in half the fractions per nanosecond.</summary>
    private Int128 RateLimit =>
        Unit switch
        {
            PacingUnit.Copies => (Int128)(long)MaxRate * _fractions / NanosecondsPerSecond / 2,
            PacingUnit.Bytes => (Int128)(long)MaxMegabits
                * BytesPerMegabit
                * _fractions
                / NanosecondsPerSecond
                / 2,
            _ => (Int128)(long)MaxRate * _fractions / 2,
        };

    /// <summary>Every copy is due at once.</summary>
    public static PacingSchedule TopSpeed { get; } = new(PacingUnit.None, PacingLine.Endless(), 1);

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
        if (legs.IsEmpty || legs[^1].To == 0)
            throw new ArgumentException("a programme ends with a rate above 0", nameof(legs));
        schedule = null;
        if (!TryCompile(legs, out var compiled, out var divisor, out tooLong))
            return false;
        var last = compiled[^1];
        var rest = new ScheduleLeg(last.End, last.EndPosition, last.To, last.To, long.MaxValue);
        schedule = OfCopies(PacingLine.Endless([.. compiled, rest]), divisor);
        return true;
    }

    /// <summary>
    /// A programme of rates of copies that begins again from its first leg when the last one is over, for ever. False
    /// as in <see cref="TryRamp"/>.
    /// </summary>
    /// <param name="legs">At least one with a rate above 0.</param>
    /// <param name="schedule">The schedule.</param>
    /// <param name="tooLong">Index of the leg that is too long.</param>
    /// <exception cref="ArgumentException">A rate or duration is out of range, or no rate is above 0.</exception>
    public static bool TryRepeat(
        ReadOnlySpan<RampLeg> legs,
        [NotNullWhen(true)] out PacingSchedule? schedule,
        out int tooLong
    )
    {
        schedule = null;
        if (!TryCompile(legs, out var compiled, out var divisor, out tooLong))
            return false;
        if (compiled.Length == 0 || compiled[^1].EndPosition == 0)
            throw new ArgumentException("a programme has a rate above 0", nameof(legs));
        schedule = OfCopies(PacingLine.Repeating(compiled), divisor);
        return true;
    }

    /// <summary>
    /// The same programme with all rates multiplied by <paramref name="factor"/>, such as a rate per mirror by the
    /// number of mirrors. False when the highest rate then exceeds <see cref="MaxRate"/> (of a bit rate,
    /// <see cref="MaxMegabits"/>) or a leg is too long for such rates to be computed exactly.
    /// </summary>
    /// <param name="factor">From 1.</param>
    /// <param name="schedule">The schedule.</param>
    public bool TryTimes(int factor, [NotNullWhen(true)] out PacingSchedule? schedule)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 1);
        var line = (Int128)_line.HighestRate * factor <= RateLimit ? _line.Times(factor) : null;
        schedule = line is null ? null : new PacingSchedule(Unit, line, _fractions);
        return schedule is not null;
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
        return _line.ReachedAt((Int128)position * _fractions);
    }

    /// <summary>
    /// The last position whose copy may leave by <paramref name="elapsed"/> nanoseconds from the start of the
    /// schedule. It is the inverse of <see cref="DueAt"/>: a position is reached when, and not before, it is due.
    /// </summary>
    public long ReachAt(long elapsed)
    {
        if (Unit == PacingUnit.None)
            return long.MaxValue;
        var position = _line.PositionAt(elapsed) / _fractions;
        return position > long.MaxValue ? long.MaxValue : (long)position;
    }

    /// <summary>
    /// Mean rate from the start up to <paramref name="position"/>, in <see cref="Unit"/>s per second; 0 at top speed
    /// and where no time has passed.
    /// </summary>
    public double MeanRate(long position)
    {
        if (_line.OnlyRate is { } rate)
            return 2.0 * rate / _fractions * NanosecondsPerSecond;
        var due = DueAt(position);
        return due == 0 ? 0 : position / (double)due * NanosecondsPerSecond;
    }

    private static PacingSchedule Constant(PacingUnit unit, long millionths, long nanoseconds)
    {
        var divisor = GreatestCommonDivisor(Millionths, millionths);
        var rate = millionths / divisor;
        var line = PacingLine.Endless(new ScheduleLeg(0, 0, rate, rate, long.MaxValue));
        return new PacingSchedule(unit, line, FractionsOf(divisor) * nanoseconds);
    }

    private static PacingSchedule OfCopies(PacingLine line, long divisor) =>
        new(PacingUnit.Copies, line, FractionsOf(divisor) * NanosecondsPerSecond);

    // A leg counts twice its rate, for the sake of linear ones: the fractions are halves.
    private static long FractionsOf(long divisor) => 2 * (Millionths / divisor);

    private static bool TryCompile(
        ReadOnlySpan<RampLeg> legs,
        out ScheduleLeg[] compiled,
        out long divisor,
        out int tooLong
    )
    {
        divisor = Millionths;
        foreach (var leg in legs)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(leg.Duration, nameof(legs));
            divisor = GreatestCommonDivisor(divisor, InMillionthsOrZero(leg.From, MaxRate));
            divisor = GreatestCommonDivisor(divisor, InMillionthsOrZero(leg.To, MaxRate));
        }
        compiled = new ScheduleLeg[legs.Length];
        var (start, position) = (Int128.Zero, Int128.Zero);
        for (tooLong = 0; tooLong < legs.Length; tooLong++)
        {
            var leg = legs[tooLong];
            var from = InMillionthsOrZero(leg.From, MaxRate) / divisor;
            var to = InMillionthsOrZero(leg.To, MaxRate) / divisor;
            var next = new ScheduleLeg(start, position, from, to, leg.Duration);
            if (!next.IsExact)
                return false;
            compiled[tooLong] = next;
            (start, position) = (next.End, next.EndPosition);
        }
        return true;
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
}
