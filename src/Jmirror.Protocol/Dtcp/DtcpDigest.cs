using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Jmirror.Protocol.Dtcp;

/// <summary>
/// Authentication-Info: HMAC-SHA1 over all bytes of a message before the line that carries it, as 40 lower-case
/// hexadecimal digits.
/// </summary>
public static class DtcpDigest
{
    /// <summary>Length of the text, characters.</summary>
    public const int TextLength = 2 * HMACSHA1.HashSizeInBytes;

    /// <summary>The key of all of Juniper's examples.</summary>
    public static ReadOnlySpan<byte> UsualKey => "Juniper"u8;

    /// <summary>The digest's text.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "The protocol prescribes SHA-1.")]
    public static string Compute(ReadOnlySpan<byte> key, ReadOnlySpan<byte> covered)
    {
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(key, covered, hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>True when a text is the digest; upper-case digits are accepted. Takes the same time wherever they differ.</summary>
    public static bool Verifies(ReadOnlySpan<byte> key, ReadOnlySpan<byte> covered, string text) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(text.ToLowerInvariant()),
            Encoding.UTF8.GetBytes(Compute(key, covered))
        );
}
