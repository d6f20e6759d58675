using System.Globalization;

namespace Jmirror.Verification.Verdicts;

/// <summary>How many of something are still all right: a count (<c>0</c>, <c>25</c>) or a share (<c>0.1%</c>).</summary>
/// <param name="Value">The count, or the percentage.</param>
/// <param name="IsPercent">True for a share of the packets sent.</param>
public readonly record struct Limit(decimal Value, bool IsPercent)
{
    private const decimal MaxPercent = 100;

    /// <summary>None at all.</summary>
    public static Limit None => default;

    /// <summary>Reads a whole number of packets or a percentage from 0% to 100%.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Limit limit)
    {
        var isPercent = text.EndsWith("%");
        var style = isPercent ? NumberStyles.AllowDecimalPoint : NumberStyles.None;
        var isNumber = decimal.TryParse(
            isPercent ? text[..^1] : text,
            style,
            CultureInfo.InvariantCulture,
            out var value
        );
        limit = new Limit(value, isPercent);
        return isNumber && (!isPercent || value <= MaxPercent);
    }

    /// <summary>True when <paramref name="count"/> of <paramref name="all"/> is not too many.</summary>
    public bool Allows(long count, long all) =>
        IsPercent ? count * MaxPercent <= Value * all : count <= Value;

    /// <inheritdoc/>
    public override string ToString() => IsPercent ? $"{Value}%" : $"{Value}";
}
