namespace Jmirror.Traffic.Sessions;

/// <summary>
/// Spaces logins evenly. Intervals are whole nanoseconds that together follow the rate exactly and never run ahead of
/// it.
/// </summary>
internal struct LoginPace
{
    private const decimal Thousandths = 1000;
    private const long NanosecondsPerThousandSeconds = 1_000_000_000_000;

    private readonly long _rate;
    private long _rest;

    /// <summary>Sets the rate.</summary>
    /// <param name="perSecond">Logins per second, from 0.001; what is finer than a thousandth is left out.</param>
    public LoginPace(decimal perSecond)
    {
        _rate = (long)(perSecond * Thousandths);
        _rest = _rate - 1;
    }

    /// <summary>Before this time no login may begin.</summary>
    public long NextAt { get; private set; }

    /// <summary>A login begins, not before <see cref="NextAt"/>. After a lull the spacing begins anew.</summary>
    public void Take(long time)
    {
        if (time > NextAt)
            _rest = _rate - 1;
        var (interval, rest) = Math.DivRem(NanosecondsPerThousandSeconds + _rest, _rate);
        (NextAt, _rest) = (time + interval, rest);
    }
}
