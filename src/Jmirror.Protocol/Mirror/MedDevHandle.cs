using System.Buffers;
using System.Buffers.Binary;

namespace Jmirror.Protocol.Mirror;

/// <summary>Why bytes or text are no Med-Dev-Handle.</summary>
public enum HandleFault
{
    /// <summary>No fault.</summary>
    None,

    /// <summary>Not hexadecimal digits, with or without a leading 0x.</summary>
    NotHexadecimal,

    /// <summary>Neither 4 nor 8 bytes long.</summary>
    WrongLength,

    /// <summary>Version bits 2 or 3, which no document defines.</summary>
    UndefinedVersion,

    /// <summary>Version bits 0 ask for 8 bytes, version bits 1 for 4.</summary>
    VersionContradictsLength,
}

/// <summary>What becomes of the two version bits of a 4-byte handle in the mirror header.</summary>
public enum VersionBits
{
    /// <summary>Copied to the wire: handle 40000010 starts the header with 40 00 00 10 (JUNOSe's example text).</summary>
    Keep,

    /// <summary>Sent as 00, as the header table of the same document prints them.</summary>
    Clear,
}

/// <summary>
/// Med-Dev-Handle (VSA 26-59, DTCP X-MD-Intercept-Id): the configured form of the mirror header.
/// </summary>
/// <remarks>
/// Eight bytes with version bits 0 carry mirror id and session id. Four bytes with version bits 1 carry the
/// mirror id only; the session id is then the low 32 bits of the subscriber's Acct-Session-Id.
/// Source: JUNOSe 7.2.x Policy Management Configuration Guide, "Format of the Mirror Header Attributes".
/// </remarks>
/// <param name="MirrorId">Mirror identifier, 30 bits.</param>
/// <param name="SessionId">Session identifier of the 8-byte form; null for the 4-byte form.</param>
public readonly record struct MedDevHandle(uint MirrorId, uint? SessionId)
{
    private const int ShortLength = 4;
    private const int LongLength = 8;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>Reads the binary form, as it stands in the decrypted attribute.</summary>
    public static HandleFault TryRead(ReadOnlySpan<byte> bytes, out MedDevHandle handle)
    {
        handle = default;
        if (bytes.Length is not (ShortLength or LongLength))
            return HandleFault.WrongLength;
        var word = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        var version = word >> 30;
        if (version > MirrorHeader.MaxVersion)
            return HandleFault.UndefinedVersion;
        if ((version == 1) != (bytes.Length == ShortLength))
            return HandleFault.VersionContradictsLength;
        handle = new MedDevHandle(
            word & MirrorHeader.MaxMirrorId,
            version == 1 ? null : BinaryPrimitives.ReadUInt32BigEndian(bytes[ShortLength..])
        );
        return HandleFault.None;
    }

    /// <summary>Reads 8 or 16 hexadecimal digits, with or without a leading 0x.</summary>
    public static HandleFault TryParse(ReadOnlySpan<char> text, out MedDevHandle handle)
    {
        handle = default;
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            text = text[2..];
        if (text.IsEmpty || text.ContainsAnyExcept(HexDigits))
            return HandleFault.NotHexadecimal;
        if (text.Length is not (2 * ShortLength or 2 * LongLength))
            return HandleFault.WrongLength;
        Span<byte> bytes = stackalloc byte[text.Length / 2];
        Convert.FromHexString(text, bytes, out _, out _);
        return TryRead(bytes, out handle);
    }

    /// <summary>
    /// The mirror header of this handle. <paramref name="accountingSessionId"/> (low 32 bits of Acct-Session-Id)
    /// fills the session id of the 4-byte form and is not looked at for the 8-byte form.
    /// </summary>
    public MirrorHeader ToHeader(uint accountingSessionId, VersionBits versionBits) =>
        SessionId is { } sessionId
            ? new MirrorHeader(0, MirrorId, sessionId)
            : new MirrorHeader(
                (byte)(versionBits == VersionBits.Keep ? 1 : 0),
                MirrorId,
                accountingSessionId
            );

    /// <summary>Writes the binary form and returns its length: 4 or 8 bytes.</summary>
    public int Write(Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MirrorId, MirrorHeader.MaxMirrorId);
        var version = SessionId is null ? 1u : 0u;
        BinaryPrimitives.WriteUInt32BigEndian(destination, (version << 30) | MirrorId);
        if (SessionId is not { } sessionId)
            return ShortLength;
        BinaryPrimitives.WriteUInt32BigEndian(destination[ShortLength..], sessionId);
        return LongLength;
    }

    /// <summary>Hexadecimal text of the binary form, as RADIUS and DTCP configurations write it.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[LongLength];
        return Convert.ToHexStringLower(bytes[..Write(bytes)]);
    }
}
