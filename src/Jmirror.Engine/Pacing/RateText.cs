using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Jmirror.Engine.Pacing;

/// <summary>
/// Rates and multipliers as people write them: <c>1000</c>, <c>1.5</c>, <c>500k</c>, <c>1.2M</c>, <c>1G</c>. Kept as
/// decimal fractions, so 0.1 is one tenth.
/// </summary>
public static class RateText
{
    /// <summary>Ten to the power of <see cref="PacingSchedule.MaxDecimals"/>.</summary>
    private const decimal Scale = 1_000_000m;

    /// <summary>
    /// Reads a number above 0 and up to <paramref name="max"/>; <paramref name="error"/> is otherwise one sentence
    /// that quotes the text.
    /// </summary>
    public static bool TryParse(
        ReadOnlySpan<char> text,
        decimal max,
        out decimal value,
        [NotNullWhen(false)] out string? error
    )
    {
        if (!TryParseOrZero(text, max, out value, out error))
            return false;
        if (value == 0)
            error = $"\"{text}\" is not more than 0";
        return error is null;
    }

    /// <summary>Like <see cref="TryParse"/>, with 0 allowed.</summary>
    internal static bool TryParseOrZero(
        ReadOnlySpan<char> text,
        decimal max,
        out decimal value,
        [NotNullWhen(false)] out string? error
    )
    {
        var multiple = text switch
        {
            [.., 'k'] => 1_000m,
            [.., 'M'] => 1_000_000m,
            [.., 'G'] => 1_000_000_000m,
            _ => 1m,
        };
        var digits = multiple == 1 ? text : text[..^1];
        error = null;
        if (
            !decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value)
        )
            error = $"\"{text}\" is not a number such as 1000, 1.5, 500k or 1.2M";
        else if (value > max / multiple)
            error = $"\"{text}\" is more than {max:#,0}";
        else if (value * multiple * Scale % 1 != 0)
            error = $"\"{text}\" has more than {PacingSchedule.MaxDecimals} decimals";
        value = error is null ? value * multiple : 0;
        return error is null;
    }
}
