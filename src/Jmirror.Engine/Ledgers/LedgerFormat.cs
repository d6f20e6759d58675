using System.Buffers.Binary;
using System.IO.Hashing;
using Jmirror.Engine.Impairing;

namespace Jmirror.Engine.Ledgers;

/// <summary>
/// The ledger's bytes: a file header, then blocks, each whole or not there at all. Little-endian throughout.
/// </summary>
/// <remarks>
/// <code>
/// file    0 | "JMLEDGER" | version 1 (4) | 0 (4) |
/// block   0 | checksum: XXH3, 64 bits, of all that follows in the block |
///         8 | streams (2) | packets (2) | streams in earlier blocks (4) |
///        16 | packets in earlier blocks (8) |
///        24 | time of the first packet, nanoseconds since 1970-01-01 UTC (8) |
///        32 | new streams, 20 bytes each | packets, 20 bytes each |
/// stream  0 | addresses (8) | ids (8) | ports (4) |
/// packet  0 | digest (8) | time after the block's (4) | stream (4) | length (2) | fault (1) | 0 (1) |
/// </code>
/// A block of no streams and no packets closes the ledger. Streams are numbered in order of appearance, and appear
/// no later than in the block of their first packet.
/// </remarks>
public static class LedgerFormat
{
    /// <summary>Length of the file header, bytes.</summary>
    public const int FileHeaderLength = 16;

    /// <summary>Length of a block's header, bytes.</summary>
    public const int BlockHeaderLength = 32;

    /// <summary>Length of a stream's or a packet's record, bytes.</summary>
    public const int RecordLength = 20;

    /// <summary>Most streams that one block introduces.</summary>
    public const int MaxStreamsPerBlock = 2048;

    /// <summary>Most packets of one block.</summary>
    public const int MaxPacketsPerBlock = 2048;

    /// <summary>Length of the longest block, bytes.</summary>
    public const int MaxBlockLength =
        BlockHeaderLength + (MaxStreamsPerBlock + MaxPacketsPerBlock) * RecordLength;

    private const uint Version = 1;
    private const int VersionOffset = 8;

    private const int StreamCountOffset = 8;
    private const int PacketCountOffset = 10;
    private const int StreamsBeforeOffset = 12;
    private const int PacketsBeforeOffset = 16;
    private const int TimeOffset = 24;

    private const int IdsOffset = 8;
    private const int PortsOffset = 16;

    private const int DelayOffset = 8;
    private const int StreamOffset = 12;
    private const int LengthOffset = 16;
    private const int FaultOffset = 18;
    private const int FaultShift = 8 * (FaultOffset - LengthOffset);

    private static ReadOnlySpan<byte> Magic => "JMLEDGER"u8;

    /// <summary>Writes the file header.</summary>
    public static void WriteFileHeader(Span<byte> bytes)
    {
        bytes[..FileHeaderLength].Clear();
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[VersionOffset..], Version);
    }

    /// <summary>Null when the first <see cref="FileHeaderLength"/> bytes are a ledger's, otherwise what they are not.</summary>
    public static string? CheckFileHeader(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith(Magic))
            return "it is not a ledger: it does not begin with JMLEDGER";
        var version = BinaryPrimitives.ReadUInt32LittleEndian(bytes[VersionOffset..]);
        return version == Version ? null : $"its version is {version}; this program reads version {Version}";
    }

    /// <summary>Completes a block whose records are in place.</summary>
    public static void WriteBlockHeader(Span<byte> block, in LedgerBlock header)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(block[StreamCountOffset..], (ushort)header.Streams);
        BinaryPrimitives.WriteUInt16LittleEndian(block[PacketCountOffset..], (ushort)header.Packets);
        BinaryPrimitives.WriteUInt32LittleEndian(block[StreamsBeforeOffset..], (uint)header.StreamsBefore);
        BinaryPrimitives.WriteInt64LittleEndian(block[PacketsBeforeOffset..], header.PacketsBefore);
        BinaryPrimitives.WriteInt64LittleEndian(block[TimeOffset..], header.Time);
        BinaryPrimitives.WriteUInt64LittleEndian(block, ChecksumOf(block[..header.Length]));
    }

    /// <summary>Reads the first <see cref="BlockHeaderLength"/> bytes of a block; any bytes give some header.</summary>
    public static LedgerBlock ReadBlockHeader(ReadOnlySpan<byte> block) =>
        new(
            BinaryPrimitives.ReadUInt16LittleEndian(block[StreamCountOffset..]),
            BinaryPrimitives.ReadUInt16LittleEndian(block[PacketCountOffset..]),
            (int)BinaryPrimitives.ReadUInt32LittleEndian(block[StreamsBeforeOffset..]),
            BinaryPrimitives.ReadInt64LittleEndian(block[PacketsBeforeOffset..]),
            BinaryPrimitives.ReadInt64LittleEndian(block[TimeOffset..])
        );

    /// <summary>True when the whole block's checksum is right.</summary>
    public static bool IsSound(ReadOnlySpan<byte> block) =>
        BinaryPrimitives.ReadUInt64LittleEndian(block) == ChecksumOf(block);

    /// <summary>Writes a stream's record.</summary>
    public static void WriteStream(Span<byte> record, in StreamIdentity stream)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(record, stream.Addresses);
        BinaryPrimitives.WriteUInt64LittleEndian(record[IdsOffset..], stream.Ids);
        BinaryPrimitives.WriteUInt32LittleEndian(record[PortsOffset..], stream.Ports);
    }

    /// <summary>Reads a stream's record.</summary>
    public static StreamIdentity ReadStream(ReadOnlySpan<byte> record) =>
        new(
            BinaryPrimitives.ReadUInt64LittleEndian(record),
            BinaryPrimitives.ReadUInt32LittleEndian(record[PortsOffset..]),
            BinaryPrimitives.ReadUInt64LittleEndian(record[IdsOffset..])
        );

    /// <summary>Writes a packet's record into a block of time <paramref name="blockTime"/>.</summary>
    public static void WritePacket(Span<byte> record, in SentPacket packet, long blockTime)
    {
        record = record[..RecordLength];
        BinaryPrimitives.WriteUInt64LittleEndian(record, packet.Digest);
        BinaryPrimitives.WriteUInt32LittleEndian(record[DelayOffset..], (uint)(packet.Time - blockTime));
        BinaryPrimitives.WriteInt32LittleEndian(record[StreamOffset..], packet.Stream);
        BinaryPrimitives.WriteUInt32LittleEndian(
            record[LengthOffset..],
            packet.Length | ((uint)packet.Fault << FaultShift)
        );
    }

    /// <summary>Reads a packet's record from a block of time <paramref name="blockTime"/>.</summary>
    public static SentPacket ReadPacket(ReadOnlySpan<byte> record, long blockTime)
    {
        record = record[..RecordLength];
        return new SentPacket(
            BinaryPrimitives.ReadInt32LittleEndian(record[StreamOffset..]),
            BinaryPrimitives.ReadUInt64LittleEndian(record),
            BinaryPrimitives.ReadUInt16LittleEndian(record[LengthOffset..]),
            blockTime + BinaryPrimitives.ReadUInt32LittleEndian(record[DelayOffset..]),
            (FaultKind)record[FaultOffset]
        );
    }

    private static ulong ChecksumOf(ReadOnlySpan<byte> block) => XxHash3.HashToUInt64(block[sizeof(ulong)..]);
}

/// <summary>What a block's header says.</summary>
/// <param name="Streams">Streams that the block introduces.</param>
/// <param name="Packets">Packets of the block.</param>
/// <param name="StreamsBefore">Streams in earlier blocks.</param>
/// <param name="PacketsBefore">Packets in earlier blocks.</param>
/// <param name="Time">Time of its first packet, nanoseconds since 1970-01-01 UTC.</param>
public readonly record struct LedgerBlock(
    int Streams,
    int Packets,
    int StreamsBefore,
    long PacketsBefore,
    long Time
)
{
    /// <summary>Length of header and records, bytes.</summary>
    public int Length => LedgerFormat.BlockHeaderLength + (Streams + Packets) * LedgerFormat.RecordLength;

    /// <summary>True for the block that closes a ledger.</summary>
    public bool IsClosing => Streams == 0 && Packets == 0;
}
