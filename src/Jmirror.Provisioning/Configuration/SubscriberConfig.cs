using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;

namespace Jmirror.Provisioning.Configuration;

/// <summary>A subscriber that is known beforehand: identities, subscriber interface, addresses.</summary>
public sealed record SubscriberConfig
{
    /// <summary>User-Name.</summary>
    public string? Username { get; init; }

    /// <summary>Acct-Session-Id.</summary>
    public string? AcctSessionId { get; init; }

    /// <summary>Calling-Station-Id.</summary>
    public string? CallingStationId { get; init; }

    /// <summary>NAS-Port-Id.</summary>
    public string? NasPortId { get; init; }

    /// <summary>DHCP option 82, hexadecimal digits of its sub-options.</summary>
    public string? DhcpOption82 { get; init; }

    /// <summary>Agent circuit id.</summary>
    public string? AgentCircuitId { get; init; }

    /// <summary>Agent remote id.</summary>
    public string? AgentRemoteId { get; init; }

    /// <summary>What its packets look like below IP.</summary>
    public SubscriberInterfaceConfig Link { get; init; } = new();

    /// <summary>IPv4 addresses and prefixes.</summary>
    public ConfigList<IpPrefix> Ipv4 { get; init; } = [];

    /// <summary>IPv6 addresses and prefixes.</summary>
    public ConfigList<IpPrefix> Ipv6 { get; init; } = [];

    /// <summary>How it logs in; null: it is logged in from the beginning.</summary>
    public LoginConfig? Login { get; init; }

    /// <summary>Where it was written.</summary>
    public ConfigOrigin Origin { get; init; } = ConfigOrigin.Nowhere;

    /// <summary>One identity by kind; null when it is not known.</summary>
    public string? IdentityOf(IdentityKind kind) =>
        kind switch
        {
            IdentityKind.Username => Username,
            IdentityKind.AcctSessionId => AcctSessionId,
            IdentityKind.CallingStationId => CallingStationId,
            IdentityKind.NasPortId => NasPortId,
            IdentityKind.DhcpOption82 => DhcpOption82,
            IdentityKind.AgentCircuitId => AgentCircuitId,
            _ => AgentRemoteId,
        };

    /// <summary>True when packets show something by which they are this subscriber's.</summary>
    internal bool IsVisibleInPackets => !Link.IsEmpty || Ipv4.Count + Ipv6.Count > 0;
}

/// <summary>A subscriber interface: what the packets of a subscriber look like below IP. All that is set must fit.</summary>
public sealed record SubscriberInterfaceConfig
{
    /// <summary>Name of the capture interface.</summary>
    public string? Interface { get; init; }

    /// <summary>VLAN id of the outermost tag, 1 to 4094.</summary>
    public ushort? OuterVlan { get; init; }

    /// <summary>VLAN id of the second tag, 1 to 4094.</summary>
    public ushort? InnerVlan { get; init; }

    /// <summary>Subscriber's Ethernet address.</summary>
    public MacAddress? Mac { get; init; }

    /// <summary>PPPoE session id, 1 to 65534.</summary>
    public ushort? PppoeSession { get; init; }

    /// <summary>L2TP session, one entry for each direction; any of them may fit.</summary>
    public ConfigList<L2tpConfig> L2tp { get; init; } = [];

    internal bool IsEmpty => this == new SubscriberInterfaceConfig();
}

/// <summary>One direction of an L2TP session, as its messages show it.</summary>
public sealed record L2tpConfig
{
    /// <summary>Receiver of the messages, in the number space of <see cref="IpPrefix"/>; null: any.</summary>
    public UInt128? Peer { get; init; }

    /// <summary>Tunnel id in the messages, 1 to 65535; null: any.</summary>
    public ushort? Tunnel { get; init; }

    /// <summary>Session id in the messages, 1 to 65535; null: any.</summary>
    public ushort? Session { get; init; }

    /// <summary>Where it was written.</summary>
    public ConfigOrigin Origin { get; init; } = ConfigOrigin.Nowhere;
}
