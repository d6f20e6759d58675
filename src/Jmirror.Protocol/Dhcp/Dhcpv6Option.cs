namespace Jmirror.Protocol.Dhcp;

/// <summary>DHCPv6 option codes (RFC 8415, section 21; RFC 4649).</summary>
public enum Dhcpv6Option : ushort
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>DUID of the client.</summary>
    ClientId = 1,

    /// <summary>DUID of the server.</summary>
    ServerId = 2,

    /// <summary>Identity association of addresses.</summary>
    AddressAssociation = 3,

    /// <summary>Identity association of temporary addresses.</summary>
    TemporaryAssociation = 4,

    /// <summary>An address in an identity association.</summary>
    Address = 5,

    /// <summary>The message in a relay's envelope.</summary>
    RelayMessage = 9,

    /// <summary>The relay's interface to the client.</summary>
    InterfaceId = 18,

    /// <summary>Identity association of delegated prefixes.</summary>
    PrefixAssociation = 25,

    /// <summary>A prefix in an identity association.</summary>
    Prefix = 26,

    /// <summary>What the relay knows of the client's line: four bytes of enterprise number, then the id.</summary>
    RemoteId = 37,
}
