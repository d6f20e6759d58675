using System.Buffers.Binary;

namespace Jmirror.Testing;

/// <summary>One packet of a capture file.</summary>
/// <param name="LinkType">LINKTYPE_ number of the file.</param>
/// <param name="Bytes">The captured bytes.</param>
/// <param name="OriginalLength">Bytes on the wire.</param>
/// <param name="Timestamp">Nanoseconds since 1970-01-01 UTC.</param>
public sealed record PcapPacket(uint LinkType, byte[] Bytes, int OriginalLength, long Timestamp);

/// <summary>
/// Classic pcap files for tests, whole in memory. Separate from the product's own reader on purpose: what it
/// writes and reads can be checked against this.
/// </summary>
public static class PcapFile
{
    private const uint Microseconds = 0xa1b2c3d4;
    private const uint Nanoseconds = 0xa1b23c4d;
    private const int FileHeaderLength = 24;
    private const int LinkTypeOffset = 20;
    private const int RecordHeaderLength = 16;

    /// <summary>Reads a file of either byte order and either resolution.</summary>
    public static IReadOnlyList<PcapPacket> Read(string path)
    {
        var bytes = File.ReadAllBytes(path).AsSpan();
        var magic = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        var isLittleEndian = magic is Microseconds or Nanoseconds;
        if (!isLittleEndian)
            magic = BinaryPrimitives.ReverseEndianness(magic);
        Assert.True(magic is Microseconds or Nanoseconds, $"{path} is not a classic pcap file");
        var nanosecondsPerTick = magic == Nanoseconds ? 1 : 1000;
        uint Field(ReadOnlySpan<byte> at) =>
            isLittleEndian
                ? BinaryPrimitives.ReadUInt32LittleEndian(at)
                : BinaryPrimitives.ReadUInt32BigEndian(at);

        var linkType = Field(bytes[LinkTypeOffset..]);
        var packets = new List<PcapPacket>();
        for (var rest = bytes[FileHeaderLength..]; !rest.IsEmpty; )
        {
            var timestamp = Field(rest) * 1_000_000_000L + Field(rest[4..]) * nanosecondsPerTick;
            var length = (int)Field(rest[8..]);
            var original = (int)Field(rest[12..]);
            var data = rest.Slice(RecordHeaderLength, length).ToArray();
            packets.Add(new PcapPacket(linkType, data, original, timestamp));
            rest = rest[(RecordHeaderLength + length)..];
        }
        return packets;
    }

    /// <summary>Writes a little-endian file with nanoseconds.</summary>
    public static void Write(string path, uint linkType, IEnumerable<(long Timestamp, byte[] Bytes)> packets)
    {
        using var writer = new BinaryWriter(File.Create(path));
        writer.Write(Nanoseconds);
        writer.Write((ushort)2);
        writer.Write((ushort)4);
        writer.Write(0L);
        writer.Write(0x40000);
        writer.Write(linkType);
        foreach (var (timestamp, bytes) in packets)
        {
            writer.Write((uint)(timestamp / 1_000_000_000));
            writer.Write((uint)(timestamp % 1_000_000_000));
            writer.Write(bytes.Length);
            writer.Write(bytes.Length);
            writer.Write(bytes);
        }
    }
}
