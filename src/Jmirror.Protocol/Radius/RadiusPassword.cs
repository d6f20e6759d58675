namespace Jmirror.Protocol.Radius;

/// <summary>How passwords travel in an Access-Request.</summary>
public static class RadiusPassword
{
    /// <summary>Longest User-Password, bytes.</summary>
    public const int MaxLength = 128;

    /// <summary>Length of CHAP-Password: identifier and response.</summary>
    public const int ChapLength = 1 + RadiusHash.Length;

    private const int BlockLength = RadiusHash.Length;

    /// <summary>
    /// Hides a User-Password (PAP) and returns its length, a multiple of 16: b1 = MD5(secret, authenticator),
    /// b(i) = MD5(secret, c(i-1)), c(i) = p(i) xor b(i). Source: RFC 2865, section 5.2.
    /// </summary>
    /// <param name="password">At most <see cref="MaxLength"/> bytes.</param>
    /// <param name="requestAuthenticator">Authenticator field of the Access-Request.</param>
    /// <param name="secret">The shared secret.</param>
    /// <param name="destination">Gets up to <see cref="MaxLength"/> bytes.</param>
    public static int Hide(
        ReadOnlySpan<byte> password,
        ReadOnlySpan<byte> requestAuthenticator,
        RadiusSecret secret,
        Span<byte> destination
    )
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(password.Length, MaxLength);
        var length = Math.Max(1, (password.Length + BlockLength - 1) / BlockLength) * BlockLength;
        var hidden = destination[..length];
        hidden.Clear();
        password.CopyTo(hidden);
        Span<byte> pad = stackalloc byte[BlockLength];
        RadiusHash.Md5(secret.Bytes, requestAuthenticator, [], pad);
        for (var at = 0; at < length; at += BlockLength)
        {
            var block = hidden.Slice(at, BlockLength);
            for (var i = 0; i < BlockLength; i++)
                block[i] ^= pad[i];
            RadiusHash.Md5(secret.Bytes, block, [], pad);
        }
        return length;
    }

    /// <summary>
    /// Writes CHAP-Password: the identifier and MD5(identifier, password, challenge). Source: RFC 2865, section 5.3;
    /// RFC 1994, section 4.1.
    /// </summary>
    /// <param name="identifier">Identifier of the challenge.</param>
    /// <param name="password">At most <see cref="MaxLength"/> bytes.</param>
    /// <param name="challenge">CHAP-Challenge, or the authenticator of the Access-Request.</param>
    /// <param name="destination">Gets <see cref="ChapLength"/> bytes.</param>
    public static void WriteChap(
        byte identifier,
        ReadOnlySpan<byte> password,
        ReadOnlySpan<byte> challenge,
        Span<byte> destination
    )
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(password.Length, MaxLength);
        destination[0] = identifier;
        RadiusHash.Md5([identifier], password, challenge, destination.Slice(1, RadiusHash.Length));
    }
}
