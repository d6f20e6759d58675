using Jmirror.Protocol.Mirror;

namespace Jmirror.Engine.Matching;

/// <summary>One mirror as it was asked for and checked: who is copied, in which form, under which header, and which way out.</summary>
/// <param name="Triggers">What selects the packets: a packet that fits any of them, or several, is copied once.</param>
/// <param name="Policy">Which of them are copied, and how.</param>
/// <param name="Outer">Outer IPv4 and UDP header.</param>
/// <param name="Header">Mirror header; null for the bare copy of an E Series IP mirror.</param>
/// <param name="WayOut">Number of the way out: which of the run's sinks gets the copies.</param>
/// <param name="Mtu">Largest IP datagram of the path to the analyzer, bytes, at least <see cref="MinimumMtu"/>.</param>
/// <param name="Oversize">What becomes of longer copies.</param>
public sealed record MirrorDefinition(
    IReadOnlyList<Trigger> Triggers,
    SecurePolicy Policy,
    OuterHeader Outer,
    MirrorHeader? Header,
    int WayOut = 0,
    int Mtu = MirrorDefinition.DefaultMtu,
    OversizeRule Oversize = OversizeRule.Fragment
)
{
    /// <summary>Ethernet's.</summary>
    public const int DefaultMtu = 1500;

    /// <summary>Every IPv4 module must forward 68 bytes unfragmented (RFC 791 section 3.2).</summary>
    public const int MinimumMtu = 68;
}

/// <summary>What becomes of a copy that is longer than the MTU of its way out.</summary>
public enum OversizeRule
{
    /// <summary>Sent in outer IPv4 fragments (RFC 791).</summary>
    Fragment,

    /// <summary>Dropped and counted as <c>oversize</c>.</summary>
    Drop,

    /// <summary>Sent whole; the way out may refuse it.</summary>
    Send,
}

/// <summary>What becomes of a packet that triggers of several mirrors select.</summary>
public enum TriggerPrecedence
{
    /// <summary>Each mirror with a trigger that hits copies (MX Series).</summary>
    EveryHit,

    /// <summary>
    /// Only the mirror whose trigger has the lowest <see cref="TriggerRank"/>, then the earliest, copies (E Series).
    /// JUNOSe's examination stops at the first match: when that mirror's policy refuses the packet, no other copies it.
    /// </summary>
    HighestOnly,
}

/// <summary>
/// On which side of the router a capture interface listens. Together with the way in which the frame passed it
/// (<see cref="Frames.FrameDirection"/>) this tells the direction of packets whose trigger names no address.
/// </summary>
public enum InterfaceSide : byte
{
    /// <summary>Not stated: like <see cref="Access"/>, because the emulator stands where the router stands.</summary>
    Unknown,

    /// <summary>Towards subscribers: received frames are upstream, sent frames downstream.</summary>
    Access,

    /// <summary>Towards the network: received frames are downstream, sent frames upstream.</summary>
    Core,
}
