using System.Buffers.Binary;

namespace Jmirror.Protocol.Link;

/// <summary>Cisco HDLC header.</summary>
/// <remarks>
/// <code>
/// 0 | address: 0F unicast, 8F multicast | control: 00 |
/// 2 | EtherType of what follows                       |
/// </code>
/// Big-endian. Source: RFC 1547, section 4.3.1.
/// </remarks>
/// <param name="Type">What follows; 0x8035 (SLARP) and 0x2000 (CDP) are the link's own.</param>
public readonly record struct CiscoHdlcHeader(EtherType Type)
{
    /// <summary>Length on the wire, bytes.</summary>
    public const int Length = 4;

    private const byte Unicast = 0x0f;
    private const byte Multicast = 0x8f;
    private const int TypeOffset = 2;

    /// <summary>True when <paramref name="bytes"/> begin like Cisco HDLC rather than PPP.</summary>
    public static bool IsAt(ReadOnlySpan<byte> bytes) => bytes is [Unicast or Multicast, 0, ..];

    /// <summary>Reads the first 4 bytes; false when they are too few.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out CiscoHdlcHeader header)
    {
        header = default;
        if (bytes.Length < Length)
            return false;
        header = new CiscoHdlcHeader((EtherType)BinaryPrimitives.ReadUInt16BigEndian(bytes[TypeOffset..]));
        return true;
    }
}
