using System.Diagnostics.CodeAnalysis;

namespace Jmirror.Engine.Pacing;

/// <summary>
/// Bursts, again and again: <c>HIGH:LOW:ON:OFF</c> is HIGH copies per second for the time ON, then LOW, which may be 0,
/// for the time OFF. <c>100k:1k:1s:9s</c> sends 109 000 copies every ten seconds, nearly all of them in the first.
/// </summary>
public static class PulseText
{
    /// <summary>Reads a pulse; <paramref name="error"/> is otherwise one sentence that quotes what is wrong.</summary>
    public static bool TryParse(
        ReadOnlySpan<char> text,
        [NotNullWhen(true)] out PacingSchedule? schedule,
        [NotNullWhen(false)] out string? error
    )
    {
        schedule = null;
        error = TryRead(text, out var burst, out var rest);
        if (error is not null)
            return false;
        // Constant rates are exact, however long.
        return PacingSchedule.TryRepeat([burst, rest], out schedule, out _);
    }

    private static string? TryRead(ReadOnlySpan<char> text, out RampLeg burst, out RampLeg rest)
    {
        (burst, rest) = (default, default);
        Span<Range> parts = stackalloc Range[5];
        if (text.Split(parts, ':') != 4)
            return $"\"{text}\" is not two rates and two durations, as in 100k:1k:1s:9s";
        if (
            !RateText.TryParse(text[parts[0]], PacingSchedule.MaxRate, out var high, out var error)
            || !RateText.TryParseOrZero(text[parts[1]], PacingSchedule.MaxRate, out var low, out error)
            || !DurationText.TryParse(text[parts[2]], out var on, out error)
            || !DurationText.TryParse(text[parts[3]], out var off, out error)
        )
            return error;
        if (low > high)
            return $"\"{text}\": the second rate is the lower one, as in 100k:1k:1s:9s";
        if (on == 0 || off == 0)
            return $"\"{text}\": a duration is not more than 0";
        (burst, rest) = (new RampLeg(high, high, on), new RampLeg(low, low, off));
        return null;
    }
}
