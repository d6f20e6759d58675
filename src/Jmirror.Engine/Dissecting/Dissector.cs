using Jmirror.Engine.Frames;

namespace Jmirror.Engine.Dissecting;

/// <summary>Finds in a frame what a router would copy and whose it is.</summary>
public static class Dissector
{
    /// <summary>Dissects one frame.</summary>
    public static DissectOutcome Dissect(ReadOnlySpan<byte> frame, in FrameInfo info, out PacketKey key)
    {
        key = default;
        _ = frame;
        _ = info;
        return DissectOutcome.NonIp;
    }
}
