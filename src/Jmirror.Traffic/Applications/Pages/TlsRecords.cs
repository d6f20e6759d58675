using System.Buffers.Binary;

namespace Jmirror.Traffic.Applications.Pages;

/// <summary>What a TLS record holds (RFC 8446, section 5.1).</summary>
internal enum TlsContentType : byte
{
    None = 0,
    ChangeCipherSpec = 20,
    Handshake = 22,
    ApplicationData = 23,
}

/// <summary>Writes TLS records.</summary>
/// <remarks>
/// <code>
/// | content type | version 03 03 | length of what follows, 2 bytes |
/// </code>
/// Big-endian. Source: RFC 8446, section 5.1.
/// </remarks>
internal static class TlsRecords
{
    /// <summary>Bytes in front of a record's contents.</summary>
    public const int HeaderLength = 5;

    /// <summary>TLS 1.2, which TLS 1.3 still says for the sake of devices on the way (RFC 8446, appendix D.4).</summary>
    public const ushort LegacyVersion = 0x0303;

    /// <summary>Writes a record's header and returns its bytes.</summary>
    public static int WriteHeader(Span<byte> destination, TlsContentType type, int length)
    {
        destination[0] = (byte)type;
        BinaryPrimitives.WriteUInt16BigEndian(destination[1..], LegacyVersion);
        BinaryPrimitives.WriteUInt16BigEndian(destination[3..], (ushort)length);
        return HeaderLength;
    }

    /// <summary>Writes the record that TLS 1.3 only has for the sake of devices on the way; returns its bytes.</summary>
    public static int WriteChangeCipherSpec(Span<byte> destination)
    {
        WriteHeader(destination, TlsContentType.ChangeCipherSpec, 1);
        destination[HeaderLength] = 1;
        return HeaderLength + 1;
    }
}
