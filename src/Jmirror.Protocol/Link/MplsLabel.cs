using System.Buffers.Binary;

namespace Jmirror.Protocol.Link;

/// <summary>One entry of an MPLS label stack.</summary>
/// <remarks>
/// <code>
/// | label (20) | traffic class (3) | bottom of stack (1) | time to live (8) |
/// </code>
/// Big-endian. Nothing says what follows the stack. Source: RFC 3032, section 2.1.
/// </remarks>
/// <param name="Value">Label, 20 bits.</param>
/// <param name="IsBottom">True for the last entry of the stack.</param>
public readonly record struct MplsLabel(uint Value, bool IsBottom)
{
    /// <summary>Length on the wire, bytes.</summary>
    public const int Length = 4;

    private const int LabelShift = 12;
    private const uint BottomBit = 0x100;

    /// <summary>Reads the first 4 bytes; false when they are too few.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out MplsLabel label)
    {
        label = default;
        if (bytes.Length < Length)
            return false;
        var word = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        label = new MplsLabel(word >> LabelShift, (word & BottomBit) != 0);
        return true;
    }
}
