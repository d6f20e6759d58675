using System.Text.Unicode;

namespace Jmirror.Traffic.Applications.Calls;

/// <summary>An address as text messages have it.</summary>
/// <param name="Address">As a number, first byte highest.</param>
/// <param name="IsIpv6">Its family.</param>
internal readonly record struct AddressText(UInt128 Address, bool IsIpv6) : IUtf8SpanFormattable
{
    /// <summary>
    /// Writes dotted decimal, or all eight groups of an IPv6 address: in brackets, as an URI wants it, or without them
    /// for the format <c>n</c>, as a session description does.
    /// </summary>
    public bool TryFormat(
        Span<byte> utf8Destination,
        out int bytesWritten,
        ReadOnlySpan<char> format,
        IFormatProvider? provider
    )
    {
        var (high, low) = ((ulong)(Address >> 64), (ulong)(Address & ulong.MaxValue));
        if (!IsIpv6)
            return Utf8.TryWrite(
                utf8Destination,
                $"{(byte)(low >> 24)}.{(byte)(low >> 16)}.{(byte)(low >> 8)}.{(byte)low}",
                out bytesWritten
            );
        ReadOnlySpan<byte> open = format is "n" ? ""u8 : "["u8;
        ReadOnlySpan<byte> close = format is "n" ? ""u8 : "]"u8;
        return Utf8.TryWrite(
            utf8Destination,
            $"{open}{Group(high, 3):x}:{Group(high, 2):x}:{Group(high, 1):x}:{Group(high, 0):x}:"
                + $"{Group(low, 3):x}:{Group(low, 2):x}:{Group(low, 1):x}:{Group(low, 0):x}{close}",
            out bytesWritten
        );
    }

    private static ushort Group(ulong half, int index) => (ushort)(half >> (16 * index));
}
