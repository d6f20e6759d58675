using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Jmirror.Engine.Frames;

namespace Jmirror.Network.Files;

/// <summary>Finds the frames of a pcapng file (<see cref="PcapngFormat"/>).</summary>
/// <remarks>
/// Blocks other than section headers, interface descriptions and the three kinds of packets are stepped over. A
/// simple packet has no time of its own and gets that of the packet before it. if_fcslen is not obeyed: whether it
/// counts bits or bytes is an open question of the format, and no known program writes it.
/// </remarks>
internal sealed class PcapngReader(InterfaceNaming naming) : RecordReader
{
    private readonly List<PcapngInterface> _interfaces = [];
    private PcapngByteOrder _order;
    private long _lastTimestamp;

    /// <summary>True when a file that begins with these four bytes is one of this format.</summary>
    public static bool Recognises(ReadOnlySpan<byte> magic) =>
        BinaryPrimitives.ReadUInt32LittleEndian(magic) == PcapngFormat.SectionHeaderBlock;

    /// <inheritdoc/>
    public override bool TakeHeader(ReadOnlySpan<byte> memory, ref int position)
    {
        var rest = memory[position..];
        // The byte order must be known before the length can be read.
        if (rest.Length < PcapngFormat.MinBlockLength)
        {
            Needed = PcapngFormat.MinBlockLength;
            return false;
        }
        if (!PcapngByteOrder.TryRead(rest[PcapngFormat.BlockHeaderLength..], out _order))
        {
            Fault = "the section header has no byte-order magic";
            return false;
        }
        if (!TryBlock(rest, out var block))
            return false;
        var body = block[PcapngFormat.BlockHeaderLength..^PcapngFormat.BlockTrailerLength];
        if (body.Length < PcapngFormat.SectionHeaderLength)
        {
            Fault = "the section header is too short";
            return false;
        }
        var major = _order.Read16(body[PcapngFormat.VersionMajorOffset..]);
        var minor = _order.Read16(body[PcapngFormat.VersionMinorOffset..]);
        // 1.2 was written by mistake by some programs and means 1.0.
        if (major != PcapngFormat.VersionMajor || minor is not (0 or 2))
        {
            Fault = $"pcapng version {major}.{minor} cannot be read, only 1.0";
            return false;
        }
        _interfaces.Clear();
        position += block.Length;
        return true;
    }

    /// <inheritdoc/>
    public override int Take(ReadOnlySpan<byte> memory, ref int position, Span<FrameInfo> frames)
    {
        var count = 0;
        while (count < frames.Length)
        {
            var rest = memory[position..];
            if (rest.Length < PcapngFormat.MinBlockLength)
            {
                Needed = PcapngFormat.MinBlockLength;
                break;
            }
            var type = _order.Read32(rest);
            if (type == PcapngFormat.SectionHeaderBlock)
            {
                if (!TakeHeader(memory, ref position))
                    break;
                continue;
            }
            if (!TryBlock(rest, out var block))
                break;
            var body = block[PcapngFormat.BlockHeaderLength..^PcapngFormat.BlockTrailerLength];
            var offset = position + PcapngFormat.BlockHeaderLength;
            if (type is PcapngFormat.EnhancedPacketBlock or PcapngFormat.PacketBlock)
            {
                if (!TryPacket(body, offset, type, out frames[count]))
                    break;
                count++;
            }
            else if (type == PcapngFormat.SimplePacketBlock)
            {
                if (!TrySimplePacket(body, offset, out frames[count]))
                    break;
                count++;
            }
            else if (type == PcapngFormat.InterfaceDescriptionBlock && !TryInterface(body))
            {
                break;
            }
            position += block.Length;
        }
        return count;
    }

    // Called with at least MinBlockLength bytes.
    private bool TryBlock(ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> block)
    {
        block = default;
        var length = _order.Read32(rest[4..]);
        if (length is < PcapngFormat.MinBlockLength or > PcapngFormat.MaxBlockLength || length % 4 != 0)
        {
            Fault = $"{length} is no possible length of a block";
            return false;
        }
        if ((uint)rest.Length < length)
        {
            Needed = (int)length;
            return false;
        }
        block = rest[..(int)length];
        var repeated = _order.Read32(block[^PcapngFormat.BlockTrailerLength..]);
        if (repeated == length)
            return true;
        Fault = $"the block's length is {length} at its beginning and {repeated} at its end";
        return false;
    }

    private bool TryInterface(ReadOnlySpan<byte> body)
    {
        if (body.Length < PcapngFormat.InterfaceDescriptionLength)
        {
            Fault = "the interface description is too short";
            return false;
        }
        if (!PcapngInterface.TryRead(body, _order, naming, out var described))
        {
            Fault = $"there are more than {CaptureInterfaces.Limit} capture interfaces";
            return false;
        }
        _interfaces.Add(described);
        return true;
    }

    private bool TryPacket(ReadOnlySpan<byte> body, int offset, uint type, out FrameInfo frame)
    {
        frame = default;
        if (body.Length < PcapngFormat.PacketHeaderLength)
        {
            Fault = "the packet block is too short";
            return false;
        }
        // The obsolete block has 16 bits of interface, then a drop counter.
        var interfaceId = type == PcapngFormat.PacketBlock ? _order.Read16(body) : _order.Read32(body);
        if (!TryFind(interfaceId, out var from))
            return false;
        var captured = _order.Read32(body[PcapngFormat.CapturedLengthOffset..]);
        if (!IsLength(captured, body.Length - PcapngFormat.PacketHeaderLength))
            return false;
        var original = Math.Max(_order.Read32(body[PcapngFormat.OriginalLengthOffset..]), captured);
        var ticks =
            ((ulong)_order.Read32(body[PcapngFormat.TimestampHighOffset..]) << 32)
            | _order.Read32(body[PcapngFormat.TimestampLowOffset..]);
        _lastTimestamp = from.Scale.ToNanoseconds(ticks);
        var optionsAt = PcapngFormat.PacketHeaderLength + PcapngFormat.Padded((int)captured);
        frame = new FrameInfo(
            offset + PcapngFormat.PacketHeaderLength,
            (int)captured,
            (int)Math.Min(original, int.MaxValue),
            _lastTimestamp,
            from.LinkType,
            optionsAt < body.Length ? DirectionOf(body[optionsAt..]) : FrameDirection.Unknown,
            from.Number
        );
        return true;
    }

    private bool TrySimplePacket(ReadOnlySpan<byte> body, int offset, out FrameInfo frame)
    {
        frame = default;
        if (body.Length < PcapngFormat.SimplePacketHeaderLength)
        {
            Fault = "the packet block is too short";
            return false;
        }
        if (!TryFind(0, out var from))
            return false;
        var original = _order.Read32(body);
        var captured = from.SnapLength == 0 ? original : Math.Min(original, from.SnapLength);
        if (!IsLength(captured, body.Length - PcapngFormat.SimplePacketHeaderLength))
            return false;
        frame = new FrameInfo(
            offset + PcapngFormat.SimplePacketHeaderLength,
            (int)captured,
            (int)Math.Min(original, int.MaxValue),
            _lastTimestamp,
            from.LinkType,
            FrameDirection.Unknown,
            from.Number
        );
        return true;
    }

    private bool TryFind(uint id, out PcapngInterface found)
    {
        if (id < (uint)_interfaces.Count)
        {
            found = CollectionsMarshal.AsSpan(_interfaces)[(int)id];
            return true;
        }
        found = default;
        Fault = $"the packet is of interface {id}, which the section has not described";
        return false;
    }

    private bool IsLength(uint captured, int room)
    {
        if (captured > PcapFormat.MaxFrameLength)
            Fault =
                $"the captured length {captured} is larger than {PcapFormat.MaxFrameLength}, the most a capture may hold";
        else if (captured > room)
            Fault = $"the captured length {captured} is larger than the {room} bytes the block has room for";
        else
            return true;
        return false;
    }

    // epb_flags, and pack_flags of the obsolete block: bits 0 and 1 are 1 for inbound, 2 for outbound.
    private FrameDirection DirectionOf(ReadOnlySpan<byte> options)
    {
        var reader = new PcapngOptions(options, _order);
        while (reader.TryNext(out var code, out var value))
        {
            if (code != PcapngFormat.PacketFlags || value.Length != sizeof(uint))
                continue;
            return (_order.Read32(value) & 3) switch
            {
                1 => FrameDirection.Received,
                2 => FrameDirection.Sent,
                _ => FrameDirection.Unknown,
            };
        }
        return FrameDirection.Unknown;
    }
}
