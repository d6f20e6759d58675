namespace Jmirror.Protocol.Radius;

/// <summary>What a Message-Authenticator says.</summary>
public enum MessageAuthenticity
{
    /// <summary>There is none.</summary>
    Absent,

    /// <summary>It is right.</summary>
    Right,

    /// <summary>It is wrong, of the wrong length, or there are two.</summary>
    Wrong,
}

/// <summary>Shows that a packet comes from someone who knows the secret, and is what was sent.</summary>
public static class RadiusAuthenticator
{
    private static ReadOnlySpan<byte> Zeros => SaltCipher.NoAuthenticator;

    /// <summary>
    /// True when the authenticator field of an Accounting-, CoA- or Disconnect-Request is right: MD5(code, identifier,
    /// length, 16 zero bytes, attributes, secret). Source: RFC 2866, section 3; RFC 5176, section 2.3.
    /// </summary>
    public static bool IsRightRequest(RadiusPacketView packet, RadiusSecret secret) =>
        IsRight(packet, Zeros, secret);

    /// <summary>
    /// True when the authenticator field of an answer is right: MD5(code, identifier, length, authenticator of the
    /// request, attributes, secret). Source: RFC 2865, section 3.
    /// </summary>
    public static bool IsRightAnswer(
        RadiusPacketView packet,
        ReadOnlySpan<byte> requestAuthenticator,
        RadiusSecret secret
    ) => IsRight(packet, requestAuthenticator, secret);

    /// <summary>
    /// Checks Message-Authenticator: HMAC-MD5 of the packet with 16 zero bytes in its own place, and in the
    /// authenticator field <paramref name="authenticator"/>. Source: RFC 2869, section 5.14; RFC 5176, section 3.4.
    /// </summary>
    /// <param name="packet">The packet.</param>
    /// <param name="authenticator">
    /// For an Access-Request its own authenticator, for an answer that of the request, for Accounting-, CoA- and
    /// Disconnect-Requests <see cref="SaltCipher.NoAuthenticator"/>.
    /// </param>
    /// <param name="secret">The shared secret.</param>
    public static MessageAuthenticity CheckMessage(
        RadiusPacketView packet,
        ReadOnlySpan<byte> authenticator,
        RadiusSecret secret
    )
    {
        var offset = 0;
        foreach (var attribute in packet.Attributes)
        {
            if (attribute.Type != RadiusAttributeType.MessageAuthenticator)
                continue;
            if (offset != 0 || attribute.Value.Length != RadiusHash.Length)
                return MessageAuthenticity.Wrong;
            offset = attribute.Offset;
        }
        if (offset == 0)
            return MessageAuthenticity.Absent;
        Span<byte> copy = stackalloc byte[packet.Bytes.Length];
        packet.Bytes.CopyTo(copy);
        Span<byte> hash = stackalloc byte[RadiusHash.Length];
        ComputeMessage(copy, offset, authenticator, secret, hash);
        return RadiusHash.AreEqual(hash, packet.Bytes.Slice(offset, RadiusHash.Length))
            ? MessageAuthenticity.Right
            : MessageAuthenticity.Wrong;
    }

    /// <summary>Computes Message-Authenticator; leaves zeros in its place and <paramref name="authenticator"/> in the field.</summary>
    internal static void ComputeMessage(
        Span<byte> packet,
        int offset,
        ReadOnlySpan<byte> authenticator,
        RadiusSecret secret,
        Span<byte> hash
    )
    {
        authenticator.CopyTo(packet[RadiusPacketView.AuthenticatorOffset..]);
        packet.Slice(offset, RadiusHash.Length).Clear();
        RadiusHash.HmacMd5(packet, secret, hash);
    }

    /// <summary>Computes the authenticator field of an answer, or with zeros of a request.</summary>
    internal static void Compute(
        ReadOnlySpan<byte> packet,
        ReadOnlySpan<byte> authenticator,
        RadiusSecret secret,
        Span<byte> hash
    )
    {
        Span<byte> head = stackalloc byte[RadiusPacketView.HeaderLength];
        packet[..RadiusPacketView.AuthenticatorOffset].CopyTo(head);
        authenticator.CopyTo(head[RadiusPacketView.AuthenticatorOffset..]);
        RadiusHash.Md5(head, packet[RadiusPacketView.HeaderLength..], secret.Bytes, hash);
    }

    private static bool IsRight(
        RadiusPacketView packet,
        ReadOnlySpan<byte> authenticator,
        RadiusSecret secret
    )
    {
        Span<byte> hash = stackalloc byte[RadiusHash.Length];
        Compute(packet.Bytes, authenticator, secret, hash);
        return RadiusHash.AreEqual(hash, packet.Authenticator);
    }
}
