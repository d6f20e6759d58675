using Jmirror.Engine.Matching;
using Jmirror.Engine.Subscribers;
using static Jmirror.Engine.Tests.Subscribers.Told;

namespace Jmirror.Engine.Tests.Subscribers;

public sealed class StaticSubscriberTests
{
    private static readonly StaticSubscriber Alice = new(
        [new SubscriberIdentity(IdentityKind.Username, "alice")],
        [Prefix("10.0.0.1")],
        Ethernet(),
        [new Trigger { Address = Prefix("10.0.0.1"), OuterVlan = 100 }]
    );

    private readonly TableUnderTest _subscribers = new();

    [Fact]
    public void Entry_LivesUntilItIsRemoved()
    {
        var session = _subscribers.Table.AddStatic(Alice, Start);
        _subscribers.Table.Tick(long.MaxValue);
        Assert.False(_subscribers.Table.LogOut(session.Number, SessionEnd.AdminReset));
        Assert.True(session.IsStatic);
        Assert.Equal("in 1", _subscribers.Events);
        Assert.True(_subscribers.Table.RemoveStatic(session.Number));
        Assert.False(_subscribers.Table.RemoveStatic(session.Number));
        Assert.Equal("out 1 AdminReset", _subscribers.Events);
    }

    [Fact]
    public void Entry_StandsAgainstTheWire_WhichAddsWhatItDoesNotSay()
    {
        var session = _subscribers.Table.AddStatic(Alice, Start);
        var seen = At(Ethernet(), SightingSource.RadiusAccounting);
        Assert.Same(session, _subscribers.See(seen.User("bob").Acct("5").With("10.0.0.9", "2001:db8::/64")));
        Assert.Equal("alice", session.IdentityOf(IdentityKind.Username));
        Assert.Equal([Prefix("10.0.0.1"), Prefix("2001:db8::/64")], session.Addresses);
        Assert.Equal(5u, session.AccountingSessionId);
    }

    [Fact]
    public void Entry_WhoseSubscriberLogsOut_ForgetsOnlyWhatTheWireTold()
    {
        var session = _subscribers.Table.AddStatic(Alice, Start);
        _subscribers.See(Radius().User("alice").Acct("5").With("2001:db8::/64"));
        _subscribers.Table.See(Radius().Acct("5").Down());
        Assert.Equal([new SubscriberIdentity(IdentityKind.Username, "alice")], session.Identities);
        Assert.Equal([Prefix("10.0.0.1")], session.Addresses);
        Assert.NotEqual(5u, session.AccountingSessionId);
        Assert.Equal("in 1, changed 1, changed 1", _subscribers.Events);
    }

    [Fact]
    public void Entry_IsNotReplacedByALogin()
    {
        var session = _subscribers.Table.AddStatic(Alice, Start);
        Assert.Same(session, _subscribers.See(At(Ethernet()).Login().Later(Hour)));
    }

    [Fact]
    public void Entry_IsNotCountedAgainstTheLimit()
    {
        var subscribers = new TableUnderTest(new SubscriberOptions { MaxSubscribers = 1 });
        subscribers.Table.AddStatic(Alice, Start);
        subscribers.See(At(Pppoe(1)));
        Assert.Equal((2, 0L), (subscribers.Table.Count, subscribers.Table.Refused));
    }

    [Fact]
    public void Entry_OnAVlan_IsWhoeverIsSeenThere()
    {
        var session = _subscribers.Table.AddStatic(OnVlan(100), Start);

        Assert.Same(session, _subscribers.See(At(Ethernet()).User("carol")));

        Assert.Equal(1, _subscribers.Table.Count);
        Assert.Equal("bob", session.IdentityOf(IdentityKind.Username));
        Assert.Equal(OnVlan(100).Interface, session.Interface);
    }

    [Fact]
    public void Entry_OnAnotherVlan_IsNot()
    {
        var session = _subscribers.Table.AddStatic(OnVlan(101), Start);

        Assert.NotSame(session, _subscribers.See(At(Ethernet()).User("carol")));
    }

    [Fact]
    public void Entry_MadeWhileSomebodyIsLoggedInThere_TakesItsPlaceWhenItIsSeenAgain()
    {
        _subscribers.See(At(Ethernet()).User("carol"));
        var session = _subscribers.Table.AddStatic(OnVlan(100), Start);

        Assert.Same(session, _subscribers.See(At(Ethernet())));

        Assert.Equal("in 1, in 2, out 1 Replaced", _subscribers.Events);
    }

    [Fact]
    public void Entry_ThatIsRemoved_CoversNothingAnyMore()
    {
        var session = _subscribers.Table.AddStatic(OnVlan(100), Start);
        _subscribers.See(At(Ethernet()).With("10.0.0.9"));
        _subscribers.Table.RemoveStatic(session.Number);

        Assert.NotSame(session, _subscribers.See(At(Ethernet())));
    }

    private static StaticSubscriber OnVlan(ushort vlan) =>
        new(
            [new SubscriberIdentity(IdentityKind.Username, "bob")],
            [],
            new SubscriberInterface { OuterVlan = vlan },
            [new Trigger { OuterVlan = vlan }]
        );
}
