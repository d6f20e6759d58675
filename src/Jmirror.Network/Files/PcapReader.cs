using System.Buffers.Binary;
using Jmirror.Engine.Frames;
using Jmirror.Protocol.Link;

namespace Jmirror.Network.Files;

/// <summary>Finds the frames of a classic pcap file (<see cref="PcapFormat"/>).</summary>
/// <remarks>
/// Where the header says that frames end with a frame check sequence, those bytes are left out of both lengths:
/// nothing behind the packet is payload.
/// </remarks>
internal sealed class PcapReader(InterfaceNaming naming) : RecordReader
{
    private bool _bigEndian;
    private int _recordHeaderLength;
    private long _fractionNanoseconds;
    private LinkType _linkType;
    private uint _fcsLength;
    private ushort _interface;

    /// <summary>True when a file that begins with these four bytes is one of this format.</summary>
    public static bool Recognises(ReadOnlySpan<byte> magic) =>
        IsMagic(BinaryPrimitives.ReadUInt32LittleEndian(magic))
        || IsMagic(BinaryPrimitives.ReadUInt32BigEndian(magic));

    /// <inheritdoc/>
    public override bool TakeHeader(ReadOnlySpan<byte> memory, ref int position)
    {
        var header = memory[position..];
        if (header.Length < PcapFormat.FileHeaderLength)
        {
            Needed = PcapFormat.FileHeaderLength;
            return false;
        }
        _bigEndian = IsMagic(BinaryPrimitives.ReadUInt32BigEndian(header));
        var magic = Read32(header);
        _fractionNanoseconds = magic == PcapFormat.MagicNanoseconds ? 1 : 1000;
        _recordHeaderLength =
            magic == PcapFormat.MagicModified
                ? PcapFormat.ModifiedRecordHeaderLength
                : PcapFormat.RecordHeaderLength;
        var major = Read16(header[PcapFormat.VersionMajorOffset..]);
        var minor = Read16(header[PcapFormat.VersionMinorOffset..]);
        // Before 2.4 the two lengths of a record stood the other way round, or either way (2.3).
        if (major != PcapFormat.VersionMajor || minor < PcapFormat.VersionMinor)
        {
            Fault = $"pcap version {major}.{minor} cannot be read, only 2.4";
            return false;
        }
        var link = Read32(header[PcapFormat.LinkTypeOffset..]);
        _linkType = (LinkType)(ushort)link;
        if ((link & PcapFormat.FcsLengthPresent) != 0)
            _fcsLength = 2 * (link >> PcapFormat.FcsLengthShift);
        if (!naming.TryNumber(null, out _interface))
        {
            Fault = $"there are more than {CaptureInterfaces.Limit} capture interfaces";
            return false;
        }
        position += PcapFormat.FileHeaderLength;
        return true;
    }

    /// <inheritdoc/>
    public override int Take(ReadOnlySpan<byte> memory, ref int position, Span<FrameInfo> frames)
    {
        var at = position;
        var count = 0;
        while (count < frames.Length)
        {
            var record = memory[at..];
            if (record.Length < _recordHeaderLength)
            {
                Needed = _recordHeaderLength;
                break;
            }
            var captured = Read32(record[PcapFormat.CapturedLengthOffset..]);
            if (captured > PcapFormat.MaxFrameLength)
            {
                Fault =
                    $"the captured length {captured} is larger than {PcapFormat.MaxFrameLength}, the most a capture may hold";
                break;
            }
            var length = _recordHeaderLength + (int)captured;
            if (record.Length < length)
            {
                Needed = length;
                break;
            }
            frames[count++] = FrameOf(record, at + _recordHeaderLength, captured);
            at += length;
        }
        position = at;
        return count;
    }

    private FrameInfo FrameOf(ReadOnlySpan<byte> record, int offset, uint captured)
    {
        long seconds = Read32(record);
        var fraction = Read32(record[PcapFormat.FractionOffset..]);
        // Some writers leave the original length smaller or 0; a frame is never shorter than its capture.
        var original = Math.Max(Read32(record[PcapFormat.OriginalLengthOffset..]), captured);
        original -= Math.Min(original, _fcsLength);
        return new FrameInfo(
            offset,
            (int)Math.Min(captured, original),
            (int)Math.Min(original, int.MaxValue),
            seconds * TimestampScale.NanosecondsPerSecond + fraction * _fractionNanoseconds,
            _linkType,
            FrameDirection.Unknown,
            _interface
        );
    }

    private ushort Read16(ReadOnlySpan<byte> bytes) =>
        _bigEndian
            ? BinaryPrimitives.ReadUInt16BigEndian(bytes)
            : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private uint Read32(ReadOnlySpan<byte> bytes) =>
        _bigEndian
            ? BinaryPrimitives.ReadUInt32BigEndian(bytes)
            : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private static bool IsMagic(uint magic) =>
        magic is PcapFormat.MagicMicroseconds or PcapFormat.MagicNanoseconds or PcapFormat.MagicModified;
}
