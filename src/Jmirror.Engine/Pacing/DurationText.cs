using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Jmirror.Engine.Pacing;

/// <summary>
/// Durations as people write them: <c>250ms</c>, <c>10s</c>, <c>1.5s</c>, <c>1h30m</c>. Numbers each with a unit,
/// largest unit first: d, h, m, s, ms, us, ns.
/// </summary>
public static class DurationText
{
    /// <summary>Longest duration, nanoseconds: ten years.</summary>
    public const long MaxNanoseconds = 3650 * NanosecondsPerDay;

    private const long NanosecondsPerDay = 86_400_000_000_000;

    private static readonly (string Name, long Nanoseconds)[] Units =
    [
        ("d", NanosecondsPerDay),
        ("h", 3_600_000_000_000),
        ("m", 60_000_000_000),
        ("s", 1_000_000_000),
        ("ms", 1_000_000),
        ("us", 1_000),
        ("ns", 1),
    ];

    /// <summary>
    /// Reads a duration from 0 to <see cref="MaxNanoseconds"/>; <paramref name="error"/> is otherwise one sentence
    /// that quotes the text.
    /// </summary>
    public static bool TryParse(
        ReadOnlySpan<char> text,
        out long nanoseconds,
        [NotNullWhen(false)] out string? error
    )
    {
        nanoseconds = 0;
        error = TrySum(text, out var sum);
        if (error is null)
            nanoseconds = (long)sum;
        return error is null;
    }

    private static string? TrySum(ReadOnlySpan<char> text, out decimal sum)
    {
        sum = 0;
        var rest = text;
        var largestUnit = 0;
        do
        {
            var digits = rest[..LengthOf(rest, isNumber: true)];
            rest = rest[digits.Length..];
            var name = rest[..LengthOf(rest, isNumber: false)];
            rest = rest[name.Length..];
            if (
                !decimal.TryParse(
                    digits,
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var number
                )
            )
                return $"\"{text}\" is not a duration such as 250ms, 10s or 1h30m";
            if (name.IsEmpty)
                return $"\"{text}\" lacks a unit: write {digits}s or {digits}ms";
            var unit = IndexOf(name);
            if (unit < 0)
                return $"\"{text}\": \"{name}\" is not a unit; there are d, h, m, s, ms, us and ns";
            if (unit < largestUnit)
                return $"\"{text}\": each unit once, larger ones first, as in 1h30m";
            largestUnit = unit + 1;
            if (number > MaxNanoseconds / Units[unit].Nanoseconds)
                return $"\"{text}\" is more than ten years";
            sum += number * Units[unit].Nanoseconds;
        } while (!rest.IsEmpty);
        if (sum > MaxNanoseconds)
            return $"\"{text}\" is more than ten years";
        return sum % 1 == 0 ? null : $"\"{text}\" is not a whole number of nanoseconds";
    }

    private static int LengthOf(ReadOnlySpan<char> text, bool isNumber)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiDigit(text[length]) || text[length] == '.') == isNumber)
            length++;
        return length;
    }

    private static int IndexOf(ReadOnlySpan<char> name)
    {
        for (var i = 0; i < Units.Length; i++)
        {
            if (name.SequenceEqual(Units[i].Name))
                return i;
        }
        return -1;
    }
}
