using Jmirror.Protocol.Ip;

namespace Jmirror.Engine.Learning;

/// <summary>Which IPv6 addresses and prefixes tell a subscriber from others.</summary>
internal static class SubscriberAddress
{
    private static readonly UInt128 LinkLocal = (UInt128)0xfe80 << 112;
    private const int LinkLocalBits = 10;
    private const int MulticastByte = 0xff;

    /// <summary>True for a link-local address (RFC 4291, section 2.5.6).</summary>
    public static bool IsLinkLocal(UInt128 address) =>
        address >> (128 - LinkLocalBits) == LinkLocal >> (128 - LinkLocalBits);

    /// <summary>
    /// False for ::/0, ::, link-local and multicast ones, and those in ::ffff:0:0/96, where our IPv4 addresses are.
    /// </summary>
    public static bool IsUsable(IpPrefix prefix) =>
        prefix.Length != 0
        && prefix.Address != UInt128.Zero
        && !IsLinkLocal(prefix.Address)
        && (int)(prefix.Address >> 120) != MulticastByte
        && !prefix.IsIpv4;
}
