using System.Buffers.Binary;
using Jmirror.Protocol.Link;

namespace Jmirror.Network.Files;

/// <summary>
/// The classic capture file: one header, then records back to back, all in the byte order of the writing machine.
/// </summary>
/// <remarks>
/// <code>
/// file    0 | magic | major 2 | minor 4 | 0 | 0 | snapshot length | FCS and link type |   24 bytes
/// record  0 | seconds | µs or ns | captured length | original length |                    16 bytes
///        16 | captured bytes
/// </code>
/// The magic tells byte order and unit of time. Source: draft-ietf-opsawg-pcap; pcap-savefile(5).
/// </remarks>
internal static class PcapFormat
{
    public const uint MagicMicroseconds = 0xa1b2c3d4;
    public const uint MagicNanoseconds = 0xa1b23c4d;

    /// <summary>Alexey Kuznetzov's patch of the 1990s: microseconds, and 8 more bytes in each record header.</summary>
    public const uint MagicModified = 0xa1b2cd34;

    public const int FileHeaderLength = 24;
    public const int VersionMajorOffset = 4;
    public const int VersionMinorOffset = 6;
    public const int SnapLengthOffset = 16;
    public const int LinkTypeOffset = 20;
    public const ushort VersionMajor = 2;
    public const ushort VersionMinor = 4;

    public const int RecordHeaderLength = 16;
    public const int ModifiedRecordHeaderLength = 24;
    public const int FractionOffset = 4;
    public const int CapturedLengthOffset = 8;
    public const int OriginalLengthOffset = 12;

    /// <summary>Set in the link type word when its top four bits count the 16-bit words of FCS behind each frame.</summary>
    public const uint FcsLengthPresent = 0x0400_0000;
    public const int FcsLengthShift = 28;

    /// <summary>
    /// Most bytes that one frame of a capture may have, in either format: MAXIMUM_SNAPLEN of libpcap, the same as
    /// Wireshark's limit. A larger length is a sign of corruption.
    /// </summary>
    public const int MaxFrameLength = 262_144;

    /// <summary>The header of a little-endian file with nanoseconds.</summary>
    public static byte[] FileHeader(LinkType linkType)
    {
        var header = new byte[FileHeaderLength];
        BinaryPrimitives.WriteUInt32LittleEndian(header, MagicNanoseconds);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(VersionMajorOffset), VersionMajor);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(VersionMinorOffset), VersionMinor);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(SnapLengthOffset), MaxFrameLength);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(LinkTypeOffset), (uint)linkType);
        return header;
    }

    /// <summary>
    /// Writes the header of one record. The format knows the seconds from 1970 to 2106 only: a timestamp before or
    /// after becomes the first or last of them.
    /// </summary>
    public static void WriteRecordHeader(
        Span<byte> destination,
        long timestamp,
        int capturedLength,
        int originalLength
    )
    {
        var nanoseconds = (ulong)
            Math.Clamp(timestamp, 0, (1L << 32) * TimestampScale.NanosecondsPerSecond - 1);
        var (seconds, fraction) = Math.DivRem(nanoseconds, (ulong)TimestampScale.NanosecondsPerSecond);
        BinaryPrimitives.WriteUInt32LittleEndian(destination, (uint)seconds);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[FractionOffset..], (uint)fraction);
        BinaryPrimitives.WriteInt32LittleEndian(destination[CapturedLengthOffset..], capturedLength);
        BinaryPrimitives.WriteInt32LittleEndian(destination[OriginalLengthOffset..], originalLength);
    }
}
