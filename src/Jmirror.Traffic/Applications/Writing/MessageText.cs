using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Jmirror.Traffic.Applications.Writing;

/// <summary>
/// Puts interpolated ASCII text straight into a packet. The framework's own handler for bytes is generic and may box
/// what it formats; this one knows the few types that messages are made of.
/// </summary>
[InterpolatedStringHandler]
internal ref struct MessageText
{
    private readonly Span<byte> _destination;
    private int _length;

    /// <summary>Begins a text; the compiler calls it, and the two counts are the compiler's own idea.</summary>
    public MessageText(int literalLength, int formattedCount, Span<byte> destination) =>
        _destination = destination;

    private readonly Span<byte> Rest => _destination[_length..];

    /// <summary>Writes a text at the start of <paramref name="destination"/>, which has room for it.</summary>
    /// <returns>Its bytes.</returns>
    public static int Write(
        Span<byte> destination,
        [InterpolatedStringHandlerArgument(nameof(destination))] ref MessageText text
    ) => text._length;

    /// <summary>Puts in what stands between the braces.</summary>
    public void AppendLiteral(string text) => _length += Encoding.ASCII.GetBytes(text, Rest);

    /// <summary>Puts in ASCII text.</summary>
    public void AppendFormatted(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Rest);
        _length += text.Length;
    }

    /// <summary>Puts in a decimal number.</summary>
    public void AppendFormatted(long number)
    {
        number.TryFormat(Rest, out var written, default, CultureInfo.InvariantCulture);
        _length += written;
    }

    /// <summary>Puts in a number in the framework's notation of formats.</summary>
    public void AppendFormatted(ulong number, string format)
    {
        number.TryFormat(Rest, out var written, format, CultureInfo.InvariantCulture);
        _length += written;
    }

    /// <summary>Puts in a host's name.</summary>
    public void AppendFormatted(HostName name)
    {
        name.Write(Rest);
        _length += HostName.Length;
    }

    /// <summary>Puts in an address.</summary>
    public void AppendFormatted(AddressText address) => _length += address.Write(Rest);
}
