using System.Text;
using System.Text.Unicode;

namespace Jmirror.Engine.Subscribers;

/// <summary>The text that bytes of the wire become as an identity.</summary>
public static class IdentityText
{
    /// <summary>UTF-8 as text; where the bytes are no printable text: 0x and lower-case hexadecimal digits.</summary>
    public static string Read(ReadOnlySpan<byte> bytes)
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
