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

    /// <summary>A scalar that every YAML reader takes for <paramref name="text"/>: plain where that is safe, else quoted.</summary>
    public static string Scalar(string text)
    {
        var isPlain =
            text.Length > 0
            && char.IsAsciiLetter(text[0])
            && !text.AsSpan().ContainsAnyExcept(Harmless)
            && !Words.Contains(text);
        return isPlain ? text : Quoted(text);
    }

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
