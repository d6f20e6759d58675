using CsCheck;
using Jmirror.Engine.Matching;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;
using Jmirror.Protocol.Mirror;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Tests.Configuration;

public class ConfigFileTests
{
    [Fact]
    public void EveryKey_Given_IsRead()
    {
        var config = Read(
            """
            router: { series: mx, name: no, source-address: 192.0.2.1, udp-source-port: 0xC350, ttl: 064, version-bits: clear }
            capture: { interfaces: [{ name: eth1, side: access }, { name: eth2, side: core }, { name: eth3 }] }
            analyzers:
              md1:
                address: 192.0.2.100
                port: 40040
                via: { port: eth9, static-arp: 02:00:00:00:00:09 }
                source-address: 192.0.2.2
                udp-source-port: 7
                mtu: 9000
                oversize: drop
            policies:
              p:
                analyzer: md1
                direction: upstream
                copy: ppp
                classifier:
                  - { source: 10.0.0.0/8, destination: "2001:db8::1", source-port: 1-2, destination-port: 3, protocol: SCTP, dscp: af41 }
                drop:
                  - { protocol: tcp }
            mirrors:
              - trigger: { ipv4: 10.0.0.1, interface: eth1, outer-vlan: 7, inner-vlan: 8, mac: 02-00-00-00-00-01, pppoe-session: 9, l2tp: { peer: 10.0.0.2, tunnel: 3, session: 4 } }
                policy: p
                handle: 0x0000030000000090
            subscribers:
              - { username: 0x10, acct-session-id: 010, calling-station-id: ~, nas-port-id: c, agent-circuit-id: d, agent-remote-id: e, ipv4: [10.0.0.1], ipv6: "2001:db8::/56" }
            """
        );

        Assert.Equal(
            new RouterConfig
            {
                Series = RouterSeries.Mx,
                Name = "no",
                SourceAddress = new Ipv4Address(0xc0000201),
                UdpSourcePort = 50000,
                TimeToLive = 64,
                VersionBits = VersionBits.Clear,
            },
            config.Router
        );
        Assert.Equal(
            [("eth1", InterfaceSide.Access), ("eth2", InterfaceSide.Core), ("eth3", InterfaceSide.Unknown)],
            config.Capture.Interfaces.Select(one => (one.Name, one.Side))
        );
        Assert.Equal(
            new AnalyzerConfig
            {
                Name = "md1",
                Address = new Ipv4Address(0xc0000264),
                Port = 40040,
                Via = new ViaConfig("eth9", new MacAddress(0x020000000009)),
                SourceAddress = new Ipv4Address(0xc0000202),
                UdpSourcePort = 7,
                Mtu = 9000,
                Oversize = OversizeRule.Drop,
            },
            Assert.Single(config.Analyzers)
        );
        Assert.Equal(
            new PolicyConfig
            {
                Name = "p",
                Analyzer = "md1",
                Direction = MirrorDirection.Upstream,
                Copy = CopyForm.Ppp,
                Classifier =
                [
                    new ClassifierConfig
                    {
                        Source = Prefix("10.0.0.0/8"),
                        Destination = Prefix("2001:db8::1"),
                        SourcePort = new PortRange(1, 2),
                        DestinationPort = new PortRange(3, 3),
                        Protocol = 132,
                        Dscp = 34,
                    },
                ],
                Drop = [new ClassifierConfig { Protocol = 6 }],
            },
            Assert.Single(config.Policies)
        );
        Assert.Equal(
            new MirrorConfig
            {
                Trigger = new TriggerConfig
                {
                    Ipv4 = Prefix("10.0.0.1"),
                    Link = new SubscriberInterfaceConfig
                    {
                        Interface = "eth1",
                        OuterVlan = 7,
                        InnerVlan = 8,
                        Mac = new MacAddress(0x020000000001),
                        PppoeSession = 9,
                        L2tp =
                        [
                            new L2tpConfig
                            {
                                Peer = Prefix("10.0.0.2").Address,
                                Tunnel = 3,
                                Session = 4,
                            },
                        ],
                    },
                },
                Policy = "p",
                Handle = new MedDevHandle(0x300, 0x90),
            },
            Assert.Single(config.Mirrors)
        );
        Assert.Equal(
            new SubscriberConfig
            {
                Username = "0x10",
                AcctSessionId = "010",
                CallingStationId = "~",
                NasPortId = "c",
                AgentCircuitId = "d",
                AgentRemoteId = "e",
                Ipv4 = [Prefix("10.0.0.1")],
                Ipv6 = [Prefix("2001:db8::/56")],
            },
            Assert.Single(config.Subscribers)
        );
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("mirrors: []")]
    [InlineData("subscribers: [{ username: a }]")]
    [InlineData("# remark\n%YAML 1.2\n---\nrouter: {}\n...\n")]
    [InlineData("router: &unused\n  name: 'two\n    lines'\n")]
    [InlineData("{\"router\": {\"series\": \"mx\", \"ttl\": \"64\"}}")]
    [InlineData("analyzers: { md1: { address: 192.0.2.100, via: routed } }")]
    public void File_InOrder_HasNoErrors(string text) => Assert.Empty(ConfigFile.Parse(text, "f").Errors);

    [Fact]
    public void Analyzer_WithoutOwnValues_TakesThemFromRouterThenSeries()
    {
        var mx = Read(
            "router: { source-address: 192.0.2.1, udp-source-port: 5 }\nanalyzers: { a: { address: 1.2.3.4 }, b: { address: 1.2.3.4, source-address: 9.9.9.9 } }"
        );
        var e = Read("router: { series: e }\nanalyzers: { a: { address: 1.2.3.4 } }");

        Assert.Equal(30030, mx.Analyzers[0].Port!.Value);
        Assert.Equal(5, mx.Analyzers[0].UdpSourcePort!.Value);
        Assert.Equal("192.0.2.1", mx.Analyzers[0].SourceAddress.ToString());
        Assert.Equal("9.9.9.9", mx.Analyzers[1].SourceAddress.ToString());
        Assert.Null(e.Analyzers[0].Port);
        Assert.Null(e.Analyzers[0].SourceAddress);
    }

    [Fact]
    public void Configurations_SayingTheSameInDifferentPlaces_AreEqual()
    {
        var flow = Read("analyzers: { a: { address: 1.2.3.4, mtu: 1500 } }");
        var block = Read("# moved\n\nanalyzers:\n  a:\n    address: 1.2.3.4\n");

        Assert.Equal(flow, block);
        Assert.Equal(flow.GetHashCode(), block.GetHashCode());
        Assert.NotEqual(flow, Read("analyzers: { a: { address: 1.2.3.4, mtu: 1499 } }"));
    }

    [Fact]
    public void Text_MutatedAnyhow_GivesConfigurationOrErrorsAndNeverThrows()
    {
        string[] seeds = [.. Examples.Names.Select(name => File.ReadAllText(Examples.PathOf(name)))];
        const string bytes = "[]{}:,-#&*!|>'\"%@` \t\n\r\\0x9aé\u0001\u0085\u2028\ufeff<?";
        var mutation = Gen.Select(
            Gen.Int[0, 5],
            Gen.Double[0, 1],
            Gen.Int[0, 40],
            Gen.Int[0, bytes.Length - 1]
        );

        Gen.Select(Gen.Int[0, seeds.Length - 1], mutation.Array[1, 8])
            .Sample(
                (seed, mutations) =>
                {
                    var text = mutations.Aggregate(seeds[seed], (soFar, one) => Mutate(soFar, one, bytes));
                    var result = ConfigFile.Parse(text, "f");
                    Assert.Equal(result.Config is null, result.Errors.Count > 0);
                },
                iter: 2_000
            );
    }

    private static string Mutate(string text, (int Kind, double At, int Length, int Byte) one, string bytes)
    {
        var at = (int)(one.At * text.Length);
        var length = Math.Min(one.Length, text.Length - at);
        return one.Kind switch
        {
            0 => text.Remove(at, length),
            1 => text.Insert(at, bytes[one.Byte].ToString()),
            2 => text.Insert(at, text.Substring(at, length)),
            3 => text[..at],
            4 => text.Insert(at, new string(bytes[one.Byte], one.Length)),
            _ => string.Concat(
                text.AsSpan(0, at),
                bytes.AsSpan(one.Byte, 1),
                text.AsSpan(Math.Min(at + 1, text.Length))
            ),
        };
    }

    private static EmulatorConfig Read(string text)
    {
        var result = ConfigFile.Parse(text, "f");
        Assert.Empty(result.Errors);
        return result.Config!;
    }

    private static IpPrefix Prefix(string text)
    {
        Assert.True(IpPrefix.TryParse(text, out var prefix));
        return prefix;
    }
}
