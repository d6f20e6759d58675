using System.Globalization;
using System.Text;

namespace Jmirror.Engine.Subscribers;

/// <summary>Turns an identity's bytes on the wire into the text of <see cref="SubscriberIdentity.Value"/>.</summary>
public static class IdentityText
{
    /// <summary>
    /// UTF-8 as text when all of it is printable, otherwise 0x and lower-case hexadecimal digits; null for no bytes,
    /// which identify nobody.
    /// </summary>
    public static string? Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return null;
        return IsPrintable(bytes) ? Encoding.UTF8.GetString(bytes) : $"0x{Convert.ToHexStringLower(bytes)}";
    }

    private static bool IsPrintable(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (
                Rune.DecodeFromUtf8(bytes, out var rune, out var length)
                != System.Buffers.OperationStatus.Done
            )
                return false;
            if (!IsPrintable(Rune.GetUnicodeCategory(rune)))
                return false;
            bytes = bytes[length..];
        }
        return true;
    }

    // Whatever a reader could not see, and therefore not type, is better shown as digits.
    private static bool IsPrintable(UnicodeCategory category) =>
        category
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
            );
}
