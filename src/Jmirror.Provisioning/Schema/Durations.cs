using Jmirror.Engine.Pacing;

namespace Jmirror.Provisioning.Schema;

/// <summary>Durations: numbers each with a unit, largest first, as in 1h30m.</summary>
internal static class Durations
{
    private static readonly (string Unit, TimeSpan Length)[] Units =
    [
        ("d", TimeSpan.FromDays(1)),
        ("h", TimeSpan.FromHours(1)),
        ("m", TimeSpan.FromMinutes(1)),
        ("s", TimeSpan.FromSeconds(1)),
        ("ms", TimeSpan.FromMilliseconds(1)),
    ];

    /// <summary>From 1 ms to ten years, in whole milliseconds.</summary>
    public static readonly ScalarKind<TimeSpan> Kind = new(
        "a duration such as 90s or 1h30m",
        Parse,
        Format,
        JsonForm.Pattern("^([0-9.]+(d|h|m|s|ms))+$")
    );

    private static string? Parse(string text, out TimeSpan value)
    {
        value = default;
        if (!DurationText.TryParse(text, out var nanoseconds, out _))
            return "is not a duration: numbers each with a unit (d, h, m, s, ms), largest first, for example 1h30m";
        value = TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick);
        if (nanoseconds <= 0)
            return "is no time at all: give one above 0";
        return value.Ticks % TimeSpan.TicksPerMillisecond == 0
            ? null
            : "is finer than a millisecond: give whole milliseconds";
    }

    private static string Format(TimeSpan value)
    {
        var text = "";
        foreach (var (unit, length) in Units)
        {
            if (value < length)
                continue;
            text += $"{value.Ticks / length.Ticks}{unit}";
            value = TimeSpan.FromTicks(value.Ticks % length.Ticks);
        }
        return text;
    }
}
