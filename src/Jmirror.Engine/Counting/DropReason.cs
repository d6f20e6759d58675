namespace Jmirror.Engine.Counting;

/// <summary>
/// Every way in which a packet can end other than being sent or being nobody's business. The kebab-case form of
/// each name (<see cref="DropReasons.NameOf"/>) is the word in JSON, metrics and documents.
/// </summary>
public enum DropReason
{
    /// <summary>Before matching: carries neither IP nor PPP (ARP, spanning tree, PPPoE discovery, LLDP ...).</summary>
    NonIp,

    /// <summary>Before matching: a header contradicts itself or the frame's length.</summary>
    Malformed,

    /// <summary>Before matching: the capture holds only the beginning of the packet.</summary>
    Truncated,

    /// <summary>Before matching: frames of this link type cannot be read.</summary>
    UnsupportedLinkType,

    /// <summary>Before matching: a copy of this run, captured on its way to the analyzer. It is never mirrored again.</summary>
    OwnOutput,

    /// <summary>
    /// After matching: the frame is longer than the interface could have carried and cannot be cut (offloads): switch
    /// them off.
    /// </summary>
    SuperFrame,

    /// <summary>After matching: the copy exceeds the MTU and the oversize rule is to drop, or it cannot be fragmented.</summary>
    Oversize,

    /// <summary>After matching: the copy would exceed 65 535 bytes, the most an IPv4 datagram can have.</summary>
    TooLong,

    /// <summary>After matching: the way out had no room in time (ENOBUFS, EAGAIN, full ring).</summary>
    SinkBusy,

    /// <summary>After matching: the kernel refused the length (EMSGSIZE).</summary>
    MessageSize,

    /// <summary>After matching: the interface is down (ENETDOWN) or its carrier is gone.</summary>
    LinkDown,

    /// <summary>After matching: the interface was removed (ENODEV, ENXIO).</summary>
    InterfaceGone,

    /// <summary>After matching: no route to the analyzer (ENETUNREACH, EHOSTUNREACH).</summary>
    NoRoute,

    /// <summary>After matching: the next hop's link address is not known.</summary>
    Unresolved,

    /// <summary>After matching: the kernel forbids it (EPERM, EACCES: a firewall rule, a lost privilege).</summary>
    NotPermitted,

    /// <summary>After matching: nobody listens (ECONNREFUSED on a connected UDP socket).</summary>
    Refused,

    /// <summary>After matching: any other error of the way out; the log names it.</summary>
    SendError,

    /// <summary>After matching: the run was ended before this copy was sent.</summary>
    Interrupted,

    /// <summary>After matching: lost on purpose, by an impairment.</summary>
    Impaired,
}

/// <summary>Names and groups of <see cref="DropReason"/>.</summary>
public static class DropReasons
{
    private static readonly string[] Names = Words.Of<DropReason>();

    /// <summary>How many reasons there are.</summary>
    public static int Count => Names.Length;

    /// <summary>The reason's word in JSON, metrics and documents: <c>SinkBusy</c> is <c>sink-busy</c>.</summary>
    public static string NameOf(DropReason reason) => Names[(int)reason];

    /// <summary>True for reasons that end a frame instead of a match; the others end copies.</summary>
    public static bool IsBeforeMatching(DropReason reason) => reason <= DropReason.OwnOutput;
}
