using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Frames;

namespace Jmirror.Engine.Learning;

/// <summary>
/// Sees the frames that may be signalling, in the capture thread, before they are matched: a mirror that begins with
/// a login has the first packet behind it, and a replay gives the same copies as a live run.
/// </summary>
public interface ILearner
{
    /// <summary>
    /// Learns from one frame. Any number of capture threads may call; no bytes, however broken, make it throw.
    /// </summary>
    /// <param name="frame">The captured bytes.</param>
    /// <param name="info">What the source knows of it.</param>
    /// <param name="key">What the dissector found.</param>
    /// <param name="outcome">How dissecting ended: PPPoE discovery and ARP, for example, are <see cref="DissectOutcome.NonIp"/>.</param>
    void See(ReadOnlySpan<byte> frame, in FrameInfo info, in PacketKey key, DissectOutcome outcome);
}
