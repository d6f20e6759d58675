using Jmirror.Engine.Matching;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Engine.Registry;

/// <summary>How the router that is played treats requests.</summary>
public sealed record RegistryRules
{
    /// <summary>
    /// <see cref="TriggerPrecedence.HighestOnly"/> for E Series: one identity mirror for each session.
    /// <see cref="TriggerPrecedence.EveryHit"/> for MX Series: each request that fits copies.
    /// </summary>
    public TriggerPrecedence Precedence { get; init; }

    /// <summary>The rank of a request that names an identity of this kind first.</summary>
    public required Func<IdentityKind, TriggerRank> RankOf { get; init; }

    /// <summary>What becomes of the version bits of 4-byte handles.</summary>
    public VersionBits VersionBits { get; init; }

    /// <summary>Capture interfaces towards the network: there, packets of learned subscribers are known by address.</summary>
    public IReadOnlyList<ushort> CoreInterfaces { get; init; } = [];

    /// <summary>
    /// Most requests that select by identity or packets. JUNOSe takes 100, Junos 1024 by DTCP; a lab wants more, so
    /// there is no limit unless one is set.
    /// </summary>
    public int MaxRequests { get; init; } = int.MaxValue;

    internal bool OneMirrorPerSession => Precedence == TriggerPrecedence.HighestOnly;
}
