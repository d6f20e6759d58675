namespace Jmirror.Traffic.Signalling;

/// <summary>All messages that a login or logout can have. They stand in groups, each written by one class.</summary>
internal enum SignallingMessage : byte
{
    // DHCP.
    DhcpDiscover,
    DhcpOffer,
    DhcpRequest,
    DhcpAck,
    DhcpRelease,

    // DHCPv6.
    Dhcpv6Solicit,
    Dhcpv6Advertise,
    Dhcpv6Request,
    Dhcpv6Reply,
    Dhcpv6Release,
    Dhcpv6ReleaseReply,

    // Neighbour discovery.
    RouterSolicitation,
    RouterAdvertisement,

    // PPPoE discovery.
    PadInitiation,
    PadOffer,
    PadRequest,
    PadConfirmation,
    PadTermination,

    // PPP. Where both sides send the same kind of message, it is the router's or the client's.
    LcpRouterRequest,
    LcpClientRequest,
    LcpClientAck,
    LcpRouterAck,
    PapRequest,
    PapAck,
    ChapChallenge,
    ChapResponse,
    ChapSuccess,
    IpcpRouterRequest,
    IpcpClientRequest,
    IpcpClientAck,
    IpcpNak,
    IpcpClientSecondRequest,
    IpcpRouterAck,
    Ipv6cpRouterRequest,
    Ipv6cpClientRequest,
    Ipv6cpClientAck,
    Ipv6cpRouterAck,
    LcpTerminateRequest,
    LcpTerminateAck,

    // L2TP control.
    TunnelRequest,
    TunnelReply,
    TunnelConnected,
    TunnelAcknowledgement,
    CallRequest,
    CallReply,
    CallConnected,
    CallAcknowledgement,
    CallDisconnect,
    DisconnectAcknowledgement,

    // RADIUS.
    AccessRequest,
    AccessAccept,
    AccountingStart,
    AccountingStartResponse,
    AccountingStop,
    AccountingStopResponse,
}

/// <summary>What is the same for a message whoever it is about.</summary>
internal static class SignallingMessages
{
    /// <summary>True for what passes within a subscriber's session; false for what is said of it to others.</summary>
    public static bool IsOfSession(this SignallingMessage message) =>
        message
            is < SignallingMessage.PadInitiation
                or (>= SignallingMessage.LcpRouterRequest and <= SignallingMessage.LcpTerminateAck);

    /// <summary>True for what the router sends towards the subscriber, and the RADIUS server to the router.</summary>
    public static bool IsDownstream(this SignallingMessage message) =>
        message
            is SignallingMessage.DhcpOffer
                or SignallingMessage.DhcpAck
                or SignallingMessage.Dhcpv6Advertise
                or SignallingMessage.Dhcpv6Reply
                or SignallingMessage.Dhcpv6ReleaseReply
                or SignallingMessage.RouterAdvertisement
                or SignallingMessage.PadOffer
                or SignallingMessage.PadConfirmation
                or SignallingMessage.PadTermination
                or SignallingMessage.LcpRouterRequest
                or SignallingMessage.LcpRouterAck
                or SignallingMessage.PapAck
                or SignallingMessage.ChapChallenge
                or SignallingMessage.ChapSuccess
                or SignallingMessage.IpcpRouterRequest
                or SignallingMessage.IpcpNak
                or SignallingMessage.IpcpRouterAck
                or SignallingMessage.Ipv6cpRouterRequest
                or SignallingMessage.Ipv6cpRouterAck
                or SignallingMessage.LcpTerminateAck
                or SignallingMessage.TunnelReply
                or SignallingMessage.TunnelAcknowledgement
                or SignallingMessage.CallReply
                or SignallingMessage.CallAcknowledgement
                or SignallingMessage.DisconnectAcknowledgement
                or SignallingMessage.AccessAccept
                or SignallingMessage.AccountingStartResponse
                or SignallingMessage.AccountingStopResponse;
}
