using Jmirror.Protocol.Radius;

namespace Jmirror.Provisioning.Radius;

/// <summary>How the mirroring attributes of a packet are encrypted.</summary>
/// <param name="authenticator">R of the salt encryption; see <see cref="SaltCipher"/>.</param>
/// <param name="secret">The shared secret.</param>
/// <param name="allowsClear">
/// True to take values that are not encrypted: their 4 or 8 bytes stand out against the 18 of an encrypted value.
/// </param>
internal readonly ref struct AttributeCipher(
    ReadOnlySpan<byte> authenticator,
    RadiusSecret secret,
    bool allowsClear
)
{
    private const int LongestClearValue = 8;

    private readonly ReadOnlySpan<byte> _authenticator = authenticator;

    /// <summary>Gives the clear value, decrypted into <paramref name="buffer"/> where necessary; false when there is none.</summary>
    public bool TryRead(ReadOnlySpan<byte> value, Span<byte> buffer, out ReadOnlySpan<byte> clear)
    {
        if (value.Length > LongestClearValue)
            return SaltCipher.TryDecrypt(value, _authenticator, secret, buffer, out clear);
        clear = value;
        return allowsClear;
    }
}
