namespace Jmirror.Verification.Reassembling;

/// <summary>What became of one outer IPv4 packet.</summary>
public enum FragmentOutcome
{
    /// <summary>Not a fragment, or no readable IPv4 header: decode it as it is.</summary>
    Whole,

    /// <summary>The last missing piece: the datagram is whole.</summary>
    Completed,

    /// <summary>Kept until the rest arrives.</summary>
    Held,

    /// <summary>All its bytes are there already, and the same.</summary>
    Duplicate,

    /// <summary>
    /// Some of its bytes are there already. It and the datagram in progress are both given up, as Linux does: no
    /// router sends such pieces, attackers do.
    /// </summary>
    Overlap,

    /// <summary>It contradicts the datagram's end. It and the datagram in progress are both given up.</summary>
    LengthContradiction,

    /// <summary>No fragment of a mirror datagram: not UDP.</summary>
    NotUdp,

    /// <summary>A fragment whose header checksum is wrong, or whose total length is below the header's.</summary>
    BadHeader,

    /// <summary>Fewer bytes than its total length says: the capture cut it.</summary>
    CutShort,

    /// <summary>More follow, but its length is not a multiple of 8, so they cannot fit (RFC 791).</summary>
    Unaligned,

    /// <summary>No bytes behind the header.</summary>
    Empty,

    /// <summary>It ends beyond 65 535 bytes.</summary>
    TooLong,
}
