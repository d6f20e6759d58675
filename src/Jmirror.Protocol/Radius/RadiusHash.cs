using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Jmirror.Protocol.Radius;

/// <summary>The two hashes that RADIUS is built on.</summary>
[SuppressMessage("Security", "CA5351", Justification = "RFC 2865 and RFC 2869 prescribe MD5.")]
internal static class RadiusHash
{
    /// <summary>Length of a hash, bytes.</summary>
    public const int Length = 16;

    /// <summary>MD5 of up to three pieces behind each other, each at most as long as a packet.</summary>
    public static void Md5(
        ReadOnlySpan<byte> first,
        ReadOnlySpan<byte> second,
        ReadOnlySpan<byte> third,
        Span<byte> hash
    )
    {
        // One-shot hashing takes one piece and allocates nothing.
        Span<byte> input = stackalloc byte[first.Length + second.Length + third.Length];
        first.CopyTo(input);
        second.CopyTo(input[first.Length..]);
        third.CopyTo(input[(first.Length + second.Length)..]);
        MD5.HashData(input, hash);
    }

    /// <summary>HMAC-MD5 (RFC 2104).</summary>
    public static void HmacMd5(ReadOnlySpan<byte> input, RadiusSecret secret, Span<byte> hash) =>
        HMACMD5.HashData(secret.Bytes, input, hash);

    /// <summary>True when two hashes are equal; takes the same time however early they differ.</summary>
    public static bool AreEqual(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        CryptographicOperations.FixedTimeEquals(left, right);
}
