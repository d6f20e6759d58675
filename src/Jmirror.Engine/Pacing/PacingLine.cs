namespace Jmirror.Engine.Pacing;

/// <summary>
/// Legs one after the other: positions over time, in fractions. The last leg goes on for ever, or all of them begin
/// again from the first, for ever: round after round, each exactly as long and as high as the one before. Immutable.
/// </summary>
internal sealed class PacingLine
{
    private readonly ScheduleLeg[] _legs;

    /// <summary>Nanoseconds of a round; 0 when there is only one, which never ends.</summary>
    private readonly Int128 _roundTime;

    /// <summary>Fractions of a round.</summary>
    private readonly Int128 _roundPositions;

    private PacingLine(ScheduleLeg[] legs, Int128 roundTime, Int128 roundPositions)
    {
        _legs = legs;
        _roundTime = roundTime;
        _roundPositions = roundPositions;
    }

    /// <summary>A line whose last leg, of constant rate, goes on for ever.</summary>
    public static PacingLine Endless(params ScheduleLeg[] legs) => new(legs, 0, 0);

    /// <summary>A line that begins again where its last leg ends; at least one leg rises.</summary>
    public static PacingLine Repeating(params ScheduleLeg[] legs) =>
        new(legs, legs[^1].End, legs[^1].EndPosition);

    /// <summary>The only rate, in half the fractions per nanosecond; null when there are several.</summary>
    public long? OnlyRate => _legs.Length == 1 && _legs[0].From == _legs[0].To ? _legs[0].From : null;

    /// <summary>The highest rate, in half the fractions per nanosecond.</summary>
    public long HighestRate
    {
        get
        {
            var highest = 0L;
            foreach (var leg in _legs)
                highest = Math.Max(highest, Math.Max(leg.From, leg.To));
            return highest;
        }
    }

    /// <summary>The same with all rates multiplied; null when it cannot be computed exactly. No rate may leave 63 bits.</summary>
    public PacingLine? Times(int factor)
    {
        var legs = new ScheduleLeg[_legs.Length];
        for (var i = 0; i < legs.Length; i++)
        {
            var leg = _legs[i];
            legs[i] = leg with
            {
                StartPosition = leg.StartPosition * factor,
                From = leg.From * factor,
                To = leg.To * factor,
            };
            if (!legs[i].IsExact)
                return null;
        }
        return new PacingLine(legs, _roundTime, _roundPositions * factor);
    }

    /// <summary>Position reached at <paramref name="elapsed"/> nanoseconds, in fractions, rounded down.</summary>
    public Int128 PositionAt(long elapsed)
    {
        var before = Int128.Zero;
        if (_roundTime > 0)
        {
            var rounds = elapsed / _roundTime;
            before = rounds * _roundPositions;
            elapsed = (long)(elapsed - rounds * _roundTime);
        }
        var i = _legs.Length - 1;
        while (_legs[i].Start > elapsed)
            i--;
        return before + _legs[i].PositionAt((long)(elapsed - _legs[i].Start));
    }

    /// <summary>The first nanosecond at which <paramref name="position"/>, in fractions, is reached; at most <see cref="long.MaxValue"/>.</summary>
    public long ReachedAt(Int128 position)
    {
        var before = Int128.Zero;
        if (_roundTime > 0 && position > 0)
        {
            // What the end of a round reaches belongs to that round, not to the beginning of the next.
            var rounds = (position - 1) / _roundPositions;
            if (rounds > long.MaxValue / _roundTime)
                return long.MaxValue;
            before = rounds * _roundTime;
            position -= rounds * _roundPositions;
        }
        var i = _legs.Length - 1;
        while (i > 0 && _legs[i].StartPosition >= position)
            i--;
        var reached = before + _legs[i].Start + _legs[i].ReachedAfter(position);
        return reached > long.MaxValue ? long.MaxValue : (long)reached;
    }
}
