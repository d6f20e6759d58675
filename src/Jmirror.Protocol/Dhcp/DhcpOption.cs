namespace Jmirror.Protocol.Dhcp;

/// <summary>DHCPv4 option codes (RFC 2132, RFC 3046).</summary>
public enum DhcpOption : byte
{
    /// <summary>A byte of padding, without length and value.</summary>
    Pad = 0,

    /// <summary>The address that the client wants.</summary>
    RequestedAddress = 50,

    /// <summary>Lease time, seconds.</summary>
    LeaseTime = 51,

    /// <summary>Says that <c>file</c> and <c>sname</c> hold options, too.</summary>
    Overload = 52,

    /// <summary>See <see cref="DhcpMessageType"/>.</summary>
    MessageType = 53,

    /// <summary>The server that is meant or that speaks.</summary>
    ServerIdentifier = 54,

    /// <summary>See <see cref="RelayAgentView"/>.</summary>
    RelayAgentInformation = 82,

    /// <summary>The end of the options, without length and value.</summary>
    End = 255,
}
