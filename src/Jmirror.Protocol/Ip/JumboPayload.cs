using System.Buffers.Binary;

namespace Jmirror.Protocol.Ip;

/// <summary>
/// The jumbo payload option in a hop-by-hop header: the payload length of IPv6 packets longer than the header's
/// own field can say. Linux writes it into packets that it hands to the network card for segmentation (BIG TCP).
/// </summary>
/// <remarks>
/// <code>
/// | next header | (length - 8) / 8 | options: type, length of data, data ... |
/// | C2 | 04 | payload length, 4 bytes, big-endian, above 65 535 |
/// </code>
/// Source: RFC 2675, section 2; option format: RFC 8200, section 4.2.
/// </remarks>
public static class JumboPayload
{
    private const byte Pad1 = 0;
    private const byte OptionType = 0xc2;
    private const byte OptionLength = 4;
    private const int HeaderLength = 2;

    /// <summary>
    /// Finds the option in the hop-by-hop header at the start of <paramref name="bytes"/>. False when the header
    /// is not whole, or holds no valid jumbo payload.
    /// </summary>
    /// <param name="bytes">What follows the IPv6 header.</param>
    /// <param name="length">Payload length, bytes, hop-by-hop header included.</param>
    public static bool TryFind(ReadOnlySpan<byte> bytes, out uint length)
    {
        length = 0;
        if (bytes.Length < HeaderLength)
            return false;
        var end = (bytes[1] + 1) * 8;
        if (end > bytes.Length)
            return false;
        var options = bytes[HeaderLength..end];
        while (!options.IsEmpty)
        {
            if (options[0] == Pad1)
            {
                options = options[1..];
                continue;
            }
            if (options.Length < HeaderLength || options[1] > options.Length - HeaderLength)
                return false;
            if (options[0] == OptionType && options[1] == OptionLength)
            {
                length = BinaryPrimitives.ReadUInt32BigEndian(options[HeaderLength..]);
                return length > ushort.MaxValue;
            }
            options = options[(HeaderLength + options[1])..];
        }
        return false;
    }
}
