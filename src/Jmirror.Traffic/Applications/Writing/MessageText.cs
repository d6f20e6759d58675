using System.Runtime.CompilerServices;
using System.Text.Unicode;

namespace Jmirror.Traffic.Applications.Writing;

/// <summary>Writes messages that are text: interpolated, straight into the packet, without a string in between.</summary>
internal static class MessageText
{
    /// <summary>Writes ASCII text at the start of <paramref name="destination"/>.</summary>
    /// <returns>Its bytes.</returns>
    /// <exception cref="ArgumentException">There is no room: the caller has promised that there is.</exception>
    public static int Write(
        Span<byte> destination,
        [InterpolatedStringHandlerArgument(nameof(destination))]
            ref Utf8.TryWriteInterpolatedStringHandler text
    ) =>
        Utf8.TryWrite(destination, ref text, out var written)
            ? written
            : throw new ArgumentException("no room for the message", nameof(destination));
}
