namespace Jmirror.Verification.Decoding;

/// <summary>IP protocol numbers as people call them (IANA "Protocol Numbers").</summary>
internal static class IpProtocols
{
    /// <summary>The name, or <c>protocol 123</c>.</summary>
    public static string NameOf(byte protocol) =>
        protocol switch
        {
            1 => "ICMP",
            2 => "IGMP",
            4 => "IPv4",
            6 => "TCP",
            17 => "UDP",
            33 => "DCCP",
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
            132 => "SCTP",
            136 => "UDP-Lite",
            _ => $"protocol {protocol}",
        };
}
