namespace Jmirror.Network.Files;

/// <summary>How the ticks of a pcapng interface become nanoseconds since 1970-01-01 UTC.</summary>
/// <remarks>
/// if_tsresol: top bit clear, 10^-n seconds; set, 2^-n. if_tsoffset: whole seconds to add. A time outside the range
/// of <see cref="long"/> nanoseconds (1677 to 2262) becomes the first or last of that range; finer ticks are cut off.
/// </remarks>
internal readonly record struct TimestampScale
{
    /// <summary>Nanoseconds in a second.</summary>
    public const long NanosecondsPerSecond = 1_000_000_000;

    private const byte PowerOfTwo = 0x80;
    private const int NanosecondDigits = 9;
    private const int MaxTickDigits = 19;

    private readonly ulong _multiplier;
    private readonly UInt128 _divisor;
    private readonly long _offsetSeconds;

    /// <summary>The scale of an interface that does not say: microseconds.</summary>
    public static TimestampScale Microseconds => new(6, 0);

    /// <summary>The scale of an interface with these two options.</summary>
    public TimestampScale(byte resolution, long offsetSeconds)
    {
        _offsetSeconds = offsetSeconds;
        var exponent = resolution & ~PowerOfTwo;
        if ((resolution & PowerOfTwo) != 0)
        {
            _multiplier = (ulong)NanosecondsPerSecond;
            _divisor = UInt128.One << exponent;
            return;
        }
        _multiplier = (ulong)PowerOfTen(Math.Max(NanosecondDigits - exponent, 0));
        // A finer unit than 10^-28 s makes every 64-bit tick count less than a nanosecond: the divisor may stop there.
        _divisor = PowerOfTen(Math.Clamp(exponent - NanosecondDigits, 0, MaxTickDigits + 1));
    }

    /// <summary>The time of a packet.</summary>
    public long ToNanoseconds(ulong ticks)
    {
        // Micro- and nanoseconds, the rule: one multiplication.
        var high = Math.BigMul(ticks, _multiplier, out ulong low);
        if (_divisor == UInt128.One && _offsetSeconds == 0)
            return high != 0 || low > long.MaxValue ? long.MaxValue : (long)low;
        var sinceOffset = (Int128)(new UInt128(high, low) / _divisor);
        var nanoseconds = sinceOffset + (Int128)_offsetSeconds * NanosecondsPerSecond;
        return (long)Int128.Clamp(nanoseconds, long.MinValue, long.MaxValue);
    }

    private static UInt128 PowerOfTen(int exponent)
    {
        var power = UInt128.One;
        for (var i = 0; i < exponent; i++)
            power *= 10;
        return power;
    }
}
