using Jmirror.Engine.Matching;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using Jmirror.Engine.Tests.Subscribers;
using static Jmirror.Engine.Tests.Subscribers.Told;

namespace Jmirror.Engine.Tests.Registry;

public sealed class SessionTriggersTests
{
    private const TriggerRank Rank = TriggerRank.Username;

    private readonly TableUnderTest _subscribers = new();

    [Fact]
    public void Interface_ThatStandsAlone_SelectsAlone() =>
        Assert.Equal(
            [
                new Trigger
                {
                    Interface = 0,
                    OuterVlan = 100,
                    InnerVlan = 7,
                    Mac = MacOf(Mac),
                    PppoeSession = 3,
                    Rank = Rank,
                },
            ],
            TriggersOf(At(Pppoe(3)).With("10.0.0.1"))
        );

    [Fact]
    public void Addresses_SelectOnCoreInterfaces() =>
        Assert.Equal(
            [
                new Trigger
                {
                    Interface = 0,
                    OuterVlan = 100,
                    InnerVlan = 7,
                    Mac = MacOf(Mac),
                    Rank = Rank,
                },
                new Trigger
                {
                    Address = Prefix("10.0.0.1"),
                    Interface = 4,
                    Rank = Rank,
                },
                new Trigger
                {
                    Address = Prefix("2001:db8::/56"),
                    Interface = 4,
                    Rank = Rank,
                },
                new Trigger
                {
                    Address = Prefix("10.0.0.1"),
                    Interface = 5,
                    Rank = Rank,
                },
                new Trigger
                {
                    Address = Prefix("2001:db8::/56"),
                    Interface = 5,
                    Rank = Rank,
                },
            ],
            TriggersOf(At(Ethernet()).With("10.0.0.1", "2001:db8::/56"), 4, 5)
        );

    [Fact]
    public void Interface_ThatOthersShare_SelectsWithTheAddresses() =>
        Assert.Equal(
            [
                new Trigger
                {
                    Address = Prefix("10.0.0.1"),
                    Interface = 0,
                    OuterVlan = 9,
                    Rank = Rank,
                },
                new Trigger
                {
                    Address = Prefix("10.0.0.1"),
                    Interface = 4,
                    Rank = Rank,
                },
            ],
            TriggersOf(At(Vlan(9)).With("10.0.0.1"), 4)
        );

    [Fact]
    public void Interface_ThatOthersShare_WithoutAddress_SelectsNothing() =>
        Assert.Empty(TriggersOf(At(Vlan(9)), 4));

    [Fact]
    public void Session_WithoutInterface_IsSelectedByItsAddressesEverywhere() =>
        Assert.Equal(
            [new Trigger { Address = Prefix("10.0.0.1"), Rank = Rank }],
            TriggersOf(Radius().With("10.0.0.1"), 4)
        );

    [Fact]
    public void L2tpSession_HasOneTriggerForEachDirection() =>
        Assert.Equal(
            [
                new Trigger { L2tp = new L2tpTrigger(Address("192.0.2.11"), 1, 5), Rank = Rank },
                new Trigger { L2tp = new L2tpTrigger(Address("192.0.2.22"), 2, 9), Rank = Rank },
            ],
            TriggersOf(At(L2tp(5, 9)))
        );

    [Fact]
    public void L2tpEnd_NotKnownYet_HasNone() =>
        Assert.Equal(
            [new Trigger { L2tp = new L2tpTrigger(Address("192.0.2.11"), 1, 5), Rank = Rank }],
            TriggersOf(At(L2tp(5, 0)))
        );

    [Theory]
    [InlineData("0.0.0.0/0")]
    [InlineData("::/0")]
    [InlineData("fe80::/64")]
    [InlineData("fe80::1")]
    public void Address_ThatManyHave_SelectsNothing(string address) =>
        Assert.Empty(TriggersOf(Radius().With(address)));

    [Fact]
    public void Interface_ThatNoTriggerCanName_SelectsNothing() =>
        Assert.Empty(TriggersOf(At(Ethernet() with { OuterVlan = 4095 })));

    [Fact]
    public void Entry_OfTheConfiguration_SelectsAsConfigured()
    {
        var configured = new Trigger { Address = Prefix("10.0.0.1"), OuterVlan = 100 };
        var session = _subscribers.Table.AddStatic(
            new StaticSubscriber([], [Prefix("10.0.0.1")], Ethernet(), [configured]),
            Start
        );
        Assert.Equal([configured with { Rank = Rank }], new SessionTriggers([4]).Of(session, Rank));
    }

    private IReadOnlyList<Trigger> TriggersOf(Sighting sighting, params ushort[] core) =>
        new SessionTriggers(core).Of(_subscribers.See(sighting), Rank);
}
