using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;

namespace Jmirror.Engine.Matching;

/// <summary>
/// What selects traffic, as packets show it: every property that is set must fit. None set selects everything.
/// Identities that packets do not carry (user name, circuit id ...) are resolved to this before they get here.
/// </summary>
public sealed record Trigger
{
    /// <summary>Selects every packet: <c>replay --all</c>.</summary>
    public static readonly Trigger All = new();

    /// <summary>Subscriber's address or prefix: the source upstream, the destination downstream; of the packet itself or of the packet inside an L2TP session.</summary>
    public IpPrefix? Address { get; init; }

    /// <summary>Number of the capture interface.</summary>
    public ushort? Interface { get; init; }

    /// <summary>VLAN id of the outermost tag, 1 to 4094.</summary>
    public ushort? OuterVlan { get; init; }

    /// <summary>VLAN id of the second tag, 1 to 4094.</summary>
    public ushort? InnerVlan { get; init; }

    /// <summary>Subscriber's Ethernet address: the source upstream, the destination downstream.</summary>
    public MacAddress? Mac { get; init; }

    /// <summary>PPPoE session id, 1 to 65534.</summary>
    public ushort? PppoeSession { get; init; }

    /// <summary>An L2TP session; selects the PPP frames inside it.</summary>
    public L2tpTrigger? L2tp { get; init; }

    /// <summary>Precedence on E Series when several triggers hit: the lowest rank wins, then the earliest definition.</summary>
    public TriggerRank Rank { get; init; }
}

/// <summary>
/// Selects L2TPv2 data messages. The ids in a message are the ones its receiver assigned, so the two directions of
/// one session carry different ids: name the ids of both directions, or one direction with its receiver's address.
/// </summary>
/// <param name="Peer">Receiver of the messages (outer destination address); null for any.</param>
/// <param name="Tunnel">Tunnel id in the messages; null for any.</param>
/// <param name="Session">Session id in the messages; null for any.</param>
public sealed record L2tpTrigger(UInt128? Peer, ushort? Tunnel, ushort? Session);

/// <summary>
/// Precedence of triggers on E Series, highest first. Source: JUNOSe 11.1 to 15.1 Policy Management Configuration
/// Guide; interface-specific policies override user triggers (JUNOSe 11.0.2 release notes).
/// </summary>
public enum TriggerRank : byte
{
    /// <summary>Interface-specific: capture interface, VLANs, MAC, PPPoE session, L2TP session.</summary>
    Interface,

    /// <summary>Acct-Session-Id.</summary>
    AcctSessionId,

    /// <summary>Calling-Station-Id.</summary>
    CallingStationId,

    /// <summary>IP address or prefix.</summary>
    IpAddress,

    /// <summary>User-Name.</summary>
    Username,

    /// <summary>NAS-Port-Id.</summary>
    NasPortId,

    /// <summary>The whole DHCP option 82.</summary>
    DhcpOption82,

    /// <summary>Agent circuit id.</summary>
    AgentCircuitId,

    /// <summary>Agent remote id.</summary>
    AgentRemoteId,
}
