using Jmirror.Protocol.Radius;
using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Signalling;

namespace Jmirror.Traffic.Tests.Signalling;

/// <summary>Populations and options that several tests log in.</summary>
internal static class Plans
{
    public const string Secret = "testing123";

    /// <summary>RADIUS on the wire.</summary>
    public static SyntheticRadius Radius { get; } = new(new RadiusSecret(Secret));

    /// <summary>Subscribers of one kind; with VLANs unless in tunnels.</summary>
    public static PopulationPlan Of(AccessKind access, int count = 1, int sessionsPerTunnel = 10_000) =>
        new()
        {
            Count = count,
            Mirrored = 0,
            Access = [new AccessShare(access, 1)],
            OuterVlans = access == AccessKind.L2tp ? null : new VlanRange(100, 103),
            InnerVlans = access == AccessKind.L2tp ? null : new VlanRange(1, 50),
            SessionsPerTunnel = sessionsPerTunnel,
        };
}
