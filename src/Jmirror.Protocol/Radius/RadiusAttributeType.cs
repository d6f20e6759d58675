namespace Jmirror.Protocol.Radius;

/// <summary>Vendors by their number at IANA ("SMI Network Management Private Enterprise Codes").</summary>
public static class RadiusVendor
{
    /// <summary>ERX, Unisphere, Juniper: the vendor of the mirroring attributes. Not 2636, Juniper's other number.</summary>
    public const uint Juniper = 4874;

    /// <summary>DSL Forum (Broadband Forum).</summary>
    public const uint DslForum = 3561;
}

/// <summary>
/// Attributes by number. A vendor's attribute has the vendor in the upper 24 bits: 26-58 of vendor 4874 is
/// 4874 &lt;&lt; 8 | 58.
/// </summary>
/// <remarks>Source: RFC 2865, 2866, 2869, 3162, 4818, 5176, 6911; RFC 4679 (DSL Forum); Juniper's dictionaries.</remarks>
public enum RadiusAttributeType : uint
{
    /// <summary>No attribute.</summary>
    None = 0,

    /// <summary>User-Name, text.</summary>
    UserName = 1,

    /// <summary>User-Password, hidden.</summary>
    UserPassword = 2,

    /// <summary>CHAP-Password: identifier and 16 bytes.</summary>
    ChapPassword = 3,

    /// <summary>NAS-IP-Address.</summary>
    NasIpAddress = 4,

    /// <summary>NAS-Port, number.</summary>
    NasPort = 5,

    /// <summary>Service-Type, number.</summary>
    ServiceType = 6,

    /// <summary>Framed-Protocol, number.</summary>
    FramedProtocol = 7,

    /// <summary>Framed-IP-Address.</summary>
    FramedIpAddress = 8,

    /// <summary>Framed-IP-Netmask.</summary>
    FramedIpNetmask = 9,

    /// <summary>Reply-Message, text.</summary>
    ReplyMessage = 18,

    /// <summary>Framed-Route, text.</summary>
    FramedRoute = 22,

    /// <summary>State.</summary>
    State = 24,

    /// <summary>Class.</summary>
    Class = 25,

    /// <summary>
    /// Vendor-Specific that holds no well-formed attributes of a vendor in <see cref="RadiusVendor"/>; its value
    /// begins with the vendor's number.
    /// </summary>
    VendorSpecific = 26,

    /// <summary>Session-Timeout, seconds.</summary>
    SessionTimeout = 27,

    /// <summary>Called-Station-Id, text.</summary>
    CalledStationId = 30,

    /// <summary>Calling-Station-Id, text.</summary>
    CallingStationId = 31,

    /// <summary>NAS-Identifier, text.</summary>
    NasIdentifier = 32,

    /// <summary>Proxy-State.</summary>
    ProxyState = 33,

    /// <summary>Acct-Status-Type, see <see cref="AcctStatusType"/>.</summary>
    AcctStatusType = 40,

    /// <summary>Acct-Input-Octets: from the subscriber, low 32 bits.</summary>
    AcctInputOctets = 42,

    /// <summary>Acct-Output-Octets: to the subscriber, low 32 bits.</summary>
    AcctOutputOctets = 43,

    /// <summary>Acct-Session-Id, text.</summary>
    AcctSessionId = 44,

    /// <summary>Acct-Session-Time, seconds.</summary>
    AcctSessionTime = 46,

    /// <summary>Acct-Input-Packets: from the subscriber.</summary>
    AcctInputPackets = 47,

    /// <summary>Acct-Output-Packets: to the subscriber.</summary>
    AcctOutputPackets = 48,

    /// <summary>Acct-Terminate-Cause, number.</summary>
    AcctTerminateCause = 49,

    /// <summary>Acct-Multi-Session-Id, text.</summary>
    AcctMultiSessionId = 50,

    /// <summary>Acct-Input-Gigawords: upper 32 bits of the octets.</summary>
    AcctInputGigawords = 52,

    /// <summary>Acct-Output-Gigawords: upper 32 bits of the octets.</summary>
    AcctOutputGigawords = 53,

    /// <summary>Event-Timestamp, seconds since 1970-01-01 UTC.</summary>
    EventTimestamp = 55,

    /// <summary>CHAP-Challenge.</summary>
    ChapChallenge = 60,

    /// <summary>NAS-Port-Type, number.</summary>
    NasPortType = 61,

    /// <summary>Message-Authenticator, 16 bytes.</summary>
    MessageAuthenticator = 80,

    /// <summary>Acct-Interim-Interval, seconds.</summary>
    AcctInterimInterval = 85,

    /// <summary>NAS-Port-Id, text.</summary>
    NasPortId = 87,

    /// <summary>NAS-IPv6-Address.</summary>
    NasIpv6Address = 95,

    /// <summary>Framed-IPv6-Prefix.</summary>
    FramedIpv6Prefix = 97,

    /// <summary>Framed-IPv6-Route, text.</summary>
    FramedIpv6Route = 99,

    /// <summary>Error-Cause, see <see cref="RadiusErrorCause"/>.</summary>
    ErrorCause = 101,

    /// <summary>Delegated-IPv6-Prefix.</summary>
    DelegatedIpv6Prefix = 123,

    /// <summary>Framed-IPv6-Address.</summary>
    FramedIpv6Address = 168,

    /// <summary>Virtual-Router, text.</summary>
    VirtualRouter = (RadiusVendor.Juniper << 8) | 1,

    /// <summary>DHCP-Options: the options of the client's message, each code, length, value.</summary>
    DhcpOptions = (RadiusVendor.Juniper << 8) | 55,

    /// <summary>LI-Action, see <see cref="Radius.LiAction"/>; salt-encrypted.</summary>
    LiAction = (RadiusVendor.Juniper << 8) | 58,

    /// <summary>Med-Dev-Handle, see <see cref="Mirror.MedDevHandle"/>; salt-encrypted.</summary>
    MedDevHandle = (RadiusVendor.Juniper << 8) | 59,

    /// <summary>Med-Ip-Address; salt-encrypted.</summary>
    MedIpAddress = (RadiusVendor.Juniper << 8) | 60,

    /// <summary>Med-Port-Number, a 32-bit number; salt-encrypted.</summary>
    MedPortNumber = (RadiusVendor.Juniper << 8) | 61,

    /// <summary>Acc-Loop-Cir-Id: agent circuit id.</summary>
    AccLoopCircuitId = (RadiusVendor.Juniper << 8) | 110,

    /// <summary>DHCP-Option-82.</summary>
    DhcpOption82 = (RadiusVendor.Juniper << 8) | 159,

    /// <summary>Acc-Loop-Remote-Id: agent remote id.</summary>
    AccLoopRemoteId = (RadiusVendor.Juniper << 8) | 182,

    /// <summary>ADSL-Agent-Circuit-Id.</summary>
    AgentCircuitId = (RadiusVendor.DslForum << 8) | 1,

    /// <summary>ADSL-Agent-Remote-Id.</summary>
    AgentRemoteId = (RadiusVendor.DslForum << 8) | 2,
}
