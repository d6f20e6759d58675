using System.Buffers.Binary;

namespace Jmirror.Protocol.Ip;

/// <summary>A UDP datagram, header and payload.</summary>
/// <remarks>
/// <code>
/// 0 | source port | destination port |
/// 4 | length of header and payload | checksum |
/// </code>
/// Big-endian. Source: RFC 768.
/// </remarks>
public readonly ref struct UdpView
{
    /// <summary>Length of the header, bytes.</summary>
    public const int HeaderLength = 8;

    private const int LengthOffset = 4;

    private UdpView(ReadOnlySpan<byte> payload) => Payload = payload;

    /// <summary>What follows the header, by the length field.</summary>
    public ReadOnlySpan<byte> Payload { get; }

    /// <summary>
    /// Views the datagram at the start of <paramref name="transport"/>; false when the length field is below
    /// <see cref="HeaderLength"/> or beyond the bytes.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> transport, out UdpView view)
    {
        view = default;
        if (transport.Length < HeaderLength)
            return false;
        var length = BinaryPrimitives.ReadUInt16BigEndian(transport[LengthOffset..]);
        if (length < HeaderLength || length > transport.Length)
            return false;
        view = new UdpView(transport[HeaderLength..length]);
        return true;
    }
}
