using Jmirror.Engine.Subscribers;
using static Jmirror.Engine.Tests.Subscribers.Told;

namespace Jmirror.Engine.Tests.Subscribers;

/// <summary>Which session a sighting without subscriber interface belongs to.</summary>
public sealed class CorrelationTests
{
    private readonly TableUnderTest _subscribers = new();

    [Fact]
    public void NothingThatFits_IsASessionOfItsOwn()
    {
        _subscribers.See(At(Pppoe(1)).User("alice").With("10.0.0.1"));
        var session = _subscribers.See(Radius().User("bob").With("10.0.0.2"));
        Assert.Null(session.Interface);
        Assert.Equal([Prefix("10.0.0.2")], session.Addresses);
        Assert.Equal("in 1, in 2", _subscribers.Events);
    }

    [Theory]
    [InlineData("02:00:5e:00:00:01")]
    [InlineData("02-00-5E-00-00-01")]
    [InlineData("0200.5e00.0001")]
    [InlineData("02005E000001")]
    public void CallingStationId_ThatIsTheMac_FindsTheSession(string station)
    {
        var session = _subscribers.See(At(Ethernet(), SightingSource.Dhcp));
        Assert.Same(session, _subscribers.See(Radius().Station(station).Acct("5")));
        Assert.Equal(5u, session.AccountingSessionId);
    }

    [Fact]
    public void CallingStationId_OfTwoSessions_FindsTheOneOfTheSameUser()
    {
        _subscribers.See(At(Pppoe(1)).User("alice"));
        var session = _subscribers.See(At(Pppoe(2)).User("voice"));
        Assert.Same(session, _subscribers.See(Radius().Station(Mac).User("voice")));
        Assert.Equal(2, _subscribers.Table.Count);
    }

    [Fact]
    public void CallingStationId_OfTwoSessions_WithoutUser_FindsNone()
    {
        _subscribers.See(At(Pppoe(1)));
        _subscribers.See(At(Pppoe(2)));
        Assert.Null(_subscribers.See(Radius().Station(Mac)).Interface);
    }

    [Fact]
    public void AcctSessionId_KnownAlready_FindsTheSession_WhateverElseChanged()
    {
        var session = _subscribers.See(Radius().Acct("5").User("alice").With("10.0.0.1"));
        Assert.Same(session, _subscribers.See(Radius().Acct("5").User("alice@isp.example").With("10.0.0.9")));
        Assert.Equal([Prefix("10.0.0.9")], session.Addresses);
    }

    [Fact]
    public void AcctSessionId_OfAnotherRouter_IsAnotherSession()
    {
        _subscribers.See(Radius("a").Acct("5").User("alice"));
        var other = _subscribers.See(Radius("b").Acct("5").User("alice"));
        Assert.Equal("in 1, in 2", _subscribers.Events);
        Assert.Same(other, _subscribers.See(Radius("b").Acct("5")));
    }

    [Fact]
    public void AcctSessionId_OfManyRouters_IsFoundAtItsOwn()
    {
        for (var i = 0; i < 2 * Correlator.CandidateLimit; i++)
            _subscribers.See(Radius($"nas{i}").Acct("1"));
        Assert.Equal(4, _subscribers.See(Radius("nas3").Acct("1").User("alice")).Number);
    }

    [Fact]
    public void CircuitId_FindsTheSession_UnlessTheRemoteIdIsAnother()
    {
        var session = _subscribers.See(
            At(Pppoe(1)).Circuit("eth 1/7").As(IdentityKind.AgentRemoteId, "line 1")
        );
        Assert.Same(session, _subscribers.See(Radius().Circuit("eth 1/7").User("alice")));
        var other = Radius().Circuit("eth 1/7").As(IdentityKind.AgentRemoteId, "line 2");
        Assert.NotSame(session, _subscribers.See(other));
    }

    [Fact]
    public void NasPortId_FindsTheSession()
    {
        var session = _subscribers.See(At(Pppoe(1)).As(IdentityKind.NasPortId, "ge-1/0/0.7:100-7"));
        Assert.Same(
            session,
            _subscribers.See(Radius().As(IdentityKind.NasPortId, "ge-1/0/0.7:100-7").User("alice"))
        );
    }

    [Fact]
    public void Address_OfOneSession_FindsIt()
    {
        var session = _subscribers.See(At(Pppoe(1)).With("10.0.0.1"));
        Assert.Same(session, _subscribers.See(Radius().User("alice").With("10.0.0.1")));
    }

    [Fact]
    public void Address_ThatTwoSessionsHave_FindsNone()
    {
        _subscribers.See(At(Pppoe(1)).With("10.0.0.1"));
        _subscribers.See(At(Pppoe(2, OtherMac)).With("10.0.0.1"));
        Assert.Null(_subscribers.See(Radius().User("alice").With("10.0.0.1")).Interface);
    }

    [Fact]
    public void UserName_OfOneSession_FindsIt()
    {
        var session = _subscribers.See(At(Pppoe(1)).User("alice"));
        Assert.Same(session, _subscribers.See(Radius().User("alice").Acct("5")));
    }

    [Fact]
    public void UserName_OfTwoSessions_FindsNone()
    {
        _subscribers.See(At(Pppoe(1)).User("alice"));
        _subscribers.See(At(Pppoe(2, OtherMac)).User("alice"));
        Assert.Null(_subscribers.See(Radius().User("alice")).Interface);
    }

    [Fact]
    public void UserName_ThatManyShare_FindsNone()
    {
        for (ushort i = 1; i <= 2 * Correlator.CandidateLimit; i++)
            _subscribers.See(At(Pppoe(i)).User("guest"));
        Assert.Null(_subscribers.See(Radius().User("guest")).Interface);
    }

    [Fact]
    public void Evidence_ThatIsStronger_Decides()
    {
        var byMac = _subscribers.See(At(Pppoe(1)));
        _subscribers.See(At(Pppoe(2, OtherMac)).Circuit("eth 1/7").User("alice").With("10.0.0.1"));
        Assert.Same(
            byMac,
            _subscribers.See(Radius().Station(Mac).Circuit("eth 1/7").User("alice").With("10.0.0.1"))
        );
    }

    [Fact]
    public void UserName_ThatContradicts_UndoesWeakEvidence()
    {
        var session = _subscribers.See(At(Pppoe(1)).User("alice").Circuit("eth 1/7").With("10.0.0.1"));
        Assert.NotSame(session, _subscribers.See(Radius().User("bob").Circuit("eth 1/7").With("10.0.0.1")));
    }

    [Fact]
    public void AcctSessionId_ThatContradicts_UndoesAllEvidence()
    {
        var session = _subscribers.See(At(Pppoe(1)).User("alice").With("10.0.0.1"));
        _subscribers.See(Radius().Acct("5").Station(Mac));
        Assert.NotSame(
            session,
            _subscribers.See(Radius().Acct("6").Station(Mac).User("alice").With("10.0.0.1"))
        );
    }

    [Fact]
    public void AccountingStart_OfAnotherSession_TakesOverAnInterfaceWithoutPppoe()
    {
        _subscribers.See(At(Ethernet(), SightingSource.Dhcp));
        _subscribers.See(Radius().Acct("5").Station(Mac));
        _ = _subscribers.Events;
        var again = _subscribers.See(Radius().Acct("6").Station(Mac).Login());
        Assert.Equal("out 1 Replaced, in 2", _subscribers.Events);
        Assert.Equal(Ethernet(), again.Interface);
    }

    [Fact]
    public void AccountingStart_OfAnotherSession_LeavesAPppoeSession()
    {
        _subscribers.See(At(Pppoe(1)));
        _subscribers.See(Radius().Acct("5").Station(Mac));
        Assert.Null(_subscribers.See(Radius().Acct("6").Station(Mac).Login()).Interface);
        Assert.Equal(2, _subscribers.Table.Count);
    }

    [Fact]
    public void AccountingStop_ThatTellsTheSessionOnlyByMac_EndsIt()
    {
        _subscribers.See(At(Pppoe(1)));
        _subscribers.Table.See(Radius().Acct("5").Station(Mac).Down(SessionEnd.IdleTimeout));
        Assert.Equal("in 1, out 1 IdleTimeout", _subscribers.Events);
    }

    [Theory]
    [InlineData("+4940123456")]
    [InlineData("02:00:5e:00:00:01:07")]
    [InlineData("eth 1/7")]
    [InlineData("000000000000")]
    [InlineData("")]
    public void CallingStationId_ThatIsNoMac_SaysNothing(string station)
    {
        var session = _subscribers.See(At(Ethernet(), SightingSource.Dhcp));
        Assert.NotSame(session, _subscribers.See(Radius().Station(station)));
    }
}
