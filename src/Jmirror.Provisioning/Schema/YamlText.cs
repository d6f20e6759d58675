using System.Buffers;
using System.Globalization;
using System.Text;

namespace Jmirror.Provisioning.Schema;

/// <summary>Writes text as YAML scalars.</summary>
internal static class YamlText
{
    private static readonly SearchValues<char> Harmless = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./@"
    );

    // What other readers of YAML 1.1 or 1.2 take for something else than text.
    private static readonly SearchValues<string> Words = SearchValues.Create(
        ["y", "n", "yes", "no", "on", "off", "true", "false", "null"],
        StringComparison.OrdinalIgnoreCase
    );

    // Text with as many dots is no number anywhere: an IPv4 address.
    private const int DotsBeyondNumbers = 3;

    /// <summary>A scalar that every YAML reader takes for <paramref name="text"/>: plain where that is safe, else quoted.</summary>
    public static string Scalar(string text)
    {
        var isPlain =
            text.Length > 0
            && !text.AsSpan().ContainsAnyExcept(Harmless)
            && (char.IsAsciiLetter(text[0]) ? !Words.Contains(text) : IsDotted(text));
        return isPlain ? text : Quoted(text);
    }

    private static bool IsDotted(string text) =>
        char.IsAsciiDigit(text[0]) && text.AsSpan().Count('.') >= DotsBeyondNumbers;

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\')
                quoted.Append('\\').Append(c);
            else if (char.IsAscii(c) && !char.IsControl(c))
                quoted.Append(c);
            else
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }
        return quoted.Append('"').ToString();
    }
}
