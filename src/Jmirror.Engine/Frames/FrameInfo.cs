using Jmirror.Protocol.Link;

namespace Jmirror.Engine.Frames;

/// <summary>One captured frame: where its bytes lie in the batch's memory, and what the source knows about it.</summary>
/// <param name="Offset">First byte, counted from the start of <see cref="FrameBatch.Memory"/>.</param>
/// <param name="Length">Bytes captured.</param>
/// <param name="OriginalLength">Bytes the frame had on the wire; larger than <paramref name="Length"/> when the capture cut it.</param>
/// <param name="Timestamp">Nanoseconds since 1970-01-01 UTC.</param>
/// <param name="LinkType">What the first byte is.</param>
/// <param name="Direction">Which way the capturing host saw it, where the source knows.</param>
/// <param name="Interface">Number given by <see cref="CaptureInterfaces"/>.</param>
public readonly record struct FrameInfo(
    int Offset,
    int Length,
    int OriginalLength,
    long Timestamp,
    LinkType LinkType,
    FrameDirection Direction,
    ushort Interface
);

/// <summary>Which way a frame passed the capturing interface.</summary>
public enum FrameDirection : byte
{
    /// <summary>The source does not say.</summary>
    Unknown,

    /// <summary>The capturing host received it.</summary>
    Received,

    /// <summary>The capturing host sent it.</summary>
    Sent,
}
