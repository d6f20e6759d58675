using System.Diagnostics.CodeAnalysis;

namespace Jmirror.Engine.Pacing;

/// <summary>
/// A day of subscribers, again and again: <c>PEAK</c> or <c>PEAK:DAY</c>. The rate follows <see cref="Curve"/>, from
/// midnight on, and is PEAK copies per second at the busiest hour. DAY is how long a day takes, 24 hours where it is
/// left out: <c>50k:10m</c> runs through the same curve in ten minutes.
/// </summary>
public static class DailyText
{
    private const long DefaultDay = 86_400_000_000_000;
    private const long ShortestDay = 1_000_000_000;
    private const decimal Percent = 0.01m;

    /// <summary>
    /// Percent of the peak at each full hour from midnight, in a straight line from hour to hour. The curve is ours and
    /// no measurement; its shape is that of residential broadband: quiet from 3 to 6, rising through the day, highest
    /// at 21 o'clock. Its mean is 59.625 percent.
    /// </summary>
    public static ReadOnlySpan<byte> Curve =>
        [70, 52, 40, 32, 28, 28, 33, 40, 45, 48, 50, 52, 55, 56, 57, 60, 65, 72, 80, 90, 97, 100, 96, 85];

    /// <summary>
    /// Reads a daily programme; <paramref name="error"/> is otherwise one sentence that quotes what is wrong. Rates of
    /// the curve are rounded to millionths of a copy per second, its hours to nanoseconds.
    /// </summary>
    public static bool TryParse(
        ReadOnlySpan<char> text,
        [NotNullWhen(true)] out PacingSchedule? schedule,
        [NotNullWhen(false)] out string? error
    )
    {
        schedule = null;
        var colon = text.IndexOf(':');
        var day = DefaultDay;
        if (
            !RateText.TryParse(
                colon < 0 ? text : text[..colon],
                PacingSchedule.MaxRate,
                out var peak,
                out error
            ) || (colon >= 0 && !DurationText.TryParse(text[(colon + 1)..], out day, out error))
        )
            return false;
        error = null;
        if (day < ShortestDay)
            error = $"\"{text}\": a day takes 1s or more";
        else if (!PacingSchedule.TryRepeat(HoursOf(peak, day), out schedule, out _))
            error = $"\"{text}\": so long a day at such a rate cannot be computed exactly";
        return error is null;
    }

    private static RampLeg[] HoursOf(decimal peak, long day)
    {
        var hours = new RampLeg[Curve.Length];
        for (var hour = 0; hour < hours.Length; hour++)
        {
            var duration = TimeOf(hour + 1, day) - TimeOf(hour, day);
            hours[hour] = new RampLeg(RateAt(hour, peak), RateAt(hour + 1, peak), duration);
        }
        return hours;
    }

    private static long TimeOf(int hour, long day) => (long)((Int128)day * hour / Curve.Length);

    private static decimal RateAt(int hour, decimal peak) =>
        decimal.Round(peak * Curve[hour % Curve.Length] * Percent, PacingSchedule.MaxDecimals);
}
