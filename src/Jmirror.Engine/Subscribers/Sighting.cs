using Jmirror.Protocol.Ip;

namespace Jmirror.Engine.Subscribers;

/// <summary>
/// Who told something about a subscriber. Where sources contradict each other, the later in this list stands; of two
/// tellings of one source the newer.
/// </summary>
public enum SightingSource : byte
{
    /// <summary>Router advertisement, neighbour discovery.</summary>
    NeighbourDiscovery,

    /// <summary>L2TP control messages.</summary>
    L2tp,

    /// <summary>PPPoE discovery, LCP, PAP, CHAP, IPCP, IPV6CP.</summary>
    Ppp,

    /// <summary>DHCPv6.</summary>
    Dhcpv6,

    /// <summary>DHCPv4.</summary>
    Dhcp,

    /// <summary>RADIUS Access-Request and Access-Accept.</summary>
    RadiusAccess,

    /// <summary>RADIUS Accounting-Request.</summary>
    RadiusAccounting,

    /// <summary>The configuration; nothing seen on the wire changes it.</summary>
    Configuration,
}

/// <summary>What a sighting is about.</summary>
public enum SightingKind : byte
{
    /// <summary>
    /// The session exists, with these properties: a login when it was not known, otherwise an update. A session that
    /// another login replaces (same subscriber interface, another session) is ended first.
    /// </summary>
    Up,

    /// <summary>
    /// The session has ended. From DHCP: the lease of this family has, and the session with it unless a lease of the
    /// other family stands.
    /// </summary>
    Down,

    /// <summary>All sessions of <see cref="Sighting.Nas"/> have ended (Accounting-On, Accounting-Off), or all of an L2TP tunnel (StopCCN).</summary>
    AllDown,
}

/// <summary>Why a session ended; names follow the termination reasons of Juniper-PACKET-MIRROR-MIB.</summary>
public enum SessionEnd : byte
{
    /// <summary>The subscriber hung up, released its lease, or the router let it go in the ordinary way.</summary>
    UserRequest,

    /// <summary>Nothing was seen of it for the expiry time.</summary>
    IdleTimeout,

    /// <summary>Its lease ran out.</summary>
    SessionTimeout,

    /// <summary>Disconnect-Request, or deleted by the operator.</summary>
    AdminReset,

    /// <summary>Accounting-On or -Off of its router, or the end of its tunnel.</summary>
    NasReboot,

    /// <summary>Another login took its subscriber interface.</summary>
    Replaced,

    /// <summary>The emulator ended.</summary>
    Shutdown,
}

/// <summary>What one signalling exchange told about one session. Properties that are null were not told.</summary>
public sealed record Sighting
{
    /// <summary>Who told it.</summary>
    public required SightingSource Source { get; init; }

    /// <summary>What it is about.</summary>
    public required SightingKind Kind { get; init; }

    /// <summary>When, nanoseconds since 1970-01-01 UTC: the frame's time, not the wall clock's.</summary>
    public required long Timestamp { get; init; }

    /// <summary>
    /// What the session's packets look like; null when the source cannot know (RADIUS, a DHCP relay). Names the
    /// session, where it is given.
    /// </summary>
    public SubscriberInterface? Interface { get; init; }

    /// <summary>
    /// True when the exchange begins a session: PADS, the DHCPACK that follows a DHCPDISCOVER, ICCN, Access-Request,
    /// Accounting Start. A session that lives at its subscriber interface is then replaced.
    /// </summary>
    public bool IsLogin { get; init; }

    /// <summary>The router's address or identifier (NAS-IP-Address, NAS-IPv6-Address, NAS-Identifier), for RADIUS.</summary>
    public string? Nas { get; init; }

    /// <summary>Tunnel whose sessions have all ended, for <see cref="SightingKind.AllDown"/> of L2TP: one of its ends, session 0.</summary>
    public L2tpEnd? Tunnel { get; init; }

    /// <summary>Identities told, each kind at most once.</summary>
    public IReadOnlyList<SubscriberIdentity> Identities { get; init; } = [];

    /// <summary>
    /// All addresses and prefixes of the families in the list, which replace what the source told of these families
    /// before; empty: it has none any more; null: nothing told.
    /// </summary>
    public IReadOnlyList<IpPrefix>? Addresses { get; init; }

    /// <summary>
    /// When the session ends unless it is seen again (lease, Session-Timeout), nanoseconds since 1970-01-01 UTC;
    /// null: by the idle time of the table. Each later sighting puts the end off by as much.
    /// </summary>
    public long? Expiry { get; init; }

    /// <summary>Why it ended, for the down kinds.</summary>
    public SessionEnd End { get; init; }
}
