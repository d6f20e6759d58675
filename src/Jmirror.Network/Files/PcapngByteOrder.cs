using System.Buffers.Binary;

namespace Jmirror.Network.Files;

/// <summary>The byte order of a pcapng section: that of the machine that wrote it.</summary>
/// <param name="BigEndian">True for big-endian.</param>
internal readonly record struct PcapngByteOrder(bool BigEndian)
{
    /// <summary>Tells the order from the magic in a section header. False: it is in neither.</summary>
    public static bool TryRead(ReadOnlySpan<byte> magic, out PcapngByteOrder order)
    {
        order = new(BinaryPrimitives.ReadUInt32BigEndian(magic) == PcapngFormat.ByteOrderMagic);
        return order.BigEndian
            || BinaryPrimitives.ReadUInt32LittleEndian(magic) == PcapngFormat.ByteOrderMagic;
    }

    public ushort Read16(ReadOnlySpan<byte> bytes) =>
        BigEndian
            ? BinaryPrimitives.ReadUInt16BigEndian(bytes)
            : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    public uint Read32(ReadOnlySpan<byte> bytes) =>
        BigEndian
            ? BinaryPrimitives.ReadUInt32BigEndian(bytes)
            : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    public long Read64(ReadOnlySpan<byte> bytes) =>
        BigEndian
            ? BinaryPrimitives.ReadInt64BigEndian(bytes)
            : BinaryPrimitives.ReadInt64LittleEndian(bytes);
}
