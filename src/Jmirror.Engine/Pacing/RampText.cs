using System.Diagnostics.CodeAnalysis;

namespace Jmirror.Engine.Pacing;

/// <summary>
/// A programme of rates in one line, legs separated by commas, in copies per second:
/// <code>
/// 1000:100000:60s               from 1000 to 100000 in a straight line within 60 s
/// 1000@10s,5000@10s             1000 for 10 s, then 5000
/// 0:50k:30s,50k@5m,1000         up, hold for 5 minutes, then 1000 for ever
/// </code>
/// The last rate is kept for ever, so the last leg may be a rate alone. Rates are written as in <see cref="RateText"/>
/// (0 is allowed but at the end), durations as in <see cref="DurationText"/>.
/// </summary>
public static class RampText
{
    /// <summary>Reads a programme; <paramref name="error"/> is otherwise one sentence that names and quotes the leg.</summary>
    public static bool TryParse(
        ReadOnlySpan<char> text,
        [NotNullWhen(true)] out PacingSchedule? schedule,
        [NotNullWhen(false)] out string? error
    )
    {
        schedule = null;
        var legs = new List<RampLeg>();
        foreach (var range in text.Split(','))
        {
            var leg = text[range];
            error = ParseLeg(leg, range.End.Value == text.Length, out var parsed);
            if (error is not null)
            {
                error = $"leg {legs.Count + 1} (\"{leg}\", from character {range.Start.Value + 1}): {error}";
                return false;
            }
            legs.Add(parsed);
        }
        error = null;
        if (PacingSchedule.TryRamp(legs.ToArray(), out schedule, out var tooLong))
            return true;
        error =
            $"leg {tooLong + 1}: a line this long between such rates cannot be computed exactly; make several legs of it";
        return false;
    }

    private static string? ParseLeg(ReadOnlySpan<char> text, bool isLast, out RampLeg leg)
    {
        leg = default;
        var line = text.IndexOf(':');
        var at = text.IndexOf('@');
        string? error;
        decimal from;
        decimal to;
        // A lone rate is held from here on: how long the leg itself is makes no difference.
        var duration = 1L;
        if (line >= 0)
        {
            var rest = text[(line + 1)..];
            var second = rest.IndexOf(':');
            if (second < 0)
                return "a line needs two rates and a duration, as in 1000:5000:10s";
            if (
                !RateText.TryParseOrZero(text[..line], PacingSchedule.MaxRate, out from, out error)
                || !RateText.TryParseOrZero(rest[..second], PacingSchedule.MaxRate, out to, out error)
                || !DurationText.TryParse(rest[(second + 1)..], out duration, out error)
            )
                return error;
        }
        else
        {
            if (at < 0 && !isLast)
                return "only the last leg may be a rate alone; write the duration, as in 1000@10s";
            var rate = at < 0 ? text : text[..at];
            if (!RateText.TryParseOrZero(rate, PacingSchedule.MaxRate, out from, out error))
                return error;
            if (at >= 0 && !DurationText.TryParse(text[(at + 1)..], out duration, out error))
                return error;
            to = from;
        }
        if (duration == 0)
            return "the duration is not more than 0";
        if (isLast && to == 0)
            return "the last rate is kept for ever and cannot be 0";
        leg = new RampLeg(from, to, duration);
        return null;
    }
}
