using Jmirror.Engine.Frames;

namespace Jmirror.Network.Files;

/// <summary>Finds the frames of one capture format in a stretch of the file. Knows nothing of files or buffers.</summary>
internal abstract class RecordReader
{
    /// <summary>
    /// Bytes from the position on that must be there before the reader gets on; set when a call stops for want of them.
    /// </summary>
    public int Needed { get; protected set; }

    /// <summary>Why the bytes at the position are no record of a capture; null while all is well.</summary>
    public string? Fault { get; protected set; }

    /// <summary>
    /// Steps over the file's header. False: see <see cref="Fault"/>, otherwise <see cref="Needed"/>.
    /// </summary>
    public abstract bool TakeHeader(ReadOnlySpan<byte> memory, ref int position);

    /// <summary>
    /// Lists the whole frames in <paramref name="memory"/> from <paramref name="position"/> on until either ends, and
    /// returns their number. 0: see <see cref="Fault"/>, otherwise <see cref="Needed"/>.
    /// </summary>
    public abstract int Take(ReadOnlySpan<byte> memory, ref int position, Span<FrameInfo> frames);
}
