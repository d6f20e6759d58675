using Jmirror.Protocol.Ip;

namespace Jmirror.Traffic.Applications.Writing;

/// <summary>What the IP headers of an application's packets have in common.</summary>
/// <param name="Protocol">IPv4's protocol and IPv6's next header.</param>
/// <param name="TrafficClass">DSCP in the upper six bits.</param>
/// <param name="IsAtomic">True when the sender sets Don't Fragment; IPv6 packets never are fragmented on the way.</param>
internal readonly record struct IpService(IpProtocol Protocol, byte TrafficClass, bool IsAtomic)
{
    // Expedited forwarding (RFC 3246), as RFC 4594 wants it for telephony.
    private const byte Expedited = 46 << 2;

    /// <summary>TCP probes the path's MTU (RFC 1191).</summary>
    public static readonly IpService Tcp = new(IpProtocol.Tcp, 0, IsAtomic: true);

    /// <summary>UDP of most applications.</summary>
    public static readonly IpService Udp = new(IpProtocol.Udp, 0, IsAtomic: false);

    /// <summary>UDP with voice in it.</summary>
    public static readonly IpService Voice = new(IpProtocol.Udp, Expedited, IsAtomic: false);

    /// <summary>Echoes over IPv4.</summary>
    public static readonly IpService Icmp = new(IpProtocol.Icmp, 0, IsAtomic: false);

    /// <summary>Echoes over IPv6.</summary>
    public static readonly IpService Icmpv6 = new(IpProtocol.Icmpv6, 0, IsAtomic: false);
}
