using System.Buffers.Binary;

namespace Jmirror.Protocol.Radius;

/// <summary>Why bytes are no RADIUS packet. RFC 2865, section 3: such datagrams are silently discarded.</summary>
public enum RadiusFault
{
    /// <summary>No fault.</summary>
    None,

    /// <summary>Fewer than 20 bytes.</summary>
    ShortHeader,

    /// <summary>The length field is below 20 or above 4096.</summary>
    BadLength,

    /// <summary>The length field is beyond the datagram.</summary>
    CutShort,

    /// <summary>An attribute's length is below 2 or beyond the packet.</summary>
    BadAttribute,
}

/// <summary>A RADIUS packet whose attributes are known to be well formed.</summary>
/// <remarks>
/// <code>
///  0 | code | identifier | length, 2 bytes |
///  4 | authenticator, 16 bytes             |
/// 20 | attributes ...
/// </code>
/// Big-endian. Bytes behind the length are padding and left out. Source: RFC 2865, section 3.
/// </remarks>
public readonly ref struct RadiusPacketView
{
    /// <summary>Length of the header, bytes.</summary>
    public const int HeaderLength = 20;

    /// <summary>Longest packet, bytes.</summary>
    public const int MaxLength = 4096;

    /// <summary>Length of the authenticator field, and of Message-Authenticator.</summary>
    public const int AuthenticatorLength = 16;

    internal const int IdentifierOffset = 1;
    internal const int LengthOffset = 2;
    internal const int AuthenticatorOffset = 4;

    private RadiusPacketView(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    /// <summary>The whole packet.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>What it is.</summary>
    public RadiusCode Code => (RadiusCode)Bytes[0];

    /// <summary>Number by which answers find their requests.</summary>
    public byte Identifier => Bytes[IdentifierOffset];

    /// <summary>The authenticator field, 16 bytes.</summary>
    public ReadOnlySpan<byte> Authenticator => Bytes.Slice(AuthenticatorOffset, AuthenticatorLength);

    /// <summary>Its attributes, in order.</summary>
    public RadiusAttributeEnumerator Attributes => new(Bytes, HeaderLength);

    /// <summary>Views the packet that a UDP payload holds.</summary>
    public static RadiusFault TryRead(ReadOnlySpan<byte> datagram, out RadiusPacketView view)
    {
        view = default;
        if (datagram.Length < HeaderLength)
            return RadiusFault.ShortHeader;
        int length = BinaryPrimitives.ReadUInt16BigEndian(datagram[LengthOffset..]);
        if (length is < HeaderLength or > MaxLength)
            return RadiusFault.BadLength;
        if (length > datagram.Length)
            return RadiusFault.CutShort;
        var bytes = datagram[..length];
        if (!RadiusAttributeEnumerator.IsWellFormed(bytes[HeaderLength..]))
            return RadiusFault.BadAttribute;
        view = new RadiusPacketView(bytes);
        return RadiusFault.None;
    }

    /// <summary>Finds the first attribute of a type.</summary>
    public bool TryFind(RadiusAttributeType type, out RadiusAttributeView attribute)
    {
        foreach (var candidate in Attributes)
        {
            if (candidate.Type == type)
            {
                attribute = candidate;
                return true;
            }
        }
        attribute = default;
        return false;
    }
}
