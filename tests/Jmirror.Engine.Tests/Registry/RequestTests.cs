using Jmirror.Engine.Matching;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Mirror;
using static Jmirror.Engine.Tests.Registry.SubscriberPackets;
using static Jmirror.Engine.Tests.Registry.Wish;
using static Jmirror.Engine.Tests.Subscribers.Told;

namespace Jmirror.Engine.Tests.Registry;

/// <summary>What every series does with requests.</summary>
public sealed class RequestTests
{
    private readonly PlaneUnderTest _router = new();

    [Fact]
    public void Request_BeforeTheLogin_MirrorsFromTheLoginOn()
    {
        _router.Add(ForUser(7, "alice"));
        Assert.Equal("", _router.Live);
        _router.See(At(Pppoe(1)).User("alice"));
        Assert.Equal("7/1", _router.Copies(From(Pppoe(1))));
        Assert.Equal("", _router.Copies(From(Pppoe(2))));
    }

    [Fact]
    public void Request_DuringTheSession_MirrorsAtOnce()
    {
        _router.See(At(Pppoe(1)).User("alice"));
        _router.Add(ForUser(7, "alice"));
        Assert.Equal("7/1", _router.Copies(From(Pppoe(1))));
    }

    [Fact]
    public void Request_FollowsTheIdentity_WhenItIsToldLater()
    {
        _router.Add(ForUser(7, "alice"));
        _router.See(At(Pppoe(1)));
        Assert.Equal("", _router.Live);
        _router.See(At(Pppoe(1)).User("alice"));
        Assert.Equal("7/1", _router.Live);
    }

    [Fact]
    public void Request_EndsForASessionWithAnotherIdentity_AndWaits()
    {
        _router.Add(ForUser(7, "alice"));
        _router.See(At(Pppoe(1)).User("alice"));
        _router.See(Radius().Station(Mac).User("alice@isp.example"));
        Assert.Equal("", _router.Live);
        Assert.Equal("Start 7/1, End 7/1 the session has other identities now", _router.Log);
        Assert.Equal(1, _router.Plane.Counts.Requests);
    }

    [Fact]
    public void Identities_MustAllFit()
    {
        _router.Add(
            For(7, Identity(IdentityKind.Username, "alice"), Identity(IdentityKind.AgentCircuitId, "eth 1"))
        );
        _router.See(At(Pppoe(1)).User("alice").Circuit("eth 2"));
        Assert.Equal("", _router.Live);
        _router.See(At(Pppoe(2)).User("alice").Circuit("eth 1"));
        Assert.Equal("7/2", _router.Live);
    }

    [Fact]
    public void Request_MirrorsEverySessionOfTheUser()
    {
        _router.See(At(Pppoe(1)).User("alice"));
        var number = _router.Add(ForUser(7, "alice"));
        _router.See(At(Pppoe(2, OtherMac)).User("alice"));
        var state = _router.Plane.Show(number)!;
        Assert.Equal([1L, 2L], state.Mirrors.Select(mirror => mirror.Session));
        Assert.Equal("7/1 7/2", _router.Live);
    }

    [Fact]
    public void Login_Again_HasANewSessionIdAndTheSameMirrorId()
    {
        _router.Add(ForUser(7, "alice"));
        _router.See(At(Pppoe(1)).User("alice"));
        _router.Plane.See(At(Pppoe(1)).Down());
        Assert.Equal("", _router.Live);
        _router.See(At(Pppoe(3)).User("alice"));
        Assert.Equal("7/2", _router.Copies(From(Pppoe(3))));
        Assert.Equal("Start 7/1, End 7/1 user-request, Start 7/2", _router.Log);
    }

    [Fact]
    public void AcctSessionId_ToldDuringTheSession_GoesIntoTheHeader()
    {
        _router.Add(ForUser(7, "alice"));
        _router.See(At(Pppoe(1)).User("alice"));
        _router.See(Radius().Station(Mac).Acct("0010000a"));
        Assert.Equal("7/1048586", _router.Copies(From(Pppoe(1))));
        Assert.Equal(
            "Start 7/1, End 7/1 the session has another session id now, Start 7/1048586",
            _router.Log
        );
    }

    [Fact]
    public void Handle_OfEightBytes_GivesTheSessionId()
    {
        _router.Add(ForUser(7, "alice").To(new MedDevHandle(7, 0x90)));
        _router.See(At(Pppoe(1)).User("alice"));
        _router.See(Radius().Station(Mac).Acct("0010000a"));
        Assert.Equal("7/144", _router.Live);
        Assert.Equal("Start 7/144", _router.Log);
    }

    [Theory]
    [InlineData(VersionBits.Keep, 1)]
    [InlineData(VersionBits.Clear, 0)]
    public void Handle_OfFourBytes_HasTheVersionBitsOfTheOption(VersionBits option, byte expected)
    {
        var router = new PlaneUnderTest(new ControlPlaneOptions { VersionBits = option });
        router.Add(ForUser(7, "alice"));
        router.See(At(Pppoe(1)).User("alice"));
        Assert.Equal(expected, Assert.Single(router.Table.Mirrors).Definition.Header!.Value.Version);
    }

    [Fact]
    public void Handle_Missing_IsABareCopy()
    {
        _router.Add(ForUser(7, "alice").To(null));
        _router.See(At(Pppoe(1)).User("alice"));
        Assert.Equal("bare", _router.Live);
        Assert.Equal("Start /", _router.Log);
    }

    [Fact]
    public void Address_ThatMoves_TakesTheMirrorAlong()
    {
        _router.Add(ForUser(7, "alice"));
        _router.See(Radius().Acct("5").User("alice").With("10.0.0.1"));
        var mirror = Assert.Single(_router.Table.Mirrors);
        _router.See(Radius().Acct("5").With("10.0.0.2"));
        Assert.Equal("", _router.Copies(From(Pppoe(1), "10.0.0.1")));
        Assert.Equal("7/5", _router.Copies(From(Pppoe(1), "10.0.0.2")));
        Assert.Same(mirror, Assert.Single(_router.Table.Mirrors));
        Assert.Equal("Start 7/5", _router.Log);
    }

    [Fact]
    public void Packets_AreMirroredWhoeverIsLoggedIn()
    {
        var number = _router.Add(ForPackets(7, new Trigger { Address = Prefix("10.0.0.0/24") }));
        Assert.Equal("7/0", _router.Copies(From(Pppoe(1), "10.0.0.77")));
        Assert.Equal([0L], _router.Plane.Show(number)!.Mirrors.Select(mirror => mirror.Session));
        Assert.True(_router.Plane.Delete(number, "done"));
        Assert.Equal("", _router.Copies(From(Pppoe(1), "10.0.0.77")));
        Assert.Equal("Start 7/0, End 7/0 done", _router.Log);
    }

    [Fact]
    public void Session_OfRadius_IsMirroredUntilItEnds()
    {
        var session = _router.See(At(Pppoe(1)));
        var number = _router.Add(ForSession(7, session.Number));
        Assert.Equal("7/1", _router.Copies(From(Pppoe(1))));
        _router.Plane.See(At(Pppoe(1)).Down());
        Assert.Null(_router.Plane.Show(number));
        Assert.Equal(("", 0), (_router.Live, _router.Plane.Counts.Requests));
        Assert.Equal("Start 7/1, End 7/1 user-request", _router.Log);
    }

    [Fact]
    public void AcctSessionId_AsTrigger_EndsWithItsSession()
    {
        var number = _router.Add(For(7, Identity(IdentityKind.AcctSessionId, "5")));
        _router.See(Radius().Acct("5").With("10.0.0.1"));
        _router.See(Radius().Acct("6").With("10.0.0.2"));
        _router.Plane.See(Radius().Acct("6").Down());
        Assert.NotNull(_router.Plane.Show(number));
        _router.Plane.See(Radius().Acct("5").Down());
        Assert.Null(_router.Plane.Show(number));
    }

    [Fact]
    public void Sessions_ThatAreJoined_KeepWhatWasAskedOfBoth()
    {
        var told = _router.See(Radius().Acct("5").User("alice"));
        var seen = _router.See(At(Pppoe(1)).As(IdentityKind.NasPortId, "port 1").Later(Second));
        _router.Add(ForUser(6, "alice"));
        _router.Add(For(7, Identity(IdentityKind.NasPortId, "port 1")));
        _router.Add(For(8, Identity(IdentityKind.AcctSessionId, "5")));
        var radius = _router.Add(ForSession(9, seen.Number));
        _ = _router.Log;
        _router.Plane.See(At(Pppoe(1)).User("alice").Later(2 * Second));
        Assert.Equal("6/5 8/5 7/5 9/5", _router.Live);
        Assert.Equal("6/5 8/5 7/5 9/5", _router.Copies(From(Pppoe(1))));
        Assert.Equal(told.Number, _router.Plane.Show(radius)!.Request.Selector.Session);
        Assert.Equal(4, _router.Plane.Counts.Requests);
    }

    [Fact]
    public void Delete_EndsAllMirrorsAndNothingElse()
    {
        _router.See(At(Pppoe(1)).User("alice"));
        var number = _router.Add(ForUser(7, "alice"));
        _router.Add(ForUser(8, "alice"));
        Assert.True(_router.Plane.Delete(number, "deleted by the operator"));
        Assert.False(_router.Plane.Delete(number, "deleted by the operator"));
        Assert.Equal("8/1", _router.Live);
        Assert.Equal("Start 7/1, Start 8/1, End 7/1 deleted by the operator", _router.Log);
    }

    [Fact]
    public void Numbers_AreNeverGivenTwice()
    {
        var first = _router.Add(ForUser(7, "alice"));
        _router.Plane.Delete(first, "done");
        Assert.Equal(first + 1, _router.Add(ForUser(7, "alice")));
    }

    [Fact]
    public void List_GivesRequestsInOrder()
    {
        for (uint id = 1; id <= 5; id++)
            _router.Add(ForUser(id, "alice"));
        _router.Plane.Delete(2, "done");
        Assert.Equal([1L, 3L], _router.Plane.List(0, 2).Select(state => state.Number));
        Assert.Equal([4L, 5L], _router.Plane.List(3, 9).Select(state => state.Number));
        Assert.Equal(Start, _router.Plane.List(0, 1)[0].Added);
    }

    [Fact]
    public void Counts_TellWhatThereIs()
    {
        _router.See(At(Pppoe(1)).User("alice"));
        _router.Add(ForUser(7, "alice"));
        _router.Add(ForUser(8, "bob"));
        _router.Plane.Tick(Start + (24 * Hour));
        Assert.Equal(new ControlPlaneCounts(2, 0, 0, 0, 1), _router.Plane.Counts);
        Assert.Equal("Start 7/1, End 7/1 idle-timeout", _router.Log);
    }
}
