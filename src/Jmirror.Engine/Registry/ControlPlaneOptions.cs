using Jmirror.Engine.Matching;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Engine.Registry;

/// <summary>The router's personality, as far as the control plane shows it.</summary>
public sealed record ControlPlaneOptions
{
    /// <summary>
    /// <see cref="TriggerPrecedence.EveryHit"/>: every request that fits a session makes a mirror (MX Series).
    /// <see cref="TriggerPrecedence.HighestOnly"/>: one does (E Series).
    /// </summary>
    public TriggerPrecedence Precedence { get; init; } = TriggerPrecedence.EveryHit;

    /// <summary>Which request that is, where several fit (E Series).</summary>
    public TriggerOrder TriggerOrder { get; init; } = TriggerOrder.Junose111;

    /// <summary>What becomes of the version bits of a 4-byte handle.</summary>
    public VersionBits VersionBits { get; init; } = VersionBits.Keep;

    /// <summary>
    /// The most requests by identity or address. A router takes 100 (JUNOSe 11.1 to 15.1) or 1024 (Junos DTCP); null,
    /// the default, is no limit, because a laboratory wants more.
    /// </summary>
    public int? MaxTriggers { get; init; }

    /// <summary>The capture interfaces towards the network, by number: a subscriber's packets show only its addresses there.</summary>
    public IReadOnlyList<ushort> CoreInterfaces { get; init; } = [];

    /// <summary>The names of the capture interfaces, by number, for the secure log.</summary>
    public IReadOnlyList<string> InterfaceNames { get; init; } = [];

    /// <summary>Bounds of the subscriber table.</summary>
    public SubscriberOptions Subscribers { get; init; } = new();
}

/// <summary>What the control plane holds and refused.</summary>
/// <param name="Requests">Requests.</param>
/// <param name="Mirrors">Live mirrors.</param>
/// <param name="Sessions">Live sessions.</param>
/// <param name="Refused">Logins refused because the table of subscribers was full.</param>
/// <param name="Expired">Sessions that ended because they were not seen any more.</param>
public readonly record struct ControlPlaneCounts(
    int Requests,
    int Mirrors,
    int Sessions,
    long Refused,
    long Expired
);
