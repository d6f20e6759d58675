namespace Jmirror.Engine.Subscribers;

/// <summary>What identifies a subscriber, besides what its packets look like. A trigger may name any of them.</summary>
public enum IdentityKind : byte
{
    /// <summary>User-Name.</summary>
    Username,

    /// <summary>Acct-Session-Id; ends with the session.</summary>
    AcctSessionId,

    /// <summary>Calling-Station-Id.</summary>
    CallingStationId,

    /// <summary>NAS-Port-Id.</summary>
    NasPortId,

    /// <summary>
    /// The whole DHCP option 82: the lower-case hexadecimal digits of its sub-options, without the option's own code
    /// and length.
    /// </summary>
    DhcpOption82,

    /// <summary>Agent circuit id (RFC 3046 sub-option 1, TR-101 PPPoE tag, vendor 3561 attribute 1).</summary>
    AgentCircuitId,

    /// <summary>Agent remote id (RFC 3046 sub-option 2, TR-101 PPPoE tag, vendor 3561 attribute 2).</summary>
    AgentRemoteId,
}

/// <summary>One identity: what kind, and the exact text. Text is compared byte for byte.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Value">
/// UTF-8 of the wire as text; where bytes are no printable text: 0x and lower-case hexadecimal digits.
/// </param>
public readonly record struct SubscriberIdentity(IdentityKind Kind, string Value);
