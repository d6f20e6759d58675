using Jmirror.Engine.Matching;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;
using Jmirror.Provisioning.Compiling;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Tests.Compiling;

/// <summary>Mirrors of listed subscribers, as a replay makes them.</summary>
public class ListedMirrorsTests
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
            [new Trigger { Address = Prefix("10.0.0.0/24"), Rank = TriggerRank.IpAddress }],
            definition.Triggers
        );
        Assert.Equal(
            new OuterHeader(new Ipv4Address(0xc000_0201), new Ipv4Address(0xc000_0264), 30030, 30030),
            definition.Outer
        );
        Assert.Equal(new MirrorHeader(0, 0x300, 0x90), definition.Header);
    }

    [Fact]
    public void Subscriber_WithSeveralAddresses_BecomesOneDefinitionWithATriggerForEach()
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
        var triggers = Assert
            .Single(
                Compile(
                    Analyzer
                        + $"mirrors: [{{ trigger: {{ agent-remote-id: r }}, {Ids} }}]\nsubscribers: [{{ agent-remote-id: r, pppoe-session: 5 }}]"
                ).Mirrors
            )
            .Triggers;

        Assert.Equal([new Trigger { PppoeSession = 5, Rank = TriggerRank.AgentRemoteId }], triggers);
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
            compiled.Mirrors.Select(mirror => (mirror.Triggers[0].Rank, mirror.Triggers[0].Mac!.Value.Value))
        );
    }

    [Theory]
    [InlineData("username", TriggerRank.NasPortId)]
    [InlineData("nas-port-id", TriggerRank.Username)]
    [InlineData("agent-remote-id", TriggerRank.AgentRemoteId)]
    public void Identity_UnderTheOrderOfRelease7_RanksAsThere(string key, TriggerRank rank)
    {
        var compiled = Compile(
            $"router: {{ trigger-precedence: 7.2 }}\n{Analyzer}mirrors: [{{ trigger: {{ {key}: x }}, {Ids} }}]\n"
                + $"subscribers: [{{ {key}: x, mac: 02:00:00:00:00:01 }}]"
        );

        Assert.Equal(rank, Assert.Single(compiled.Mirrors).Triggers[0].Rank);
    }

    [Fact]
    public void Subscriber_OfAnL2tpSession_IsFoundByBothEnds()
    {
        var compiled = Compile(
            Analyzer
                + $"mirrors: [{{ trigger: {{ username: a }}, {Ids} }}]\n"
                + "subscribers: [{ username: a, l2tp: [{ peer: 10.0.0.1, tunnel: 1, session: 7 }, { session: 13 }] }]"
        );

        Assert.Equal(
            [new L2tpTrigger(Prefix("10.0.0.1").Address, 1, 7), new L2tpTrigger(null, null, 13)],
            Assert.Single(compiled.Mirrors).Triggers.Select(trigger => trigger.L2tp)
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

    private static (IReadOnlyList<MirrorDefinition> Mirrors, TriggerPrecedence Precedence) Compile(
        string text
    )
    {
        var result = ConfigFile.Parse(text, "f");
        Assert.Empty(result.Errors);
        var config = result.Config!;
        var compiled = ConfigCompiler.Compile(config, new ListedWays(config.Analyzers, _ => ByRoute));
        return (ListedMirrors.DefinitionsOf(compiled, config.Router), compiled.Precedence);
    }

    private static IpPrefix Prefix(string text)
    {
        Assert.True(IpPrefix.TryParse(text, out var prefix));
        return prefix;
    }
}
