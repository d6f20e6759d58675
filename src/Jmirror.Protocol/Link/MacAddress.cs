using System.Buffers.Binary;
using System.Globalization;

namespace Jmirror.Protocol.Link;

/// <summary>A 48-bit Ethernet address as a number: 02:00:00:00:00:09 is 0x020000000009.</summary>
/// <param name="Value">The six bytes, first byte highest; the top 16 bits are 0.</param>
public readonly record struct MacAddress(ulong Value)
{
    /// <summary>Length on the wire, bytes.</summary>
    public const int Length = 6;

    /// <summary>Reads 6 bytes in network order.</summary>
    public static MacAddress Read(ReadOnlySpan<byte> bytes) =>
        new(
            ((ulong)BinaryPrimitives.ReadUInt16BigEndian(bytes) << 32)
                | BinaryPrimitives.ReadUInt32BigEndian(bytes[2..])
        );

    /// <summary>Writes 6 bytes in network order.</summary>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, (ushort)(Value >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(destination[2..], (uint)Value);
    }

    /// <summary>Reads six two-digit hexadecimal groups joined by colons or hyphens.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out MacAddress address)
    {
        address = default;
        if (text.Length != 17 || text[2] is not (':' or '-'))
            return false;
        ulong value = 0;
        for (var i = 0; i < text.Length; i += 3)
        {
            if (i > 0 && text[i - 1] != text[2])
                return false;
            if (
                !byte.TryParse(
                    text.Slice(i, 2),
                    NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture,
                    out var group
                )
            )
                return false;
            value = (value << 8) | group;
        }
        address = new MacAddress(value);
        return true;
    }

    /// <summary>Six lower-case hexadecimal groups joined by colons.</summary>
    public override string ToString() =>
        $"{(byte)(Value >> 40):x2}:{(byte)(Value >> 32):x2}:{(byte)(Value >> 24):x2}:{(byte)(Value >> 16):x2}:{(byte)(Value >> 8):x2}:{(byte)Value:x2}";
}
