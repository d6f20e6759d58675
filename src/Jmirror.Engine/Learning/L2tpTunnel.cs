using Jmirror.Engine.Subscribers;

namespace Jmirror.Engine.Learning;

/// <summary>A tunnel: its two ends, session 0 in each. Shared by its sessions, which end with it.</summary>
/// <param name="first">One end.</param>
/// <param name="second">The other.</param>
internal sealed class L2tpTunnel(L2tpEnd first, L2tpEnd second)
{
    /// <summary>True once StopCCN was seen.</summary>
    public bool IsOver { get; set; }

    /// <summary>The end opposite to one of the two.</summary>
    public L2tpEnd Opposite(L2tpEnd end) => end == first ? second : first;

    /// <summary>True when these are its ends, in whichever order.</summary>
    public bool Joins(L2tpEnd end, L2tpEnd other) =>
        (end == first && other == second) || (end == second && other == first);
}

/// <summary>What messages to one end of a session belong to.</summary>
/// <param name="Session">The PPP link; its first end is the LAC.</param>
/// <param name="Receiver">Which end the messages go to.</param>
/// <param name="Tunnel">The tunnel.</param>
/// <param name="Opposite">The other end.</param>
internal sealed record L2tpSession(PppSession Session, LinkEnd Receiver, L2tpTunnel Tunnel, L2tpEnd Opposite);

/// <summary>A call that was asked for and not yet agreed to.</summary>
/// <param name="CalleeTunnel">Tunnel id that the side which was asked has assigned.</param>
/// <param name="IsIncoming">True for ICRQ, which LACs send; false for OCRQ, which LNSs send.</param>
/// <param name="Number">The subscriber's telephone number as text; null when it was not told.</param>
internal sealed record L2tpCall(ushort CalleeTunnel, bool IsIncoming, string? Number);

/// <summary>What an answer to a call names it by.</summary>
/// <param name="Caller">Address of the side that asks.</param>
/// <param name="Callee">Address of the side that is asked.</param>
/// <param name="Session">Session id that the side which asks has assigned.</param>
internal readonly record struct L2tpCallName(UInt128 Caller, UInt128 Callee, ushort Session);
