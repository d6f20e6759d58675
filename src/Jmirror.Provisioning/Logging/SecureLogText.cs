using System.Globalization;
using System.Text;
using Jmirror.Engine.Registry;

namespace Jmirror.Provisioning.Logging;

/// <summary>
/// Lines of the secure log as text. The first columns are those of JUNOSe's <c>show mirror log</c>: time, mirror id,
/// session id.
/// </summary>
internal static class SecureLogText
{
    // A 32-bit number as 0x00000300.
    private const int IdWidth = 10;
    private const int KindWidth = 7;
    private const int OriginWidth = 13;

    /// <summary>One event on one line, without a line end.</summary>
    public static string Line(in MirrorEvent line)
    {
        var text = new StringBuilder(EventWords.Time(line.Time));
        text.Append("  ").Append(Id(line.MirrorId).PadRight(IdWidth));
        text.Append("  ").Append(Id(line.SessionId).PadRight(IdWidth));
        text.Append("  ").Append(EventWords.Of(line.Kind).PadRight(KindWidth));
        text.Append("  ").Append(EventWords.Of(line.Origin).PadRight(OriginWidth));
        text.Append("  ");
        AppendOnOneLine(text, line.Trigger);
        if (line.Reason is { } reason)
        {
            text.Append(": ");
            AppendOnOneLine(text, reason);
        }
        return text.ToString();
    }

    private static string Id(uint? id) => id is { } number ? $"0x{number:x8}" : "-";

    // A trigger is what somebody wrote: it must not forge a line.
    private static void AppendOnOneLine(StringBuilder line, string text)
    {
        foreach (var c in text)
        {
            if (char.IsControl(c) || c is '\u2028' or '\u2029')
                line.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                line.Append(c);
        }
    }
}
