using Jmirror.Traffic.Generating;
using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Sessions;

namespace Jmirror.Traffic.Tests.Generating;

public sealed class TrafficGeneratorTests
{
    private const long Second = 1_000_000_000;

    private static readonly MixShare[] EveryKind =
    [
        new(ApplicationKind.Udp, 4) { Sizes = SizeDistribution.Imix, Ipv6 = 0.5m },
        new(ApplicationKind.Voip, 3),
        new(ApplicationKind.Http, 3) { Ipv6 = 0.2m },
        new(ApplicationKind.Tls, 2),
        new(ApplicationKind.Dns, 1),
        new(ApplicationKind.Icmp, 1),
        new(ApplicationKind.Ppp, 1),
    ];

    private static readonly TrafficPlan Busy = new()
    {
        Population = new PopulationPlan
        {
            Count = 60,
            Mirrored = 12,
            Access = [new(AccessKind.Ipoe, 1), new(AccessKind.Pppoe, 1), new(AccessKind.L2tp, 1)],
            OuterVlans = new VlanRange(100, 109),
        },
        Mix = EveryKind,
    };

    private static readonly ChurnPlan ComingAndGoing = new()
    {
        LoginsPerSecond = 20,
        Online = new DurationDistribution(DurationShape.Exponential, 2 * Second),
        Offline = new DurationDistribution(DurationShape.Uniform, Second),
    };

    [Theory]
    [InlineData(TrafficForm.Frames)]
    [InlineData(TrafficForm.Mirrored)]
    public void SamePlan_GivesTheSameBytesAtTheSameTimes(TrafficForm form)
    {
        var plan = Busy with { Churn = ComingAndGoing };

        Assert.Equal(
            new GeneratedTraffic(plan, form).Digest(20_000),
            new GeneratedTraffic(plan, form).Digest(20_000)
        );
    }

    [Theory]
    [InlineData(TrafficForm.Frames)]
    [InlineData(TrafficForm.Mirrored)]
    public void AnotherSeed_GivesOtherBytes(TrafficForm form) =>
        Assert.NotEqual(
            new GeneratedTraffic(Busy, form).Digest(1000),
            new GeneratedTraffic(Busy with { Seed = 2 }, form).Digest(1000)
        );

    [Fact]
    public void Mix_EachKindHasItsShareOfThePackets()
    {
        var traffic = new GeneratedTraffic(Busy, TrafficForm.Frames);

        traffic.Take(15_000);

        Assert.Equal(
            EveryKind.Select(share => (share.Application, (long)(share.Weight * 1000))),
            traffic.Generator.Counters.ByApplication
        );
    }

    [Fact]
    public void Time_FollowsTheRate()
    {
        var packets = new GeneratedTraffic(Busy, TrafficForm.Frames).Take(1000);

        Assert.Equal(
            Enumerable.Range(0, 1000).Select(i => i * Second / 1000),
            packets.Select(one => one.Packet.Time)
        );
    }

    [Fact]
    public void Mirrored_OnlyMirroredSubscribersAreHeard_AllOfThem()
    {
        var traffic = new GeneratedTraffic(Busy with { Mix = [new(ApplicationKind.Dns, 1)] });

        var heard = traffic.Take(5000).Select(one => one.Packet.Owner.Subscriber).Distinct().ToList();

        Assert.Equal(12, heard.Count);
        Assert.All(heard, number => Assert.True(traffic.Generator.Population[number].IsMirrored));
    }

    [Fact]
    public void Mirrored_PppControlIsOfL2tpSubscribersOnly()
    {
        var traffic = new GeneratedTraffic(Busy with { Mix = [new(ApplicationKind.Ppp, 1)] });

        var heard = traffic.Take(1000).Select(one => one.Packet.Owner.Subscriber).Distinct().ToList();

        Assert.All(
            heard,
            number => Assert.Equal(AccessKind.L2tp, traffic.Generator.Population[number].Access)
        );
    }

    [Fact]
    public void Mirrored_SessionsOfL2tpBeginWithTheirPppNegotiation()
    {
        var plan = Busy with { Churn = new ChurnPlan { LoginsPerSecond = 100 } };
        var traffic = new GeneratedTraffic(plan);

        var first = traffic
            .Take(5000)
            .Where(one => one.Packet.Owner.Access == AccessKind.L2tp)
            .DistinctBy(one => one.Packet.Owner.Subscriber)
            .ToList();

        // LCP, protocol c021 (RFC 1661).
        Assert.Equal(4, first.Count);
        Assert.All(first, one => Assert.Equal([0xc0, 0x21], one.Bytes[..2]));
    }

    [Fact]
    public void EvenRates_EverybodyHasTheSameNumberOfPackets()
    {
        var traffic = new GeneratedTraffic(
            Busy with
            {
                EvenRates = true,
                Mix = [new(ApplicationKind.Http, 2), new(ApplicationKind.Udp, 1)],
            },
            TrafficForm.Frames
        );

        var packets = traffic.Take(60 * 30).CountBy(one => one.Packet.Owner.Subscriber).ToDictionary();

        Assert.Equal(60, packets.Count);
        Assert.All(packets.Values, count => Assert.Equal(30, count));
    }

    [Fact]
    public void Churn_TrafficBelongsToSessionsThatStand()
    {
        var traffic = new GeneratedTraffic(Busy with { Churn = ComingAndGoing }, TrafficForm.Frames);
        var ended = new HashSet<uint>();
        var latest = new Dictionary<int, uint>();

        foreach (var (packet, _) in traffic.Take(20_000))
        {
            if (
                latest.TryGetValue(packet.Owner.Subscriber, out var session)
                && session != packet.Owner.SessionId
            )
                ended.Add(session);
            latest[packet.Owner.Subscriber] = packet.Owner.SessionId;
            Assert.DoesNotContain(packet.Owner.SessionId, ended);
        }

        Assert.InRange(ended.Count, 50, 1000);
        Assert.Equal(
            traffic.Generator.Sessions.Logins - traffic.Generator.Sessions.Online,
            traffic.Generator.Sessions.Logouts
                + Enumerable
                    .Range(1, 60)
                    .Count(n => traffic.Generator.Sessions[n].Phase == SessionPhase.LoggingOut)
        );
    }

    [Fact]
    public void Churn_WhoLeavesForGood_LeavesSilenceBehind()
    {
        var plan = Busy with
        {
            Churn = new ChurnPlan
            {
                LoginsPerSecond = 100,
                Online = new DurationDistribution(DurationShape.Fixed, Second),
            },
        };
        var traffic = new GeneratedTraffic(plan, TrafficForm.Frames);

        var packets = traffic.Take(1_000_000);

        Assert.Equal(FillOutcome.Silent, traffic.LastOutcome);
        Assert.Equal(60, traffic.Generator.Sessions.Logouts);
        Assert.InRange(packets[^1].Packet.Time, Second, 3 * Second);
    }

    [Fact]
    public void Gate_OnlyThoseWhoPassHaveTraffic()
    {
        var gate = new OddGate();
        var traffic = new GeneratedTraffic(
            Busy with
            {
                Churn = new ChurnPlan { LoginsPerSecond = 100 },
            },
            TrafficForm.Frames,
            gate
        );

        var heard = traffic.Take(5000).Select(one => one.Packet.Owner.Subscriber).Distinct().Order();

        Assert.Equal(Enumerable.Range(1, 60).Where(number => number % 2 == 1), heard);
        Assert.Equal(30, traffic.Generator.Sessions.Refusals);
    }

    [Fact]
    public void Gate_HearsOfTheEndOfASession_WhenAllOfItsPacketsAreThrough()
    {
        var gate = new OddGate();
        var traffic = new GeneratedTraffic(
            Busy with
            {
                Churn = new ChurnPlan
                {
                    LoginsPerSecond = 100,
                    Online = new DurationDistribution(DurationShape.Uniform, 100_000_000),
                    Offline = new DurationDistribution(DurationShape.Uniform, 100_000_000),
                },
            },
            TrafficForm.Frames,
            gate
        );

        for (var i = 0; i < 5000; i++)
        {
            var packet = traffic.Take(1)[0].Packet;
            if (packet.Kind != GeneratedKind.Signalling)
                Assert.DoesNotContain(packet.Owner.SessionId, gate.Ended);
        }

        traffic.Generator.TellGate();
        Assert.InRange(gate.Ended.Count, 100, int.MaxValue);
        // One session may still be signing off.
        Assert.InRange(gate.Ended.Count - traffic.Generator.Sessions.Logouts, 0, 1);
    }

    // Lets subscribers with odd numbers in.
    private sealed class OddGate : ILoginGate
    {
        private readonly Queue<int> _asked = [];

        public HashSet<uint> Ended { get; } = [];

        public void Ask(int subscriber, in SubscriberSession session) => _asked.Enqueue(subscriber);

        public bool TryTakeAnswer(out int subscriber, out bool isAccepted)
        {
            isAccepted = false;
            if (!_asked.TryDequeue(out subscriber))
                return false;
            isAccepted = subscriber % 2 == 1;
            return true;
        }

        public void LoggedOut(int subscriber, in SubscriberSession session) =>
            Assert.True(Ended.Add(session.SessionId));
    }
}
