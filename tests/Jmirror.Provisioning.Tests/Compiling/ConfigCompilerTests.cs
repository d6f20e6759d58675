using Jmirror.Engine.Matching;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;
using Jmirror.Protocol.Mirror;
using Jmirror.Provisioning.Compiling;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Tests.Compiling;

public class ConfigCompilerTests
{
    private const string Analyzer =
        "analyzers: { md1: { address: 192.0.2.100, source-address: 192.0.2.1 } }\n";
    private const string Ids = "analyzer: md1, mirror-id: 768, session-id: 144";

    private const long Timestamp = 1_700_000_000_000_000_000;

    private static readonly Ipv4Address ByRoute = new(0x0a00_00fe);

    [Fact]
    public void Mirror_OnPackets_BecomesARequestThatSelectsPackets()
    {
        var request = Assert.Single(
            Compile(Analyzer + $"mirrors: [{{ trigger: {{ ipv4: 10.0.0.0/24 }}, {Ids} }}]").Mirrors
        );

        Assert.Equal(MirrorOrigin.Configuration, request.Origin);
        Assert.Equal(
            [new Trigger { Address = Prefix("10.0.0.0/24"), Rank = TriggerRank.IpAddress }],
            request.Selector.Packets!
        );
        Assert.Null(request.Selector.Identities);
        Assert.Equal(
            new MirrorTarget(
                SecurePolicy.Default,
                new OuterHeader(new Ipv4Address(0xc000_0201), new Ipv4Address(0xc000_0264), 30030, 30030),
                new MedDevHandle(0x300, 0x90)
            ),
            request.Target
        );
    }

    [Fact]
    public void Mirror_OnAnIdentityThatNobodyHas_BecomesARequestThatWaits()
    {
        var compiled = Compile(
            Analyzer + "mirrors: [{ trigger: { username: bob }, analyzer: md1, handle: 40000010 }]"
        );

        var request = Assert.Single(compiled.Mirrors);
        Assert.Equal([new SubscriberIdentity(IdentityKind.Username, "bob")], request.Selector.Identities!);
        Assert.Null(request.Selector.Packets);
        Assert.Equal(new MedDevHandle(0x10, null), request.Target.Handle);
        Assert.Empty(compiled.Subscribers);
    }

    [Fact]
    public void Mirror_WithoutHandle_IsABareCopyOfIpPackets()
    {
        var target = Assert
            .Single(
                Compile(
                    "router: { series: e, ttl: 9 }\nanalyzers: { a: { address: 192.0.2.100, via: { port: eth2 }, mtu: 9000, oversize: drop } }\nmirrors: [{ trigger: { ipv4: 10.0.0.1 }, analyzer: a }]"
                ).Mirrors
            )
            .Target;

        Assert.Equal(
            new MirrorTarget(
                SecurePolicy.Default with
                {
                    Form = CopyForm.Ip,
                },
                new OuterHeader(default, new Ipv4Address(0xc000_0264), 0, 0, 9),
                Handle: null,
                WayOut: 0,
                9000,
                OversizeRule.Drop
            ),
            target
        );
    }

    [Fact]
    public void Subscriber_Listed_BecomesAStaticSighting()
    {
        var sighting = Assert.Single(
            Compile(
                "subscribers: [{ username: bob, acct-session-id: '7', interface: eth3, outer-vlan: 7, inner-vlan: 8, mac: 02:00:00:00:00:01, pppoe-session: 9, l2tp: { peer: 10.0.0.1, tunnel: 1, session: 7 }, ipv4: 10.0.0.9, ipv6: '2001:db8:1::/64' }]"
            ).Subscribers
        );

        Assert.Equal(
            (SightingSource.Configuration, SightingKind.Up, Timestamp),
            (sighting.Source, sighting.Kind, sighting.Timestamp)
        );
        Assert.Equal(
            [
                new SubscriberIdentity(IdentityKind.Username, "bob"),
                new SubscriberIdentity(IdentityKind.AcctSessionId, "7"),
            ],
            sighting.Identities
        );
        Assert.Equal([Prefix("10.0.0.9"), Prefix("2001:db8:1::/64")], sighting.Addresses!);
        Assert.Equal(
            new SubscriberInterface
            {
                Interface = 0,
                OuterVlan = 7,
                InnerVlan = 8,
                Mac = new MacAddress(0x020000000001),
                PppoeSession = 9,
                L2tp = new L2tpAttachment(new L2tpEnd(Prefix("10.0.0.1").Address, 1, 7), default),
            },
            sighting.Interface
        );
    }

    [Fact]
    public void Subscriber_KnownByAddressAlone_HasNoInterface()
    {
        var sighting = Assert.Single(Compile("subscribers: [{ username: bob, ipv4: 10.0.0.9 }]").Subscribers);

        Assert.Null(sighting.Interface);
    }

    [Fact]
    public void Trigger_WithAnyKeyBelowIp_RanksAsInterface()
    {
        var triggers = Assert
            .Single(
                Compile(
                    Analyzer
                        + $"mirrors: [{{ trigger: {{ interface: eth5, outer-vlan: 7, inner-vlan: 8, mac: 02:00:00:00:00:01, pppoe-session: 9, ipv6: '2001:db8::/64' }}, {Ids} }}]"
                ).Mirrors
            )
            .Selector.Packets!;

        Assert.Equal(
            [
                new Trigger
                {
                    Address = Prefix("2001:db8::/64"),
                    Interface = 0,
                    OuterVlan = 7,
                    InnerVlan = 8,
                    Mac = new MacAddress(0x020000000001),
                    PppoeSession = 9,
                    Rank = TriggerRank.Interface,
                },
            ],
            triggers
        );
    }

    [Fact]
    public void L2tp_WithAnEntryForEachDirection_BecomesATriggerForEach()
    {
        var compiled = Compile(
            Analyzer
                + $"mirrors: [{{ trigger: {{ l2tp: [{{ peer: 10.0.0.1, tunnel: 1, session: 7 }}, {{ session: 13 }}] }}, {Ids} }}]"
        );

        Assert.Equal(
            [new L2tpTrigger(Prefix("10.0.0.1").Address, 1, 7), new L2tpTrigger(null, null, 13)],
            Assert.Single(compiled.Mirrors).Selector.Packets!.Select(trigger => trigger.L2tp)
        );
    }

    [Fact]
    public void Analyzer_WithoutSourceAddress_IsAskedForOnce()
    {
        var asked = new List<string>();
        var config = ConfigFile
            .Parse(
                "analyzers: { a: { address: 1.1.1.1 }, unused: { address: 2.2.2.2 }, own: { address: 3.3.3.3, source-address: 9.9.9.9 } }\n"
                    + "mirrors: [{ trigger: { ipv4: 10.0.0.1 }, analyzer: a, mirror-id: 1, session-id: 1 }, { trigger: { ipv4: 10.0.0.2 }, analyzer: a, mirror-id: 1, session-id: 2 }, { trigger: { ipv4: 10.0.0.3 }, analyzer: own, mirror-id: 1, session-id: 3 }]",
                "f"
            )
            .Config!;

        var compiled = ConfigCompiler.Compile(
            config,
            new ListedWays(
                config.Analyzers,
                analyzer =>
                {
                    asked.Add(analyzer.Name);
                    return ByRoute;
                }
            )
        );

        Assert.Equal(["a"], asked);
        Assert.Equal(
            [ByRoute, ByRoute, new Ipv4Address(0x0909_0909)],
            compiled.Mirrors.Select(mirror => mirror.Target.Outer.Source)
        );
        Assert.Equal([0, 0, 2], compiled.Mirrors.Select(mirror => mirror.Target.WayOut));
        Assert.Equal("a unused own", string.Join(' ', compiled.Analyzers.Select(analyzer => analyzer.Name)));
    }

    [Fact]
    public void Policy_OfAMirror_BecomesItsSecurePolicy()
    {
        var policy = Assert
            .Single(
                Compile(
                    Analyzer
                        + "policies: { p: { analyzer: md1, direction: downstream, copy: ip, classifier: [{ protocol: udp, destination-port: 5060-5080 }, { dscp: ef, source: 10.0.0.0/8 }] } }\n"
                        + "mirrors: [{ trigger: { ipv4: 10.0.0.1 }, policy: p, mirror-id: 1, session-id: 1 }]"
                ).Mirrors
            )
            .Target.Policy;

        Assert.Equal(MirrorDirection.Downstream, policy.Direction);
        Assert.Equal(CopyForm.Ip, policy.Form);
        Assert.Equal(
            [
                new Classifier { Protocol = 17, DestinationPort = new PortRange(5060, 5080) },
                new Classifier { Dscp = 46, Source = Prefix("10.0.0.0/8") },
            ],
            policy.Classifiers
        );
    }

    [Fact]
    public void Interfaces_Listed_AreNumberedFirstAndHaveSides()
    {
        var compiled = Compile(
            Analyzer
                + "capture: { interfaces: [{ name: eth1, side: access }, { name: eth2 }, { name: eth3, side: core }] }\n"
                + $"mirrors: [{{ trigger: {{ interface: eth3 }}, {Ids} }}]"
        );

        Assert.Equal([InterfaceSide.Access, InterfaceSide.Unknown, InterfaceSide.Core], compiled.Sides);
        Assert.Equal(2, Assert.Single(Assert.Single(compiled.Mirrors).Selector.Packets!).Interface!.Value);
        Assert.Equal("eth1", compiled.Interfaces.NameOf(0));
        Assert.Equal(TriggerPrecedence.EveryHit, compiled.Precedence);
    }

    private static CompiledConfig Compile(string text)
    {
        var result = ConfigFile.Parse(text, "f");
        Assert.Empty(result.Errors);
        return ConfigCompiler.Compile(
            result.Config!,
            new ListedWays(result.Config!.Analyzers, _ => ByRoute),
            Timestamp
        );
    }

    private static IpPrefix Prefix(string text)
    {
        Assert.True(IpPrefix.TryParse(text, out var prefix));
        return prefix;
    }
}
