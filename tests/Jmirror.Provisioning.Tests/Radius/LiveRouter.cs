using Jmirror.Engine.Matching;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Radius;

namespace Jmirror.Provisioning.Tests.Radius;

/// <summary>The real control plane with its mirror table; every analyzer can be sent to, and nothing is sent.</summary>
internal sealed class LiveRouter : IAnalyzers, IMirrorLog
{
    public LiveRouter()
    {
        Table = new MirrorTable(TriggerPrecedence.EveryHit, []);
        Control = new ControlPlane(Table, this, this, TimeProvider.System, new ControlPlaneOptions());
        Mirrors = new RadiusMirrors(Control);
    }

    public MirrorTable Table { get; }

    public ControlPlane Control { get; }

    public RadiusMirrors Mirrors { get; }

    /// <summary>The secure log.</summary>
    public List<MirrorEvent> Events { get; } = [];

    public Mirror OnlyMirror => Assert.Single(Table.Mirrors);

    public AnalyzerWay? Find(Ipv4Address address, ushort port, out string? problem)
    {
        problem = null;
        return new AnalyzerWay(0, new Ipv4Address(0xc0000201), null, 255, 1500, OversizeRule.Fragment);
    }

    public void Write(in MirrorEvent line) => Events.Add(line);

    /// <summary>A subscriber at a VLAN of its own logs in.</summary>
    public void LogIn(ushort vlan, string session, string user) =>
        Control.See(
            new Sighting
            {
                Source = SightingSource.RadiusAccounting,
                Kind = SightingKind.Up,
                Timestamp = (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100,
                Interface = new SubscriberInterface { OuterVlan = vlan, PppoeSession = 1 },
                Identities =
                [
                    new SubscriberIdentity(IdentityKind.AcctSessionId, session),
                    new SubscriberIdentity(IdentityKind.Username, user),
                ],
                Addresses = [new IpPrefix(IpPrefix.FromIpv4(0x0a000000u | vlan), 128)],
            }
        );

    public DynamicRequests RequestsOf(DynamicRequestsConfig config) =>
        new(config, RouterSeries.Mx, Control, Mirrors, TimeProvider.System);
}
