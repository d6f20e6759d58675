using System.Buffers.Binary;
using System.Text;
using Jmirror.Protocol.Link;

namespace Jmirror.Network.Files;

/// <summary>
/// The block-structured capture file: sections, each with its own byte order and interfaces, each interface with
/// its own link type and unit of time.
/// </summary>
/// <remarks>
/// <code>
/// every block     0 | type | total length | body | options | total length |     a multiple of 4 bytes
/// section header  8 | byte-order magic | major 1 | minor 0 | section length (64 bits, -1: unknown)
/// interface       8 | link type | 0 | snapshot length
/// enhanced packet 8 | interface | time, high | time, low | captured length | original length | bytes, padded to 4
/// packet          8 | interface | drops | the rest as above                     obsolete
/// simple packet   8 | original length | bytes, padded to 4                      interface 0, no time
/// option          0 | code | length | value, padded to 4
/// </code>
/// Source: draft-ietf-opsawg-pcapng.
/// </remarks>
internal static class PcapngFormat
{
    public const uint SectionHeaderBlock = 0x0a0d0d0a;
    public const uint InterfaceDescriptionBlock = 1;
    public const uint PacketBlock = 2;
    public const uint SimplePacketBlock = 3;
    public const uint EnhancedPacketBlock = 6;

    public const uint ByteOrderMagic = 0x1a2b3c4d;
    public const ushort VersionMajor = 1;

    public const int BlockHeaderLength = 8;
    public const int BlockTrailerLength = 4;
    public const int MinBlockLength = BlockHeaderLength + BlockTrailerLength;

    /// <summary>Largest block that libpcap and Wireshark accept, bytes.</summary>
    public const int MaxBlockLength = 16 << 20;

    // Offsets in a block's body, which begins after type and length.
    public const int VersionMajorOffset = 4;
    public const int VersionMinorOffset = 6;
    public const int SectionLengthOffset = 8;
    public const int SectionHeaderLength = 16;
    public const int InterfaceSnapLengthOffset = 4;
    public const int InterfaceDescriptionLength = 8;
    public const int TimestampHighOffset = 4;
    public const int TimestampLowOffset = 8;
    public const int CapturedLengthOffset = 12;
    public const int OriginalLengthOffset = 16;
    public const int PacketHeaderLength = 20;
    public const int SimplePacketHeaderLength = 4;

    public const int OptionHeaderLength = 4;
    public const ushort EndOfOptions = 0;
    public const ushort InterfaceName = 2;
    public const ushort InterfaceTimestampResolution = 9;
    public const ushort InterfaceTimestampOffset = 14;
    public const ushort PacketFlags = 2;
    public const ushort SectionApplication = 4;

    private const byte NanosecondResolution = 9;
    private const int BlockAlignment = 4;

    /// <summary>A length with the padding that blocks and options need.</summary>
    public static int Padded(int length) => (length + BlockAlignment - 1) & -BlockAlignment;

    /// <summary>A section header block, little-endian, that names the writing program.</summary>
    public static byte[] SectionHeader(string application)
    {
        Span<byte> body = stackalloc byte[SectionHeaderLength];
        body.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(body, ByteOrderMagic);
        BinaryPrimitives.WriteUInt16LittleEndian(body[VersionMajorOffset..], VersionMajor);
        BinaryPrimitives.WriteInt64LittleEndian(body[SectionLengthOffset..], -1);
        return Block(SectionHeaderBlock, body, (SectionApplication, Encoding.UTF8.GetBytes(application)));
    }

    /// <summary>An interface description block with nanosecond timestamps.</summary>
    public static byte[] InterfaceDescription(string name, LinkType linkType)
    {
        Span<byte> body = stackalloc byte[InterfaceDescriptionLength];
        body.Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(body, (ushort)linkType);
        BinaryPrimitives.WriteInt32LittleEndian(body[InterfaceSnapLengthOffset..], PcapFormat.MaxFrameLength);
        return Block(
            InterfaceDescriptionBlock,
            body,
            (InterfaceName, Encoding.UTF8.GetBytes(name)),
            (InterfaceTimestampResolution, [NanosecondResolution])
        );
    }

    /// <summary>
    /// Closes the enhanced packet block whose packet already lies in its place, and returns the block's length.
    /// A timestamp before 1970 becomes 1970.
    /// </summary>
    public static int SealPacket(
        Span<byte> block,
        int interfaceId,
        long timestamp,
        int capturedLength,
        int originalLength
    )
    {
        var padded = Padded(capturedLength);
        var length = MinBlockLength + PacketHeaderLength + padded;
        block = block[..length];
        var nanoseconds = Math.Max(timestamp, 0);
        BinaryPrimitives.WriteUInt32LittleEndian(block, EnhancedPacketBlock);
        BinaryPrimitives.WriteInt32LittleEndian(block[4..], length);
        var body = block[BlockHeaderLength..^BlockTrailerLength];
        BinaryPrimitives.WriteInt32LittleEndian(body, interfaceId);
        BinaryPrimitives.WriteUInt32LittleEndian(body[TimestampHighOffset..], (uint)(nanoseconds >> 32));
        BinaryPrimitives.WriteUInt32LittleEndian(body[TimestampLowOffset..], (uint)nanoseconds);
        BinaryPrimitives.WriteInt32LittleEndian(body[CapturedLengthOffset..], capturedLength);
        BinaryPrimitives.WriteInt32LittleEndian(body[OriginalLengthOffset..], originalLength);
        body[(PacketHeaderLength + capturedLength)..].Clear();
        BinaryPrimitives.WriteInt32LittleEndian(block[^BlockTrailerLength..], length);
        return length;
    }

    private static byte[] Block(
        uint type,
        ReadOnlySpan<byte> body,
        params ReadOnlySpan<(ushort Code, byte[] Value)> options
    )
    {
        var length = MinBlockLength + body.Length + OptionHeaderLength;
        foreach (var (_, value) in options)
            length += OptionHeaderLength + Padded(value.Length);
        // Padding and the end-of-options option are zeros already.
        var block = new byte[length];
        BinaryPrimitives.WriteUInt32LittleEndian(block, type);
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(4), length);
        body.CopyTo(block.AsSpan(BlockHeaderLength));
        var rest = block.AsSpan(BlockHeaderLength + body.Length);
        foreach (var (code, value) in options)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(rest, code);
            BinaryPrimitives.WriteUInt16LittleEndian(rest[2..], checked((ushort)value.Length));
            value.CopyTo(rest[OptionHeaderLength..]);
            rest = rest[(OptionHeaderLength + Padded(value.Length))..];
        }
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(length - BlockTrailerLength), length);
        return block;
    }
}
