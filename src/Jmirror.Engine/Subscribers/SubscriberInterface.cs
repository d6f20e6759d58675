using Jmirror.Protocol.Link;

namespace Jmirror.Engine.Subscribers;

/// <summary>
/// What packets of a subscriber look like below IP. Equal interfaces are one attachment; a new login there replaces
/// the old session.
/// </summary>
public sealed record SubscriberInterface
{
    /// <summary>Number of the capture interface; null: any.</summary>
    public ushort? Interface { get; init; }

    /// <summary>VLAN id of the outermost tag; 0: none, or any.</summary>
    public ushort OuterVlan { get; init; }

    /// <summary>VLAN id of the second tag; 0: none, or any.</summary>
    public ushort InnerVlan { get; init; }

    /// <summary>PPPoE session id; 0: not PPPoE, or any.</summary>
    public ushort PppoeSession { get; init; }

    /// <summary>The subscriber's Ethernet address; 0: any.</summary>
    public MacAddress Mac { get; init; }

    /// <summary>The L2TP session; null: not L2TP.</summary>
    public L2tpAttachment? L2tp { get; init; }

    /// <summary>
    /// True when it tells the subscriber from all others by itself: a PPPoE or L2TP session or an Ethernet address.
    /// Otherwise addresses must fit too.
    /// </summary>
    public bool StandsAlone => PppoeSession != 0 || L2tp is not null || Mac.Value != 0;
}

/// <summary>
/// Both ends of an L2TP session. Messages carry the ids that their receiver assigned (RFC 2661 section 3.1).
/// </summary>
/// <param name="Lac">End at the subscriber's side (access concentrator).</param>
/// <param name="Lns">End at the network's side (network server).</param>
public sealed record L2tpAttachment(L2tpEnd Lac, L2tpEnd Lns);

/// <summary>One end of an L2TP session: what messages sent to it carry.</summary>
/// <param name="Address">Its IP address, in the number space of <see cref="Jmirror.Protocol.Ip.IpPrefix"/>.</param>
/// <param name="Tunnel">Tunnel id that it assigned; 0: not known yet.</param>
/// <param name="Session">Session id that it assigned; 0: not known yet.</param>
public readonly record struct L2tpEnd(UInt128 Address, ushort Tunnel, ushort Session);
