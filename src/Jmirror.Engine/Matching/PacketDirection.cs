using Jmirror.Engine.Frames;

namespace Jmirror.Engine.Matching;

/// <summary>Which way a packet goes, told by where the router would have seen it.</summary>
internal static class PacketDirection
{
    /// <summary>
    /// An interface whose side is not stated counts as access: the emulator stands where the router stands, and
    /// what the router received there came from the subscriber.
    /// </summary>
    public static MirrorDirection Of(FrameDirection direction, InterfaceSide side) =>
        (direction, side) switch
        {
            (FrameDirection.Received, InterfaceSide.Core) => MirrorDirection.Downstream,
            (FrameDirection.Received, _) => MirrorDirection.Upstream,
            (FrameDirection.Sent, InterfaceSide.Core) => MirrorDirection.Upstream,
            (FrameDirection.Sent, _) => MirrorDirection.Downstream,
            _ => MirrorDirection.Unknown,
        };
}
