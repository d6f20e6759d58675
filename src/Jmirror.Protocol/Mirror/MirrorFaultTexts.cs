using System.Numerics;

namespace Jmirror.Protocol.Mirror;

/// <summary>The words for <see cref="MirrorFaults"/>: a name for counters and JSON, a sentence for people.</summary>
public static class MirrorFaultTexts
{
    private static readonly (string Name, string Sentence)[] Texts =
    [
        ("short-outer-header", "The bytes end within the outer IPv4 header."),
        ("not-ipv4", "The outer packet is not IPv4."),
        ("bad-outer-header-length", "The outer IPv4 header length is below 20 bytes."),
        ("not-udp", "The outer packet is not UDP."),
        ("outer-fragment", "The outer packet is a fragment and must be reassembled first."),
        ("short-udp-header", "The bytes end within the UDP header."),
        ("short-mirror-header", "The bytes end within the mirror header."),
        ("bad-outer-checksum", "The outer IPv4 header checksum is wrong."),
        ("bad-total-length", "The outer total length is smaller than the outer header."),
        ("cut-short", "The capture holds only the beginning of the datagram."),
        ("trailing-bytes", "There are more bytes than the outer total length says."),
        ("udp-length-disagrees", "The UDP length does not fit the outer total length."),
        ("udp-checksum-set", "There is a UDP checksum, which routers do not compute."),
        ("udp-checksum-wrong", "The UDP checksum is neither 0 nor right."),
        ("undefined-version", "The version bits of the mirror header are 2 or 3."),
        ("empty-payload", "Nothing follows the mirror header."),
        ("unknown-payload", "The mirrored packet is neither IPv4 nor IPv6 nor PPP with FF 03."),
        ("short-payload-header", "The mirrored packet ends within its first header."),
        ("bad-payload-header", "The mirrored packet's first header contradicts itself."),
        ("payload-short", "The mirrored packet is shorter than its own header says."),
        ("payload-long", "The mirrored packet is longer than its own header says."),
        ("bad-payload-checksum", "The mirrored packet's IPv4 header checksum is wrong."),
    ];

    /// <summary>Every single fault, unusable ones first.</summary>
    public static IReadOnlyList<MirrorFaults> All { get; } =
    [.. Enumerable.Range(0, Texts.Length).Select(bit => (MirrorFaults)(1u << bit))];

    /// <summary>The name of one fault in counters and JSON, such as <c>bad-outer-checksum</c>.</summary>
    /// <exception cref="IndexOutOfRangeException">No fault at all.</exception>
    public static string NameOf(MirrorFaults fault) => Texts[IndexOf(fault)].Name;

    /// <summary>One fault as a sentence.</summary>
    /// <exception cref="IndexOutOfRangeException">No fault at all.</exception>
    public static string SentenceOf(MirrorFaults fault) => Texts[IndexOf(fault)].Sentence;

    /// <summary>Position of one fault in <see cref="All"/>; of several, the first one's.</summary>
    public static int IndexOf(MirrorFaults fault) => BitOperations.TrailingZeroCount((uint)fault);
}
