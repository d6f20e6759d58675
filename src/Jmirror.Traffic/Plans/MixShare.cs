namespace Jmirror.Traffic.Plans;

/// <summary>One kind of traffic and its share.</summary>
/// <param name="Application">What it is.</param>
/// <param name="Weight">Packets of it in comparison to the other kinds, more than 0.</param>
public sealed record MixShare(ApplicationKind Application, decimal Weight)
{
    /// <summary>Lengths of the IP packets; null: the application's own. Only for <see cref="ApplicationKind.Udp"/>.</summary>
    public SizeDistribution? Sizes { get; init; }

    /// <summary>
    /// Share of its conversations over IPv6, of subscribers who have both families, 0 to 1; who has one only uses that.
    /// </summary>
    public decimal Ipv6 { get; init; }
}

/// <summary>What subscribers do.</summary>
public enum ApplicationKind : byte
{
    /// <summary>UDP datagrams to and fro, numbered, of given lengths.</summary>
    Udp,

    /// <summary>A call: SIP (RFC 3261) and RTP (RFC 3550), 20 ms G.711.</summary>
    Voip,

    /// <summary>HTTP/1.1 over TCP (RFC 9112): handshake, request, response in full segments, end.</summary>
    Http,

    /// <summary>TLS-like records over TCP: handshake, application data, end.</summary>
    Tls,

    /// <summary>DNS query and response (RFC 1035).</summary>
    Dns,

    /// <summary>Echo request and reply (RFC 792, RFC 4443).</summary>
    Icmp,

    /// <summary>LCP echo request and reply (RFC 1661). Only of subscribers who have PPP.</summary>
    Ppp,

    /// <summary>A capture's packets, with the subscriber's address in place of the captured one.</summary>
    Capture,
}

/// <summary>Lengths of IP packets, drawn by weight.</summary>
/// <param name="Ranges">At least one.</param>
public sealed record SizeDistribution(IReadOnlyList<SizeRange> Ranges)
{
    /// <summary>The simple mix that device tests have long used: 7 × 40, 4 × 576, 1 × 1500 bytes.</summary>
    public static SizeDistribution Imix { get; } =
        new([new SizeRange(40, 40, 7), new SizeRange(576, 576, 4), new SizeRange(1500, 1500, 1)]);
}

/// <summary>Lengths from one to another, both included, evenly.</summary>
/// <param name="First">The shortest, bytes of the IP packet.</param>
/// <param name="Last">The longest.</param>
/// <param name="Weight">How often in comparison to the other ranges, from 1.</param>
public readonly record struct SizeRange(int First, int Last, int Weight);
