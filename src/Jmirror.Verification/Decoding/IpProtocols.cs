namespace Jmirror.Verification.Decoding;

/// <summary>IP protocol numbers as people call them (IANA "Protocol Numbers").</summary>
internal static class IpProtocols
{
    private const byte Tcp = 6;
    private const byte Udp = 17;
    private const byte Dccp = 33;
    private const byte Sctp = 132;
    private const byte UdpLite = 136;

    /// <summary>True for protocols that begin with source and destination port.</summary>
    public static bool HasPorts(byte protocol) => protocol is Tcp or Udp or Dccp or Sctp or UdpLite;

    /// <summary>The name, or <c>protocol 123</c>.</summary>
    public static string NameOf(byte protocol) =>
        protocol switch
        {
            1 => "ICMP",
            2 => "IGMP",
            4 => "IPv4",
            Tcp => "TCP",
            Udp => "UDP",
            Dccp => "DCCP",
            41 => "IPv6",
            43 => "IPv6 routing header",
            44 => "IPv6 fragment header",
            46 => "RSVP",
            47 => "GRE",
            50 => "ESP",
            51 => "AH",
            58 => "ICMPv6",
            59 => "no next header",
            89 => "OSPF",
            103 => "PIM",
            112 => "VRRP",
            115 => "L2TPv3",
            Sctp => "SCTP",
            UdpLite => "UDP-Lite",
            _ => $"protocol {protocol}",
        };
}
