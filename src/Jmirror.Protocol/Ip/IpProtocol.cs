using System.Diagnostics.CodeAnalysis;

namespace Jmirror.Protocol.Ip;

/// <summary>
/// What an IP header announces (registry of IANA, Protocol Numbers): transports, and the extension headers of IPv6.
/// </summary>
[SuppressMessage("Design", "CA1027", Justification = "Registry numbers, not flags.")]
public enum IpProtocol : byte
{
    /// <summary>IPv6 hop-by-hop options.</summary>
    HopByHop = 0,

    /// <summary>ICMP.</summary>
    Icmp = 1,

    /// <summary>TCP.</summary>
    Tcp = 6,

    /// <summary>UDP.</summary>
    Udp = 17,

    /// <summary>DCCP.</summary>
    Dccp = 33,

    /// <summary>IPv6 routing header.</summary>
    Routing = 43,

    /// <summary>IPv6 fragment header.</summary>
    Fragment = 44,

    /// <summary>IP authentication header.</summary>
    Authentication = 51,

    /// <summary>ICMPv6.</summary>
    Icmpv6 = 58,

    /// <summary>IPv6 destination options.</summary>
    DestinationOptions = 60,

    /// <summary>SCTP.</summary>
    Sctp = 132,

    /// <summary>IPv6 mobility header.</summary>
    Mobility = 135,

    /// <summary>UDP-Lite.</summary>
    UdpLite = 136,
}
