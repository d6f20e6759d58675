namespace Jmirror.Engine.Frames;

/// <summary>
/// Frames that a source hands out together: views over memory that the source owns and that stays valid until
/// the source is asked for the next batch. A ring block, a slab filled from libpcap, a stretch of a capture file.
/// </summary>
public readonly ref struct FrameBatch
{
    /// <summary>Makes a batch of <paramref name="frames"/> over <paramref name="memory"/>.</summary>
    public FrameBatch(ReadOnlySpan<byte> memory, ReadOnlySpan<FrameInfo> frames)
    {
        Memory = memory;
        Frames = frames;
    }

    /// <summary>The memory that all frames of the batch lie in.</summary>
    public ReadOnlySpan<byte> Memory { get; }

    /// <summary>The frames, in the order in which they were captured.</summary>
    public ReadOnlySpan<FrameInfo> Frames { get; }

    /// <summary>The captured bytes of one frame of this batch.</summary>
    public ReadOnlySpan<byte> BytesOf(in FrameInfo frame) => Memory.Slice(frame.Offset, frame.Length);
}
