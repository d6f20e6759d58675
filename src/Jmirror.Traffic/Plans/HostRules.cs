using Jmirror.Protocol.Ip;

namespace Jmirror.Traffic.Plans;

/// <summary>Which addresses nobody on the subscribers' side can have.</summary>
internal static class HostRules
{
    private static readonly IpPrefix[] NoHosts =
    [
        Ipv4(0x0000_0000, 8),
        Ipv4(0x7f00_0000, 8),
        Ipv4(0xe000_0000, 3),
        new IpPrefix(UInt128.Zero, 8),
        new IpPrefix(new UInt128(0xfe80_0000_0000_0000, 0), 10),
        new IpPrefix(new UInt128(0xff00_0000_0000_0000, 0), 8),
    ];

    // Where the hosts are that subscribers talk to: set aside for traffic between test devices (RFC 2544, RFC 5180).
    private static readonly IpPrefix[] OtherSide =
    [
        Ipv4(0xc612_0000, 15),
        new IpPrefix(new UInt128(0x2001_0002_0000_0000, 0), 48),
    ];

    /// <summary>Says what is wrong with addresses; null when nothing is.</summary>
    /// <param name="subject">What the sentence is about.</param>
    /// <param name="prefix">The addresses.</param>
    public static string? Check(string subject, IpPrefix prefix)
    {
        if (FindOverlap(prefix, NoHosts) is { } unusable)
            return $"{subject}: hosts have no addresses of {unusable}";
        if (FindOverlap(prefix, OtherSide) is { } taken)
            return $"{subject}: the hosts that subscribers talk to have addresses of {taken}";
        return null;
    }

    /// <summary>The same of a single address.</summary>
    public static string? Check(string subject, Ipv4Address address) =>
        Check($"{subject} {address}", Ipv4(address.Value, 32));

    private static IpPrefix? FindOverlap(IpPrefix prefix, IpPrefix[] others)
    {
        foreach (var other in others)
        {
            var shorter = prefix.Length < other.Length ? prefix : other;
            if (prefix.IsIpv4 == other.IsIpv4 && ((prefix.Address ^ other.Address) & shorter.Mask) == 0)
                return other;
        }
        return null;
    }

    private static IpPrefix Ipv4(uint address, int length) =>
        new(IpPrefix.FromIpv4(address), IpPrefix.Ipv4Offset + length);
}
