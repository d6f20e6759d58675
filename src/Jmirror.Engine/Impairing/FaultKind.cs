using Jmirror.Engine.Counting;

namespace Jmirror.Engine.Impairing;

/// <summary>
/// What was done to a copy on purpose. The ledger names it behind the packet, so the numbers are part of its format. At
/// most one fault is put into a copy: what a receiver makes of it is then beyond doubt.
/// </summary>
public enum FaultKind : byte
{
    /// <summary>Nothing: it was sent as it is.</summary>
    None = 0,

    /// <summary>It was not sent.</summary>
    Loss = 1,

    /// <summary>It was sent once more, right behind itself.</summary>
    Duplicate = 2,

    /// <summary>It was sent behind copies of its mirror that were made later.</summary>
    Reorder = 3,

    /// <summary>It was sent later, and so was all that came behind it on its mirror.</summary>
    Delay = 4,

    /// <summary>The mirrored packet's end was cut off; the outer lengths are right.</summary>
    Truncate = 5,

    /// <summary>Bits of the mirrored packet were turned over.</summary>
    Corrupt = 6,

    /// <summary>One of the IP fragments into which the mirrored packet was cut, as if the subscriber's own path had done it.</summary>
    InnerFragment = 7,

    /// <summary>The same, and it repeats the end of the fragment before it (overlap, RFC 1858, RFC 5722).</summary>
    InnerOverlap = 8,

    /// <summary>A fragment of the mirrored packet that was not sent.</summary>
    InnerMissing = 9,

    /// <summary>It was sent in outer IPv4 fragments.</summary>
    OuterFragment = 10,

    /// <summary>It was sent in outer IPv4 fragments that overlap; all of them agree about the bytes they share.</summary>
    OuterOverlap = 11,

    /// <summary>It was sent in outer IPv4 fragments of which one is missing.</summary>
    OuterMissing = 12,

    /// <summary>Malformed: the UDP datagram ends within the mirror header.</summary>
    ShortHeader = 13,

    /// <summary>Malformed: version bits 2, which mean nothing.</summary>
    Version2 = 14,

    /// <summary>Malformed: version bits 3, which mean nothing.</summary>
    Version3 = 15,

    /// <summary>Malformed: mirror id 0.</summary>
    IdZero = 16,

    /// <summary>Malformed: the UDP length is not that of the datagram.</summary>
    UdpLength = 17,

    /// <summary>Malformed: the outer IPv4 header checksum is wrong.</summary>
    IpChecksum = 18,

    /// <summary>Malformed: the UDP checksum is neither 0 nor right.</summary>
    UdpChecksum = 19,

    /// <summary>Malformed: the mirrored packet is neither IPv4 nor IPv6 nor PPP.</summary>
    UnknownPayload = 20,

    /// <summary>Malformed: bytes were added behind the mirrored packet, up to the longest datagram of IPv4, sent in outer fragments.</summary>
    Oversize = 21,
}

/// <summary>Names of <see cref="FaultKind"/>.</summary>
public static class FaultKinds
{
    private static readonly string[] Names = Words.Of<FaultKind>();

    /// <summary>How many kinds there are, <see cref="FaultKind.None"/> among them.</summary>
    public static int Count => Names.Length;

    /// <summary>The word in options, configuration, JSON and documents: <c>IdZero</c> is <c>id-zero</c>.</summary>
    public static string NameOf(FaultKind kind) => Names[(int)kind];

    /// <summary>The words of all faults, for sentences that list them.</summary>
    public static string AllNames { get; } = string.Join(", ", Names.Skip(1));

    /// <summary>The fault of a word; false for <c>none</c> and for what is no such word.</summary>
    public static bool TryParse(string word, out FaultKind kind)
    {
        var number = Math.Max(0, Array.IndexOf(Names, word));
        kind = (FaultKind)number;
        return kind != FaultKind.None;
    }
}
