namespace Jmirror.Traffic.Applications;

/// <summary>
/// Where a conversation between a subscriber and a host of the network stands. What each application keeps in the free
/// fields is its own affair.
/// </summary>
public struct Conversation
{
    /// <summary>The subscriber's number, from 1; 0: no conversation.</summary>
    public int Subscriber;

    /// <summary>The session it belongs to; when the subscriber has another one, the conversation is over.</summary>
    public uint SessionId;

    /// <summary>Its number among all conversations of the run: from it the host, the ports and the contents follow.</summary>
    public ulong Number;

    /// <summary>Packets so far.</summary>
    public int Step;

    /// <summary>True over IPv6.</summary>
    public bool IsIpv6;

    /// <summary>The application's own: TCP sequence number or RTP time of the subscriber's side.</summary>
    public uint Upstream;

    /// <summary>The application's own: the same of the host's side.</summary>
    public uint Downstream;

    /// <summary>The application's own: what remains of the stretch it is in.</summary>
    public int Left;
}

/// <summary>A packet that an application has written.</summary>
/// <param name="Length">Its bytes.</param>
/// <param name="IsDownstream">True towards the subscriber.</param>
/// <param name="IsPpp">True for a PPP control packet, which begins with its protocol field (2 bytes); false for an IP packet.</param>
/// <param name="IsLast">True when the conversation ends with it.</param>
public readonly record struct WrittenPacket(int Length, bool IsDownstream, bool IsPpp, bool IsLast);
