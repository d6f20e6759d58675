using System.Buffers.Binary;
using System.Globalization;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;

namespace Jmirror.Traffic.Framing;

/// <summary>
/// Writes a message from its first byte to its last, numbers big-endian. Too little room is a mistake of the caller
/// and throws.
/// </summary>
/// <param name="buffer">Room, with anything in it.</param>
internal ref struct WireWriter(Span<byte> buffer)
{
    private readonly Span<byte> _buffer = buffer;

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    /// <summary>What was written so far, to be changed or summed up.</summary>
    public readonly Span<byte> Written => _buffer[..Length];

    /// <summary>The room behind it, for what others write; <see cref="Skip"/> takes it in.</summary>
    public readonly Span<byte> Room => _buffer[Length..];

    /// <summary>Appends one byte.</summary>
    public void Byte(byte value) => _buffer[Length++] = value;

    /// <summary>Appends two bytes.</summary>
    public void UInt16(int value) =>
        BinaryPrimitives.WriteUInt16BigEndian(Take(sizeof(ushort)), (ushort)value);

    /// <summary>Appends four bytes.</summary>
    public void UInt32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Take(sizeof(uint)), value);

    /// <summary>Appends eight bytes.</summary>
    public void UInt64(ulong value) => BinaryPrimitives.WriteUInt64BigEndian(Take(sizeof(ulong)), value);

    /// <summary>Appends sixteen bytes.</summary>
    public void UInt128(UInt128 value) => BinaryPrimitives.WriteUInt128BigEndian(Take(16), value);

    /// <summary>Appends an IPv4 address.</summary>
    public void Ipv4(Ipv4Address address) => address.Write(Take(Ipv4Address.Length));

    /// <summary>Appends an Ethernet address.</summary>
    public void Mac(MacAddress address) => address.Write(Take(MacAddress.Length));

    /// <summary>Appends bytes.</summary>
    public void Bytes(scoped ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    /// <summary>Appends a number's decimal digits.</summary>
    public void Decimal(uint value)
    {
        _ = value.TryFormat(Room, out var digits, provider: CultureInfo.InvariantCulture);
        Length += digits;
    }

    /// <summary>Appends a byte's two lower-case hexadecimal digits.</summary>
    public void Hexadecimal(byte value)
    {
        _ = value.TryFormat(Room, out var digits, "x2", CultureInfo.InvariantCulture);
        Length += digits;
    }

    /// <summary>Appends zeros.</summary>
    public void Zeros(int count) => Take(count).Clear();

    /// <summary>Takes in what was written into <see cref="Room"/>.</summary>
    public void Skip(int count) => Length += count;

    /// <summary>Leaves room for a length of one byte; the matching <see cref="EndByteLength"/> fills it.</summary>
    /// <returns>Where what it counts begins.</returns>
    public int BeginByteLength()
    {
        Byte(0);
        return Length;
    }

    /// <summary>Fills a length of one byte.</summary>
    /// <param name="start">What <see cref="BeginByteLength"/> returned.</param>
    public readonly void EndByteLength(int start) => _buffer[start - 1] = checked((byte)(Length - start));

    /// <summary>Leaves room for a length of two bytes; the matching <see cref="EndUInt16Length"/> fills it.</summary>
    /// <returns>Where what it counts begins.</returns>
    public int BeginUInt16Length()
    {
        UInt16(0);
        return Length;
    }

    /// <summary>Fills a length of two bytes.</summary>
    /// <param name="start">What <see cref="BeginUInt16Length"/> returned.</param>
    public readonly void EndUInt16Length(int start) => SetUInt16(start - sizeof(ushort), Length - start);

    /// <summary>Sets two bytes that were written before.</summary>
    public readonly void SetUInt16(int position, int value) =>
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[position..], checked((ushort)value));

    private Span<byte> Take(int count)
    {
        var taken = _buffer.Slice(Length, count);
        Length += count;
        return taken;
    }
}
