using CsCheck;
using Jmirror.Protocol.Ip;
using Jmirror.Testing;
using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Population;
using Jmirror.Traffic.Tests.Plans;

namespace Jmirror.Traffic.Tests.Population;

public sealed class SubscriberPopulationTests
{
    private static readonly AccessShare[] EvenAccess =
    [
        new(AccessKind.Ipoe, 1),
        new(AccessKind.Pppoe, 1),
        new(AccessKind.L2tp, 1),
    ];

    [Fact]
    public void FirstSubscriber_OfThePlanOfNoChoices_IsThis()
    {
        var population = new SubscriberPopulation(new PopulationPlan());

        var subscriber = population[1];

        Assert.Equal(AccessKind.Ipoe, subscriber.Access);
        Assert.Equal("100.64.0.1", subscriber.Addresses.Ipv4.ToString());
        Assert.Equal("2001:db8:0:1::", IpPrefix.FormatAddress(subscriber.Ipv6Prefix));
        Assert.Equal("2001:db8:0:1:0:ff:fe00:1", IpPrefix.FormatAddress(subscriber.Addresses.Ipv6));
        Assert.Equal("02:00:00:00:00:01", subscriber.Mac.ToString());
        Assert.Equal((0, 0, 0), (subscriber.OuterVlan, subscriber.InnerVlan, subscriber.Tunnel));
        Assert.Equal((true, 1u), (subscriber.IsMirrored, subscriber.MirrorId));
        Assert.Equal("user1@isp.example", population.Username(1));
        Assert.Equal("secret1", population.Password(1));
        Assert.Equal("olt1 eth 1/1:0.0", population.CircuitId(1));
        Assert.Equal("line1", population.RemoteId(1));
        Assert.Equal("100.127.255.254", population.RouterIpv4.ToString());
    }

    [Fact]
    public void LastSubscriber_OfAMillion_IsThis()
    {
        var population = new SubscriberPopulation(
            new PopulationPlan
            {
                Count = 1_000_000,
                Mirrored = 10_000,
                Access = EvenAccess,
                OuterVlans = new VlanRange(100, 199),
                InnerVlans = new VlanRange(1, 4094),
            }
        );

        // 999 999 pairs are taken before it: 409 400 of them twice, and 181 199 more.
        var subscriber = population[1_000_000];

        Assert.Equal(AccessKind.Ipoe, subscriber.Access);
        Assert.Equal("100.79.66.64", subscriber.Addresses.Ipv4.ToString());
        Assert.Equal("2001:db8:f:4240:0:ff:fe0f:4240", IpPrefix.FormatAddress(subscriber.Addresses.Ipv6));
        Assert.Equal("02:00:00:0f:42:40", subscriber.Mac.ToString());
        Assert.Equal(
            (100 + (181_199 / 4094), 1 + (181_199 % 4094)),
            (subscriber.OuterVlan, subscriber.InnerVlan)
        );
        Assert.Equal("olt1 eth 1/1000000:144.1064", population.CircuitId(1_000_000));
    }

    [Fact]
    public void Constructor_RefusedPlan_SaysWhy()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            new SubscriberPopulation(new PopulationPlan { Count = 0 })
        );

        Assert.StartsWith(
            "count 0: there are from 1 to 1000000 subscribers",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    [InlineData(int.MinValue)]
    public void Subscriber_OfNoNumber_IsRefused(int number)
    {
        var population = new SubscriberPopulation(new PopulationPlan());

        Assert.Throws<ArgumentOutOfRangeException>(() => population[number]);
        Assert.Throws<ArgumentOutOfRangeException>(() => population.Username(number));
        Assert.Throws<ArgumentOutOfRangeException>(() => population.MirroredNumber(number - 1));
    }

    [Fact]
    public void OneFamilyOnly_LeavesTheOtherAtZero()
    {
        var ipv4 = new SubscriberPopulation(new PopulationPlan { Ipv6 = null })[3];
        var ipv6 = new SubscriberPopulation(new PopulationPlan { Ipv4 = null })[3];

        Assert.Equal((true, false), (ipv4.HasIpv4, ipv4.HasIpv6));
        Assert.Equal((UInt128.Zero, UInt128.Zero), (ipv4.Addresses.Ipv6, ipv4.Ipv6Prefix));
        Assert.Equal((false, true), (ipv6.HasIpv4, ipv6.HasIpv6));
        Assert.Equal(0u, ipv6.Addresses.Ipv4.Value);
    }

    [Fact]
    public void Identities_OfAnyPlan_AreEachSubscribersOwn() =>
        AnyPlan.Population.Sample(
            plan =>
            {
                var population = new SubscriberPopulation(plan);
                var all = Everybody(population);

                AssertDistinct(all.Select(subscriber => subscriber.Addresses.Ipv4));
                AssertDistinct(all.Select(subscriber => subscriber.Ipv6Prefix));
                AssertDistinct(all.Select(subscriber => subscriber.Mac));
                AssertDistinct(all.Select(subscriber => population.Username(subscriber.Number)));
                Assert.DoesNotContain(plan.RouterMac, all.Select(subscriber => subscriber.Mac));
                Assert.DoesNotContain(
                    population.RouterIpv4,
                    all.Select(subscriber => subscriber.Addresses.Ipv4)
                );
                Assert.All(
                    all,
                    subscriber => Assert.Equal(subscriber.Ipv6Prefix >> 64, subscriber.Addresses.Ipv6 >> 64)
                );
            },
            iter: 100
        );

    [Fact]
    public void Mirrored_OfAnyPlan_AreAsManyAsPlannedAndFoundByTheirIndex() =>
        AnyPlan.Population.Sample(
            plan =>
            {
                var population = new SubscriberPopulation(plan);
                var mirrored = Everybody(population).Where(subscriber => subscriber.IsMirrored).ToList();

                var byIndex = Enumerable.Range(0, plan.Mirrored).Select(population.MirroredNumber);

                Assert.Equal(plan.Mirrored, mirrored.Count);
                Assert.Equal(
                    byIndex.Select((number, index) => (number, plan.FirstMirrorId + (uint)index)),
                    mirrored.OrderBy(one => one.MirrorId).Select(one => (one.Number, one.MirrorId))
                );
                Assert.All(
                    Everybody(population),
                    one => Assert.Equal(one.IsMirrored, population.IsMirrored(one.Number))
                );
            },
            iter: 300
        );

    [Theory]
    [InlineData(30, 3, new[] { 1, 11, 21 })]
    [InlineData(9, 9, new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9 })]
    [InlineData(12, 1, new[] { 1 })]
    public void Mirrored_OfThreeKindsOfAccess_AreSpread(int count, int mirrored, int[] numbers)
    {
        var population = new SubscriberPopulation(
            new PopulationPlan
            {
                Count = count,
                Mirrored = mirrored,
                Access = EvenAccess,
            }
        );

        Assert.Equal(numbers, Enumerable.Range(0, mirrored).Select(population.MirroredNumber));
    }

    [Fact]
    public void Mirrored_TenThousandOfAMillion_AreEverywhereAndOfEachKind()
    {
        var population = new SubscriberPopulation(
            new PopulationPlan
            {
                Count = 1_000_000,
                Mirrored = 10_000,
                Access = [new(AccessKind.Ipoe, 60), new(AccessKind.Pppoe, 30), new(AccessKind.L2tp, 10)],
            }
        );

        var numbers = Enumerable.Range(0, 10_000).Select(population.MirroredNumber).ToList();

        // A hundred in every ten thousand subscribers, of each kind by its weight.
        Assert.All(
            numbers.CountBy(number => (number - 1) / 10_000),
            part => Assert.InRange(part.Value, 97, 103)
        );
        Assert.Equal(
            [(AccessKind.Ipoe, 6_000), (AccessKind.Pppoe, 3_000), (AccessKind.L2tp, 1_000)],
            numbers
                .CountBy(number => population[number].Access)
                .Select(kind => (kind.Key, kind.Value))
                .Order()
        );
    }

    [Fact]
    public void Vlans_AreTakenInTurn_TheInnerOnesFaster()
    {
        var population = new SubscriberPopulation(
            new PopulationPlan { OuterVlans = new VlanRange(7, 8), InnerVlans = new VlanRange(100, 102) }
        );

        Assert.Equal(
            [(7, 100), (7, 101), (7, 102), (8, 100), (8, 101), (8, 102), (7, 100)],
            Everybody(population).Take(7).Select(one => ((int)one.OuterVlan, (int)one.InnerVlan))
        );
    }

    [Fact]
    public void L2tpSubscribers_FillTunnelAfterTunnelAndHaveNoVlans()
    {
        var population = new SubscriberPopulation(
            new PopulationPlan
            {
                Access = [new AccessShare(AccessKind.L2tp, 1), new AccessShare(AccessKind.Ipoe, 1)],
                SessionsPerTunnel = 2,
                OuterVlans = new VlanRange(7, 7),
            }
        );

        Assert.Equal([1, 0, 1, 0, 2, 0, 2, 0, 3, 0], Everybody(population).Select(one => (int)one.Tunnel));
        Assert.Equal([0, 7, 0, 7, 0, 7, 0, 7, 0, 7], Everybody(population).Select(one => (int)one.OuterVlan));
        Assert.Equal(3, population.Tunnels);
        Assert.Equal("203.0.113.10", population.LacAddress(1).ToString());
        Assert.Equal("203.0.113.12", population.LacAddress(3).ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => population.LacAddress(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => population.LacAddress(4));
    }

    [Fact]
    public void AskingForSubscribers_AllocatesNothing()
    {
        var population = new SubscriberPopulation(
            new PopulationPlan
            {
                Count = 1_000_000,
                Mirrored = 10_000,
                Access = EvenAccess,
            }
        );
        Span<byte> room = stackalloc byte[SubscriberPopulation.MaxNameLength];
        var sum = 0L;

        var before = Allocations.Now;
        for (var number = 1; number <= 10_000; number++)
            sum += population[number].Number + population.WriteCircuitId(number, room);

        Allocations.AssertNonePerOperation(before, 10_000);
        Assert.True(sum > 0);
    }

    [Fact]
    public void AMillionSubscribers_TakeNoMoreMemoryThanTen()
    {
        var plan = new PopulationPlan { Access = EvenAccess };
        var ten = BytesOf(plan);

        var million = BytesOf(plan with { Count = 1_000_000, Mirrored = 10_000 });

        Assert.InRange(million, 0, ten + 1000);
    }

    private static long BytesOf(PopulationPlan plan)
    {
        _ = new SubscriberPopulation(plan);
        var before = Allocations.Now;
        _ = new SubscriberPopulation(plan);
        return Allocations.Now - before;
    }

    private static List<SyntheticSubscriber> Everybody(SubscriberPopulation population) =>
        [.. Enumerable.Range(1, population.Count).Select(number => population[number])];

    private static void AssertDistinct<T>(IEnumerable<T> things)
    {
        var seen = new HashSet<T>();
        Assert.All(things, thing => Assert.True(seen.Add(thing), $"{thing} twice"));
    }
}
