using Jmirror.Engine.Impairing;
using Jmirror.Engine.Pacing;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Scenarios;
using Jmirror.Traffic.Plans;

namespace Jmirror.Provisioning.Tests.Scenarios;

/// <summary>What scenario files mean.</summary>
public class ScenarioFileTests
{
    private const string Radius = "radius: { servers: [ { address: 127.0.0.1, secret: testing123 } ] }\n";

    private const string Everything = """
        about: All keys.
        seed: 0x2a
        population:
          count: 100
          mirrored: 10
          access: { ipoe: 2, pppoe: 1, l2tp: 1 }
          username: "u{n}"
          password: "p{n}"
          circuit-id: "c{n}"
          remote-id: "r{n}"
          ipv4: none
          ipv6: 2001:db8:1::/48
          outer-vlans: 100-199
          inner-vlans: 7
          first-mac: 02:00:00:00:10:00
          router-mac: 02:00:00:00:00:01
          lns-address: 203.0.113.2
          first-lac-address: 203.0.113.20
          sessions-per-tunnel: 5
          first-mirror-id: 0x300
          first-session-id: 9
        churn: { logins-per-second: 1.5k, online: { exponential: 10m }, offline: { fixed: 30s } }
        mix:
          - { application: udp, weight: 5, sizes: imix, ipv6: 50% }
          - { application: udp, weight: 0.5, sizes: 64-1400 }
          - { application: udp, sizes: [ { from: 110, to: 120, weight: 3 }, { from: 40, to: 40 } ] }
          - { application: capture }
        even-rates: true
        rate: { pps: 50, per-mirror: true }
        duration: 10s
        packets: 10000
        routers:
          - { series: mx, source-address: 127.0.0.1, udp-source-port: 50000, ttl: 64 }
          - { series: e }
        analyzer: { address: 127.0.0.1, via: { port: lo } }
        radius: { servers: [ { address: 127.0.0.1, secret: testing123 } ] }
        capture: { file: x.pcap, subscriber: 10.0.0.9 }
        impairments:
          - { fault: loss, share: 0.5%, mirrors: [ 1, 3-5 ] }
          - { fault: delay, share: 90%, time: 20ms, jitter: 500us }
          - { fault: reorder, share: 1%, window: 4, patience: 1s }
          - { fault: truncate, share: 1%, keep: 40 }
          - { fault: corrupt, share: 1%, bits: 3 }
          - { fault: outer-fragment, share: 1%, length: 576 }
        steps: [ { at: 2s, name: gone, analyzer: { do: down } } ]
        verdict: { receive: { max-loss: 0.1%, byte-exact: true, max-latency: 99=5ms }, min-rate: 99%, min-logins: 100 }
        """;

    [Fact]
    public void Scenario_WithEveryKey_IsUnderstood()
    {
        var scenario = Read(Everything);

        var population = scenario.Traffic.Population;
        Assert.Equal((42ul, 100, 10), (scenario.Traffic.Seed, population.Count, population.Mirrored));
        Assert.Equal(
            [
                new AccessShare(AccessKind.Ipoe, 2),
                new AccessShare(AccessKind.Pppoe, 1),
                new AccessShare(AccessKind.L2tp, 1),
            ],
            population.Access
        );
        Assert.Equal(
            ("u{n}", "p{n}", "c{n}", "r{n}"),
            (population.Username, population.Password, population.CircuitId, population.RemoteId)
        );
        Assert.Equal((null, "2001:db8:1::/48"), (population.Ipv4, $"{population.Ipv6}"));
        Assert.Equal(
            (new VlanRange(100, 199), new VlanRange(7, 7)),
            (population.OuterVlans, population.InnerVlans)
        );
        Assert.Equal(
            ("02:00:00:00:10:00", "02:00:00:00:00:01"),
            ($"{population.FirstMac}", $"{population.RouterMac}")
        );
        Assert.Equal(
            ("203.0.113.2", "203.0.113.20", 5),
            ($"{population.LnsAddress}", $"{population.FirstLacAddress}", population.SessionsPerTunnel)
        );
        Assert.Equal((0x300u, 9u), (population.FirstMirrorId, population.FirstSessionId));
        Assert.Equal(
            new ChurnPlan
            {
                LoginsPerSecond = 1500,
                Online = new DurationDistribution(DurationShape.Exponential, 600_000_000_000),
                Offline = new DurationDistribution(DurationShape.Fixed, 30_000_000_000),
            },
            scenario.Traffic.Churn
        );
        Assert.True(scenario.Traffic.EvenRates);
        // 50 for each of 10 mirrors.
        Assert.Equal(PacingSchedule.CopiesPerSecond(500).DueAt(1000), scenario.Rate.DueAt(1000));
        Assert.Equal((TimeSpan.FromSeconds(10), 10_000L), (scenario.Duration, scenario.Packets));
        Assert.Equal(
            [
                new ScenarioRouterConfig
                {
                    Series = RouterSeries.Mx,
                    SourceAddress = new Ipv4Address(0x7f000001),
                    UdpSourcePort = 50000,
                    TimeToLive = 64,
                },
                new ScenarioRouterConfig { Series = RouterSeries.E },
            ],
            scenario.Routers
        );
        Assert.Equal(
            (OuterHeader.DefaultPort, "lo"),
            (scenario.Analyzer!.Port!.Value, scenario.Analyzer.Via.Port)
        );
        Assert.Single(scenario.Radius!.Servers);
        Assert.Equal("folder/x.pcap", scenario.Capture!.File);
        Assert.Equal("10.0.0.9", IpPrefix.FormatAddress(scenario.Capture.Subscriber!.Value));
        Assert.Equal(
            [new("max-loss", "0.1%"), new("byte-exact", "true"), new("max-latency", "99=5ms")],
            scenario.Verdict.Receive
        );
        Assert.Equal((0.99m, 100L), (scenario.Verdict.MinRate, scenario.Verdict.MinLogins));
    }

    [Fact]
    public void Mix_WithEachWayToSayLengths_HasThem()
    {
        var mix = Read(Everything).Traffic.Mix;

        Assert.Equal(
            [
                (ApplicationKind.Udp, 5m, 0.5m),
                (ApplicationKind.Udp, 0.5m, 0m),
                (ApplicationKind.Udp, 1m, 0m),
                (ApplicationKind.Capture, 1m, 0m),
            ],
            mix.Select(share => (share.Application, share.Weight, share.Ipv6))
        );
        Assert.Same(SizeDistribution.Imix, mix[0].Sizes);
        Assert.Equal([new SizeRange(64, 1400, 1)], mix[1].Sizes!.Ranges);
        Assert.Equal([new SizeRange(110, 120, 3), new SizeRange(40, 40, 1)], mix[2].Sizes!.Ranges);
        Assert.Null(mix[3].Sizes);
    }

    [Fact]
    public void Impairments_Read_HaveTheirUnits()
    {
        var impairments = Read(Everything).Impairments;

        Assert.Equal((FaultKind.Loss, 0.005m), (impairments[0].Fault, impairments[0].Share));
        Assert.Equal([new MirrorIdRange(1, 1), new MirrorIdRange(3, 5)], impairments[0].Mirrors);
        Assert.Equal(
            (0.9m, 20_000_000L, 500_000L),
            (impairments[1].Share, impairments[1].Delay, impairments[1].Jitter)
        );
        Assert.Equal((4, 1_000_000_000L), (impairments[2].Window, impairments[2].Patience));
        Assert.Equal((40, 3, 576), (impairments[3].Keep, impairments[4].Bits, impairments[5].FragmentLength));
    }

    [Fact]
    public void Scenario_ThatSaysNothingButItsEnd_HasTheDefaults()
    {
        var scenario = Read("packets: 5");

        var plan = new TrafficPlan();
        Assert.Equal(plan.Seed, scenario.Traffic.Seed);
        Assert.Equal(
            (plan.Population.Count, plan.Population.Mirrored, plan.Population.Ipv4),
            (
                scenario.Traffic.Population.Count,
                scenario.Traffic.Population.Mirrored,
                scenario.Traffic.Population.Ipv4
            )
        );
        Assert.Equal(plan.Mix, scenario.Traffic.Mix);
        Assert.Equal([new ScenarioRouterConfig()], scenario.Routers);
        Assert.Same(PacingSchedule.TopSpeed, scenario.Rate);
        Assert.Null(scenario.Analyzer);
    }

    [Fact]
    public void Mirrored_LeftOut_IsEverybody() =>
        Assert.Equal(300, Read("packets: 5\npopulation: { count: 300 }").Traffic.Population.Mirrored);

    [Theory]
    [InlineData("pps: 1000", 1000, 1_000_000_000)]
    [InlineData("pps: 0.5, per-mirror: true", 5, 1_000_000_000)]
    [InlineData("ramp: \"1k@1s,2k\"", 3000, 2_000_000_000)]
    [InlineData("pulse: \"1k:0:1s:9s\"", 1500, 10_500_000_000)]
    [InlineData("mbps: 8", 1_000_000, 1_000_000_000)]
    public void Rate_InEachWay_IsItsSchedule(string rate, long position, long due) =>
        Assert.Equal(due, Read($"packets: 5\nrate: {{ {rate} }}").Rate.DueAt(position));

    [Fact]
    public void Run_OfAScenario_StandsBesideItsFile()
    {
        var scenario = Read("packets: 5\ninterface: eth1\nrun: ../mx.yaml");

        Assert.Equal(("folder/../mx.yaml", "eth1"), (scenario.Run, scenario.Interface));
    }

    [Theory]
    [InlineData(Everything)]
    [InlineData("packets: 1")]
    [InlineData("packets: 1\npopulation: { ipv6: none }\nrate: { mbps: 1.5 }")]
    [InlineData(
        "duration: 90s\ninterface: eth1\nrun: x.yaml\npopulation: { mirrored: 0 }\nrate: { ramp: \"0:5k:1m\" }"
    )]
    public void Scenario_Explained_ReadsAsAnEqualOne(string text)
    {
        // A secret is not told.
        var scenario = ScenarioFile.Parse(text.Replace(Radius, "", StringComparison.Ordinal), "f");
        using var explained = new StringWriter();
        ScenarioExplainer.Write(scenario, explained);

        var again = ScenarioFile.Parse($"{explained}", "explained");

        Assert.Empty(again.Errors);
        Assert.Equal(scenario.Document, again.Document);
    }

    [Fact]
    public void Value_Explained_SaysItsLineOrThatItIsADefault()
    {
        using var explained = new StringWriter();
        ScenarioExplainer.Write(
            ScenarioFile.Parse("duration: 5s\npopulation:\n  count: 3\n  access: { pppoe: 1 }\n", "f"),
            explained
        );

        Assert.Contains(
            """

            population:                                      # line 2
              count: 3                                       # line 3
              mirrored: 3                                    # default
              access: { pppoe: 1 }                           # line 4

            """,
            $"{explained}",
            StringComparison.Ordinal
        );
        Assert.Contains(
            "\n# rate: absent: as fast as the way out takes them\n",
            $"{explained}",
            StringComparison.Ordinal
        );
    }

    private static ScenarioConfig Read(string text)
    {
        var result = ScenarioFile.Parse(text, "folder/f.yaml");
        Assert.Empty(result.Errors);
        return result.Config!;
    }
}
