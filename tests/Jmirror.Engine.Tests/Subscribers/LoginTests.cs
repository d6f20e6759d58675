using Jmirror.Engine.Subscribers;
using static Jmirror.Engine.Tests.Subscribers.Told;

namespace Jmirror.Engine.Tests.Subscribers;

public sealed class LoginTests
{
    private readonly TableUnderTest _subscribers = new();

    [Fact]
    public void Interface_SeenFirst_IsALogin()
    {
        var session = _subscribers.See(At(Pppoe(1)).Circuit("eth 1/7"));
        Assert.Equal("in 1", _subscribers.Events);
        Assert.Equal((1, Start, Start), (session.Number, session.LoggedIn, session.LastSeen));
        Assert.Equal(Pppoe(1), session.Interface);
        Assert.Equal("eth 1/7", session.IdentityOf(IdentityKind.AgentCircuitId));
    }

    [Fact]
    public void Interface_SeenAgain_IsTheSameSession()
    {
        var session = _subscribers.See(At(Pppoe(1)));
        Assert.Same(session, _subscribers.See(At(Pppoe(1)).User("alice").Later(Second)));
        Assert.Equal("in 1, changed 1", _subscribers.Events);
        Assert.Equal(Start + Second, session.LastSeen);
    }

    [Fact]
    public void Sighting_ThatTellsNothingNew_ChangesNothing()
    {
        _subscribers.See(At(Pppoe(1)).User("alice").With("10.0.0.1", "2001:db8::/64"));
        _ = _subscribers.Events;
        _subscribers.See(At(Pppoe(1)).User("alice").With("10.0.0.1", "2001:db8::/64").Later(Second));
        Assert.Equal("", _subscribers.Events);
    }

    [Fact]
    public void PppoeSession_OfAnotherNumber_IsAnotherInterface()
    {
        _subscribers.See(At(Pppoe(1)));
        _subscribers.See(At(Pppoe(2)));
        Assert.Equal("in 1, in 2", _subscribers.Events);
    }

    [Fact]
    public void Login_AtALiveInterface_ReplacesTheSession()
    {
        _subscribers.See(At(Pppoe(1)).User("alice").With("10.0.0.1"));
        var again = _subscribers.See(At(Pppoe(1)).Login().Later(60 * Second));
        Assert.Equal("in 1, out 1 Replaced, in 2", _subscribers.Events);
        Assert.Empty(again.Identities);
        Assert.Empty(again.Addresses);
    }

    [Fact]
    public void Login_RepeatedWithinSeconds_IsTheSameLogin()
    {
        _subscribers.See(At(Pppoe(1)).Login());
        _subscribers.See(At(Pppoe(1)).Login().Later(5 * Second));
        Assert.Equal("in 1", _subscribers.Events);
    }

    [Fact]
    public void UserName_ThatItsOwnSourceContradicts_IsAnotherSession()
    {
        _subscribers.See(At(Pppoe(1)).User("alice"));
        var session = _subscribers.See(At(Pppoe(1)).User("bob").Later(Second));
        Assert.Equal("in 1, out 1 Replaced, in 2", _subscribers.Events);
        Assert.Equal("bob", session.IdentityOf(IdentityKind.Username));
    }

    [Fact]
    public void UserName_ThatAHigherSourceWroteAnotherWay_IsTheSameSession()
    {
        _subscribers.See(At(Pppoe(1)));
        _subscribers.See(Radius().Station(Mac).User("alice@isp.example"));
        var session = _subscribers.See(At(Pppoe(1)).User("alice"));
        Assert.Equal("in 1, changed 1", _subscribers.Events);
        Assert.Equal("alice@isp.example", session.IdentityOf(IdentityKind.Username));
    }

    [Fact]
    public void Logout_EndsTheSessionWithItsReason()
    {
        _subscribers.See(At(Pppoe(1)));
        Assert.Null(_subscribers.Table.See(At(Pppoe(1)).Down(SessionEnd.AdminReset)));
        Assert.Equal("in 1, out 1 AdminReset", _subscribers.Events);
        Assert.Equal(0, _subscribers.Table.Count);
    }

    [Fact]
    public void Logout_OfNobody_IsNothing()
    {
        _subscribers.See(At(Pppoe(1)));
        _subscribers.Table.See(At(Pppoe(2)).Down());
        _subscribers.Table.See(Radius().Acct("5").Down());
        Assert.Equal("in 1", _subscribers.Events);
    }

    [Fact]
    public void Sighting_OfNobody_MakesNoSession()
    {
        Assert.Null(_subscribers.Table.See(Radius()));
        Assert.Null(_subscribers.Table.See(Radius() with { Addresses = [] }));
        Assert.Equal("", _subscribers.Events);
    }

    [Fact]
    public void Logout_ByOperator_EndsTheSessionOnce()
    {
        var session = _subscribers.See(At(Pppoe(1)));
        Assert.True(_subscribers.Table.LogOut(session.Number, SessionEnd.AdminReset));
        Assert.False(_subscribers.Table.LogOut(session.Number, SessionEnd.AdminReset));
        Assert.Equal("in 1, out 1 AdminReset", _subscribers.Events);
    }

    [Fact]
    public void Login_BeyondTheLimit_IsRefusedAndCounted()
    {
        var subscribers = new TableUnderTest(new SubscriberOptions { MaxSubscribers = 1 });
        subscribers.See(At(Pppoe(1)));
        Assert.Null(subscribers.Table.See(At(Pppoe(2))));
        Assert.Equal((1, 1L), (subscribers.Table.Count, subscribers.Table.Refused));
        subscribers.See(At(Pppoe(1)).User("alice"));
        subscribers.Table.See(At(Pppoe(1)).Down());
        subscribers.See(At(Pppoe(2)));
        Assert.Equal(1, subscribers.Table.Refused);
    }

    [Fact]
    public void Lease_ThatEnds_LeavesTheOtherFamilysSession()
    {
        _subscribers.See(At(Ethernet(), SightingSource.Dhcp).With("10.0.0.1"));
        var session = _subscribers.See(At(Ethernet(), SightingSource.Dhcpv6).With("2001:db8::/56"));
        _subscribers.Table.See(At(Ethernet(), SightingSource.Dhcp).Down());
        Assert.Equal([Prefix("2001:db8::/56")], session.Addresses);
        Assert.Equal("in 1, changed 1, changed 1", _subscribers.Events);
        _subscribers.Table.See(At(Ethernet(), SightingSource.Dhcpv6).Down());
        Assert.Equal("out 1 UserRequest", _subscribers.Events);
    }

    [Fact]
    public void Lease_ThatEndsInsidePpp_LeavesTheSession()
    {
        var session = _subscribers.See(At(Pppoe(1), SightingSource.Dhcpv6).With("2001:db8::/56"));
        _subscribers.Table.See(At(Pppoe(1), SightingSource.Dhcpv6).Down());
        Assert.Empty(session.Addresses);
        Assert.Equal("in 1, changed 1", _subscribers.Events);
    }

    [Fact]
    public void Router_ThatRestarts_EndsItsSessionsOnly()
    {
        _subscribers.See(Radius("a").User("alice"));
        _subscribers.See(At(Pppoe(1)));
        _subscribers.See(Radius("a").Station(Mac).User("bob"));
        _subscribers.See(Radius("b").User("carol"));
        _subscribers.See(At(Pppoe(2, OtherMac)));
        _ = _subscribers.Events;
        _subscribers.Table.See(Radius("a") with { Kind = SightingKind.AllDown, End = SessionEnd.NasReboot });
        Assert.Equal("out 1 NasReboot, out 2 NasReboot", _subscribers.Events);
    }
}
