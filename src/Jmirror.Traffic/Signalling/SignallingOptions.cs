using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;
using Jmirror.Protocol.Radius;

namespace Jmirror.Traffic.Signalling;

/// <summary>How subscribers with PPP prove who they are.</summary>
public enum PppAuthentication : byte
{
    /// <summary>Name and password in clear text (RFC 1334).</summary>
    Pap,

    /// <summary>A challenge answered with MD5 (RFC 1994).</summary>
    Chap,
}

/// <summary>What logins and logouts look like, apart from who logs in.</summary>
public sealed record SignallingOptions
{
    /// <summary>What transaction ids, magic numbers and challenges follow from.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How subscribers with PPP authenticate.</summary>
    public PppAuthentication Authentication { get; init; } = PppAuthentication.Pap;

    /// <summary>
    /// The router's own address: DHCP server, end of the PPP links, RADIUS client. Documentation space (RFC 5737) by
    /// default.
    /// </summary>
    public Ipv4Address RouterAddress { get; init; } = new(0xc000_0201);

    /// <summary>The router's name: access concentrator, L2TP host, NAS-Identifier; 1 to 64 characters of ASCII.</summary>
    public string RouterName { get; init; } = "bng1";

    /// <summary>Lease time of DHCP and valid lifetime of DHCPv6 and advertised prefixes, seconds. Leases are not renewed.</summary>
    public uint LeaseTime { get; init; } = 86_400;

    /// <summary>RADIUS as it passes the wire; null: there is none.</summary>
    public SyntheticRadius? Radius { get; init; }
}

/// <summary>The link between the router and its RADIUS server, without VLAN tags.</summary>
/// <param name="Secret">The secret that both share.</param>
public sealed record SyntheticRadius(RadiusSecret Secret)
{
    /// <summary>The server's address; its ports are 1812 and 1813. Documentation space (RFC 5737) by default.</summary>
    public Ipv4Address ServerAddress { get; init; } = new(0xc000_0202);

    /// <summary>The server's Ethernet address.</summary>
    public MacAddress ServerMac { get; init; } = new(0x02fe_0000_0002);

    /// <summary>The router's Ethernet address on this link.</summary>
    public MacAddress RouterMac { get; init; } = new(0x02fe_0000_0001);
}
