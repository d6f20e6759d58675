namespace Jmirror.Protocol.Radius;

/// <summary>
/// Salt encryption of single attributes: RFC 2868, section 3.5, without its tag byte, as vendor 4874 uses it.
/// </summary>
/// <remarks>
/// <code>
/// value:     | salt, 2 bytes, top bit set | ciphertext, a multiple of 16 bytes |
/// plaintext: | length, 1 byte | the clear value | padding |
/// </code>
/// c1 = p1 xor MD5(secret, R, salt); c(i) = p(i) xor MD5(secret, c(i-1)). R is the authenticator of the Access-Request
/// for an Access-Accept, and 16 zero bytes for a CoA-Request, whose authenticator depends on its attributes.
/// </remarks>
public static class SaltCipher
{
    /// <summary>Longest clear value, bytes: what fits a vendor's attribute.</summary>
    public const int MaxClearLength = MaxCipherLength - 1;

    private const int SaltLength = 2;
    private const byte SaltMark = 0x80;
    private const int BlockLength = RadiusHash.Length;
    private const int MaxCipherLength =
        (RadiusAttributeView.MaxVendorValueLength - SaltLength) / BlockLength * BlockLength;

    /// <summary>R of a CoA-Request.</summary>
    public static ReadOnlySpan<byte> NoAuthenticator => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Encrypts a value and returns the length of the result. The padding is zeros.</summary>
    /// <param name="clear">Clear value, at most <see cref="MaxClearLength"/> bytes.</param>
    /// <param name="salt">Differs between the attributes of a packet; the top bit is set in any case.</param>
    /// <param name="authenticator">R, 16 bytes.</param>
    /// <param name="secret">The shared secret.</param>
    /// <param name="destination">Gets the attribute's value: up to 242 bytes.</param>
    public static int Encrypt(
        ReadOnlySpan<byte> clear,
        ushort salt,
        ReadOnlySpan<byte> authenticator,
        RadiusSecret secret,
        Span<byte> destination
    )
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(clear.Length, MaxClearLength);
        destination[0] = (byte)((salt >> 8) | SaltMark);
        destination[1] = (byte)salt;
        var cipherLength = (clear.Length + BlockLength) / BlockLength * BlockLength;
        var cipher = destination.Slice(SaltLength, cipherLength);
        cipher.Clear();
        cipher[0] = (byte)clear.Length;
        clear.CopyTo(cipher[1..]);
        Span<byte> pad = stackalloc byte[BlockLength];
        RadiusHash.Md5(secret.Bytes, authenticator, destination[..SaltLength], pad);
        for (var at = 0; at < cipherLength; at += BlockLength)
        {
            var block = cipher.Slice(at, BlockLength);
            Mix(block, pad, block);
            RadiusHash.Md5(secret.Bytes, block, [], pad);
        }
        return SaltLength + cipherLength;
    }

    /// <summary>
    /// Decrypts an attribute's value; false when it is no salt and whole blocks, or its length byte does not fit: a
    /// wrong secret or authenticator, as a rule.
    /// </summary>
    /// <param name="value">Value of the attribute.</param>
    /// <param name="authenticator">R, 16 bytes.</param>
    /// <param name="secret">The shared secret.</param>
    /// <param name="buffer">At least as long as <paramref name="value"/>; holds the clear value.</param>
    /// <param name="clear">The clear value, within <paramref name="buffer"/>.</param>
    public static bool TryDecrypt(
        ReadOnlySpan<byte> value,
        ReadOnlySpan<byte> authenticator,
        RadiusSecret secret,
        Span<byte> buffer,
        out ReadOnlySpan<byte> clear
    )
    {
        clear = default;
        if (value.Length < SaltLength + BlockLength || (value.Length - SaltLength) % BlockLength != 0)
            return false;
        var cipher = value[SaltLength..];
        Span<byte> pad = stackalloc byte[BlockLength];
        RadiusHash.Md5(secret.Bytes, authenticator, value[..SaltLength], pad);
        for (var at = 0; at < cipher.Length; at += BlockLength)
        {
            var block = cipher.Slice(at, BlockLength);
            Mix(block, pad, buffer.Slice(at, BlockLength));
            RadiusHash.Md5(secret.Bytes, block, [], pad);
        }
        int length = buffer[0];
        if (length >= cipher.Length)
            return false;
        clear = buffer.Slice(1, length);
        return true;
    }

    private static void Mix(ReadOnlySpan<byte> block, ReadOnlySpan<byte> pad, Span<byte> destination)
    {
        for (var i = 0; i < BlockLength; i++)
            destination[i] = (byte)(block[i] ^ pad[i]);
    }
}
