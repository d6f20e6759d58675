using Jmirror.Engine.Matching;
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

    private static readonly Ipv4Address ByRoute = new(0x0a00_00fe);

    [Fact]
    public void Mirror_OfOneAddress_BecomesOneDefinition()
    {
        var definition = Assert.Single(
            Compile(Analyzer + $"mirrors: [{{ trigger: {{ ipv4: 10.0.0.0/24 }}, {Ids} }}]").Mirrors
        );

        Assert.Equal(
            new Trigger { Address = Prefix("10.0.0.0/24"), Rank = TriggerRank.IpAddress },
            Assert.Single(definition.Triggers)
        );
        Assert.Equal(
            new MirrorDefinition(
                definition.Triggers,
                SecurePolicy.Default,
                new OuterHeader(new Ipv4Address(0xc000_0201), new Ipv4Address(0xc000_0264), 30030, 30030),
                new MirrorHeader(0, 0x300, 0x90)
            ),
            definition
        );
    }

    [Fact]
    public void Trigger_WithAnyKeyBelowIp_RanksAsInterface()
    {
        var trigger = SingleTrigger(
            Compile(
                Analyzer
                    + $"mirrors: [{{ trigger: {{ interface: eth5, outer-vlan: 7, inner-vlan: 8, mac: 02:00:00:00:00:01, pppoe-session: 9, ipv6: '2001:db8::/64' }}, {Ids} }}]"
            )
        );

        Assert.Equal(
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
            trigger
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
            Assert.Single(compiled.Mirrors).Triggers.Select(trigger => trigger.L2tp)
        );
    }

    [Fact]
    public void Subscriber_WithSeveralAddresses_BecomesATriggerForEachWithItsInterface()
    {
        var compiled = Compile(
            Analyzer
                + $"mirrors: [{{ trigger: {{ username: bob }}, {Ids} }}]\n"
                + "subscribers: [{ username: bob, outer-vlan: 7, ipv4: [10.0.0.9, 10.0.1.0/29], ipv6: '2001:db8:1::/64' }, { username: eve, ipv4: 10.0.0.66 }]"
        );

        var triggers = Assert.Single(compiled.Mirrors).Triggers;
        Assert.Equal(
            [Prefix("10.0.0.9"), Prefix("10.0.1.0/29"), Prefix("2001:db8:1::/64")],
            triggers.Select(trigger => trigger.Address!.Value)
        );
        Assert.All(triggers, trigger => Assert.Equal(7, trigger.OuterVlan!.Value));
        Assert.All(triggers, trigger => Assert.Equal(TriggerRank.Username, trigger.Rank));
    }

    [Fact]
    public void Subscriber_WithoutAddress_IsFoundByItsInterfaceAlone()
    {
        var trigger = SingleTrigger(
            Compile(
                Analyzer
                    + $"mirrors: [{{ trigger: {{ agent-remote-id: r }}, {Ids} }}]\nsubscribers: [{{ agent-remote-id: r, pppoe-session: 5 }}]"
            )
        );

        Assert.Equal(new Trigger { PppoeSession = 5, Rank = TriggerRank.AgentRemoteId }, trigger);
    }

    [Theory]
    [InlineData("username", TriggerRank.Username)]
    [InlineData("acct-session-id", TriggerRank.AcctSessionId)]
    [InlineData("calling-station-id", TriggerRank.CallingStationId)]
    [InlineData("nas-port-id", TriggerRank.NasPortId)]
    [InlineData("agent-circuit-id", TriggerRank.AgentCircuitId)]
    [InlineData("agent-remote-id", TriggerRank.AgentRemoteId)]
    public void Identity_OfEachKind_FindsItsSubscribersAndRanksAsItself(string key, TriggerRank rank)
    {
        var compiled = Compile(
            Analyzer
                + $"mirrors: [{{ trigger: {{ {key}: x }}, {Ids} }}]\n"
                + $"subscribers: [{{ {key}: x, mac: 02:00:00:00:00:01 }}, {{ {key}: x, mac: 02:00:00:00:00:02 }}, {{ {key}: X, mac: 02:00:00:00:00:03 }}]"
        );

        Assert.Equal(
            [(rank, 0x020000000001ul), (rank, 0x020000000002ul)],
            compiled
                .Mirrors.Select(mirror => Assert.Single(mirror.Triggers))
                .Select(trigger => (trigger.Rank, trigger.Mac!.Value.Value))
        );
    }

    [Theory]
    [InlineData("handle: 0x40000010", "keep", 1)]
    [InlineData("handle: 40000010", "clear", 0)]
    [InlineData("mirror-id: 16, session-id: from-accounting", "keep", 1)]
    public void SessionId_FromAccounting_IsTheSubscribersOwn(string header, string versionBits, byte version)
    {
        var compiled = Compile(
            $"router: {{ version-bits: {versionBits} }}\n{Analyzer}mirrors: [{{ trigger: {{ username: a }}, analyzer: md1, {header} }}]\n"
                + "subscribers: [{ username: a, mac: 02:00:00:00:00:01, acct-session-id: 0010000a }, { username: a, mac: 02:00:00:00:00:02, acct-session-id: 'atm 1:7' }]"
        );

        Assert.Equal(
            [new MirrorHeader(version, 16, 0x0010_000a), new MirrorHeader(version, 16, 7)],
            compiled.Mirrors.Select(mirror => mirror.Header!.Value)
        );
    }

    [Theory]
    [InlineData("", "")]
    [InlineData(", port: 6502", ", header: none")]
    public void ESeriesMirror_WithoutHeader_CopiesBareIpPackets(string port, string header)
    {
        var compiled = Compile(
            $"router: {{ series: e }}\nanalyzers: {{ a: {{ address: 192.0.2.100, via: {{ port: eth2 }}{port} }} }}\nmirrors: [{{ trigger: {{ ipv4: 10.0.0.1 }}, analyzer: a{header} }}]"
        );

        var definition = Assert.Single(compiled.Mirrors);
        Assert.Null(definition.Header);
        Assert.Equal(CopyForm.Ip, definition.Policy.Form);
        Assert.Equal(TriggerPrecedence.HighestOnly, compiled.Precedence);
    }

    [Fact]
    public void ESeriesMirror_WithHeader_SendsFromThePortItSendsTo()
    {
        var outer = Assert
            .Single(
                Compile(
                    "router: { series: e, ttl: 9 }\nanalyzers: { a: { address: 192.0.2.100, port: 6502 } }\nmirrors: [{ trigger: { ipv4: 10.0.0.1 }, analyzer: a, handle: 0x0000000200000001 }]"
                ).Mirrors
            )
            .Outer;

        Assert.Equal(new OuterHeader(ByRoute, new Ipv4Address(0xc000_0264), 6502, 6502, 9), outer);
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
            analyzer =>
            {
                asked.Add(analyzer.Name);
                return ByRoute;
            }
        );

        Assert.Equal(["a"], asked);
        Assert.Equal(
            [ByRoute, ByRoute, new Ipv4Address(0x0909_0909)],
            compiled.Mirrors.Select(mirror => mirror.Outer.Source)
        );
        Assert.Equal([0, 0, 2], compiled.Mirrors.Select(mirror => mirror.WayOut));
        Assert.Equal("a unused own", string.Join(' ', compiled.Analyzers.Select(analyzer => analyzer.Name)));
    }

    [Fact]
    public void Policy_OfAMirror_BecomesItsSecurePolicy()
    {
        var policy = Assert
            .Single(
                Compile(
                    Analyzer
                        + "policies: { p: { analyzer: md1, direction: downstream, copy: ip, classifier: [{ protocol: udp, destination-port: 5060-5080 }, { dscp: ef, source: 10.0.0.0/8 }], drop: [{ protocol: tcp }] } }\n"
                        + "mirrors: [{ trigger: { ipv4: 10.0.0.1 }, policy: p, mirror-id: 1, session-id: 1 }]"
                ).Mirrors
            )
            .Policy;

        Assert.Equal(MirrorDirection.Downstream, policy.Direction);
        Assert.Equal(CopyForm.Ip, policy.Form);
        Assert.Equal(
            [
                new Classifier { Protocol = 17, DestinationPort = new PortRange(5060, 5080) },
                new Classifier { Dscp = 46, Source = Prefix("10.0.0.0/8") },
            ],
            policy.Classifiers
        );
        Assert.Equal([new Classifier { Protocol = 6 }], policy.Drop);
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
        Assert.Equal(2, SingleTrigger(compiled).Interface!.Value);
        Assert.Equal("eth1", compiled.Interfaces.NameOf(0));
        Assert.Equal(TriggerPrecedence.EveryHit, compiled.Precedence);
    }

    private static CompiledConfig Compile(string text)
    {
        var result = ConfigFile.Parse(text, "f");
        Assert.Empty(result.Errors);
        return ConfigCompiler.Compile(result.Config!, _ => ByRoute);
    }

    private static Trigger SingleTrigger(CompiledConfig compiled) =>
        Assert.Single(Assert.Single(compiled.Mirrors).Triggers);

    private static IpPrefix Prefix(string text)
    {
        Assert.True(IpPrefix.TryParse(text, out var prefix));
        return prefix;
    }
}
