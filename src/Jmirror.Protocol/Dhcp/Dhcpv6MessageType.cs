namespace Jmirror.Protocol.Dhcp;

/// <summary>DHCPv6 message types (RFC 8415, section 7.3).</summary>
public enum Dhcpv6MessageType : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>A client looks for servers.</summary>
    Solicit = 1,

    /// <summary>A server offers itself.</summary>
    Advertise = 2,

    /// <summary>The client asks one of them for addresses and prefixes.</summary>
    Request = 3,

    /// <summary>The client asks whether its addresses fit the link.</summary>
    Confirm = 4,

    /// <summary>The client asks its server to go on.</summary>
    Renew = 5,

    /// <summary>The client asks any server to go on.</summary>
    Rebind = 6,

    /// <summary>A server answers.</summary>
    Reply = 7,

    /// <summary>The client gives back.</summary>
    Release = 8,

    /// <summary>The client found an address in use.</summary>
    Decline = 9,

    /// <summary>A server wants to be asked.</summary>
    Reconfigure = 10,

    /// <summary>The client asks for neither addresses nor prefixes.</summary>
    InformationRequest = 11,

    /// <summary>A relay's envelope towards the server.</summary>
    RelayForward = 12,

    /// <summary>A relay's envelope towards the client.</summary>
    RelayReply = 13,
}
