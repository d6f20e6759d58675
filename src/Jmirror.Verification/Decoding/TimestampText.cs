namespace Jmirror.Verification.Decoding;

/// <summary>Timestamps as text: ISO 8601, UTC, with all nine digits of the nanoseconds.</summary>
public static class TimestampText
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Formats nanoseconds since 1970-01-01 UTC, as in <c>2009-05-13T08:15:02.123456789Z</c>.</summary>
    public static string Format(long timestamp)
    {
        var (seconds, nanoseconds) = Math.DivRem(timestamp, NanosecondsPerSecond);
        if (nanoseconds < 0)
            (seconds, nanoseconds) = (seconds - 1, nanoseconds + NanosecondsPerSecond);
        var whole = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return $"{whole:yyyy-MM-dd'T'HH:mm:ss}.{nanoseconds:d9}Z";
    }
}
