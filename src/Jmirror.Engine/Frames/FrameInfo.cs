using System.Runtime.InteropServices;
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
/// <param name="SegmentSize">
/// Payload bytes of each TCP segment or UDP datagram when offloads have made one frame of several packets (GRO, TSO,
/// USO); <see cref="UnknownSegmentSize"/> when it is longer than the interface can have carried and nobody says where
/// to cut; 0 for a frame as it was on the wire.
/// </param>
/// <param name="ChecksumPending">
/// True when the TCP or UDP checksum may be left to the network card. Its field then holds the folded sum of the
/// pseudo-header (CHECKSUM_PARTIAL in linux/skbuff.h), which a finished packet has there only by chance.
/// </param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FrameInfo(
    int Offset,
    int Length,
    int OriginalLength,
    long Timestamp,
    LinkType LinkType,
    FrameDirection Direction,
    ushort Interface,
    ushort SegmentSize = 0,
    bool ChecksumPending = false
)
{
    /// <summary>The <see cref="SegmentSize"/> of a super-frame that cannot be cut.</summary>
    public const ushort UnknownSegmentSize = ushort.MaxValue;

    /// <summary>True when offloads have left nothing to be done: the packet is as it is on the wire.</summary>
    public bool IsFinished => SegmentSize == 0 && !ChecksumPending;
}

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
