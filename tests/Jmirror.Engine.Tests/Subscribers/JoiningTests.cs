using Jmirror.Engine.Subscribers;
using static Jmirror.Engine.Tests.Subscribers.Told;

namespace Jmirror.Engine.Tests.Subscribers;

/// <summary>What RADIUS told first and the wire showed later becomes one session.</summary>
public sealed class JoiningTests
{
    private readonly TableUnderTest _subscribers = new();

    [Fact]
    public void Interface_SeenAfterRadius_JoinsItsSession()
    {
        var session = _subscribers.See(Radius().Acct("5").Station(Mac).With("10.0.0.1"));
        Assert.Same(session, _subscribers.See(At(Ethernet(), SightingSource.Dhcp).With("10.0.0.1")));
        Assert.Equal(Ethernet(), session.Interface);
        Assert.Equal("in 1, changed 1", _subscribers.Events);
    }

    [Fact]
    public void Interface_ThatShowsItsUserLater_JoinsTheSessionOfRadiusThen()
    {
        var told = _subscribers.See(Radius().Acct("5").User("alice"));
        _subscribers.See(At(Pppoe(1)).Circuit("eth 1/7"));
        Assert.Same(told, _subscribers.See(At(Pppoe(1)).User("alice")));
        Assert.Equal("in 1, in 2, changed 1, out 2 Replaced", _subscribers.Events);
        Assert.Equal(Pppoe(1), told.Interface);
        Assert.Equal("eth 1/7", told.IdentityOf(IdentityKind.AgentCircuitId));
        Assert.Equal(1, _subscribers.Table.Count);
    }

    [Fact]
    public void Radius_ThatTellsTheAddressLater_JoinsTheInterfaceThen()
    {
        var told = _subscribers.See(Radius().Acct("5").User("alice"));
        _subscribers.See(At(Ethernet(), SightingSource.Dhcp).With("10.0.0.1"));
        Assert.Same(told, _subscribers.See(Radius().Acct("5").With("10.0.0.1")));
        Assert.Equal("in 1, in 2, changed 1, out 2 Replaced", _subscribers.Events);
        Assert.Equal(Ethernet(), told.Interface);
    }

    [Fact]
    public void Login_SeenOnTheWire_DoesNotJoinTheSessionBefore()
    {
        _subscribers.See(Radius().Acct("5").Station(Mac).User("alice"));
        var fresh = _subscribers.See(At(Pppoe(1)).Login().Later(31 * Second));
        _subscribers.See(At(Pppoe(1)).User("alice").Later(32 * Second));
        Assert.Equal("in 1, in 2, changed 2", _subscribers.Events);
        Assert.Same(
            fresh,
            _subscribers.See(Radius().Acct("6").Station(Mac).User("alice").Later(32 * Second))
        );
    }

    [Fact]
    public void Login_SeenOnTheWire_JoinsTheSessionThatRadiusWasJustAskedFor()
    {
        var told = _subscribers.See(Radius().Acct("5").Station(Mac));
        Assert.Same(told, _subscribers.See(At(Ethernet(), SightingSource.Dhcp).Login().Later(30 * Second)));
    }

    [Fact]
    public void Session_ThatWasJoined_IsFoundByAllThatBothKnew()
    {
        var told = _subscribers.See(Radius().Acct("5").User("alice"));
        _subscribers.See(At(Pppoe(1)).Circuit("eth 1/7").With("10.0.0.1"));
        _subscribers.See(At(Pppoe(1)).User("alice"));
        Assert.Equal(
            [told],
            _subscribers.Table.Find([new SubscriberIdentity(IdentityKind.AgentCircuitId, "eth 1/7")])
        );
        Assert.Equal([told], _subscribers.Table.Find([], Address("10.0.0.1")));
        Assert.Same(told, _subscribers.See(At(Pppoe(1))));
        Assert.Equal(5u, told.AccountingSessionId);
    }
}
