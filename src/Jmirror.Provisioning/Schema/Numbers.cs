using System.Globalization;
using System.Numerics;

namespace Jmirror.Provisioning.Schema;

/// <summary>
/// Whole numbers as the configuration writes them: decimal digits, or 0x and hexadecimal digits. Leading zeros do
/// not make a number octal.
/// </summary>
internal static class Numbers
{
    private const string HexPrefix = "0x";

    /// <summary>True for a number of any size.</summary>
    public static bool IsNumber(string text) =>
        IsHex(text)
            ? text.AsSpan(HexPrefix.Length).IndexOfAnyExcept(HexDigits) < 0
            : text.Length > 0 && text.All(char.IsAsciiDigit);

    /// <summary>Reads a number that <see cref="IsNumber"/>; false when <typeparamref name="T"/> cannot hold it.</summary>
    public static bool TryParse<T>(string text, out T value)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        value = default;
        if (IsHex(text))
        {
            var digits = text.AsSpan(HexPrefix.Length);
            return ulong.TryParse(
                    digits,
                    NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture,
                    out var wide
                )
                && wide <= ulong.CreateChecked(T.MaxValue)
                && T.TryParse(
                    wide.ToString(CultureInfo.InvariantCulture),
                    CultureInfo.InvariantCulture,
                    out value
                );
        }
        return T.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    private static bool IsHex(string text) =>
        text.Length > HexPrefix.Length && text.StartsWith(HexPrefix, StringComparison.OrdinalIgnoreCase);

    private static readonly System.Buffers.SearchValues<char> HexDigits = System.Buffers.SearchValues.Create(
        "0123456789abcdefABCDEF"
    );
}
