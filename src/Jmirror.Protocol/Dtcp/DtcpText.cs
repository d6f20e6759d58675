using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Jmirror.Protocol.Dtcp;

/// <summary>
/// Values on the wire: UTF-8, in which <c>\ddd</c> (three decimal digits) stands for the byte of that number.
/// </summary>
public static class DtcpText
{
    private const byte EscapeMark = (byte)'\\';
    private const int EscapeDigits = 3;
    private const byte Delete = 0x7f;

    /// <summary>
    /// The text that a value stands for. Bytes that are no printable text give 0x and their lower-case hexadecimal
    /// digits, the form of such identities everywhere in the emulator. False: a backslash without a number from 000
    /// to 255 behind it, or a control character that is not escaped.
    /// </summary>
    public static bool TryDecode(ReadOnlySpan<byte> value, out string text)
    {
        text = "";
        var bytes = new byte[value.Length];
        var length = 0;
        for (var at = 0; at < value.Length; at++)
        {
            var next = value[at];
            if (IsControl(next) && next != '\t')
                return false;
            if (next == EscapeMark)
            {
                if (!TryReadNumber(value[(at + 1)..], out next))
                    return false;
                at += EscapeDigits;
            }
            bytes[length++] = next;
        }
        text = ToText(bytes.AsSpan(0, length));
        return true;
    }

    /// <summary>A text as a value: blanks, control characters and backslashes escaped.</summary>
    public static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '\\' || c <= ' ' || c == Delete)
                encoded.Append('\\').Append(((int)c).ToString("d3", CultureInfo.InvariantCulture));
            else
                encoded.Append(c);
        }
        return encoded.ToString();
    }

    /// <summary>A line as it can be repeated in an answer: control characters escaped, so that it stays one line.</summary>
    public static byte[] Printable(ReadOnlySpan<byte> line)
    {
        var printable = new List<byte>(line.Length);
        foreach (var next in line)
        {
            if (IsControl(next))
                printable.AddRange(Encoding.ASCII.GetBytes($"\\{next:d3}"));
            else
                printable.Add(next);
        }
        return [.. printable];
    }

    private static bool IsControl(byte value) => value is < (byte)' ' or Delete;

    private static bool TryReadNumber(ReadOnlySpan<byte> digits, out byte number)
    {
        number = 0;
        return digits.Length >= EscapeDigits
            && byte.TryParse(
                digits[..EscapeDigits],
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out number
            );
    }

    private static string ToText(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            var text = Encoding.UTF8.GetString(bytes);
            if (!text.Any(char.IsControl))
                return text;
        }
        return $"0x{Convert.ToHexStringLower(bytes)}";
    }
}
