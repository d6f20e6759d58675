using Jmirror.Engine.Registry;
using static Jmirror.Engine.Tests.Registry.SubscriberPackets;
using static Jmirror.Engine.Tests.Registry.Wish;
using static Jmirror.Engine.Tests.Subscribers.Told;

namespace Jmirror.Engine.Tests.Registry;

/// <summary>MX Series.</summary>
public sealed class EveryRequestTests
{
    private readonly PlaneUnderTest _router = new();

    [Fact]
    public void Requests_OfRadiusAndDtcp_BothCopy()
    {
        _router.Add(ForUser(7, "alice") with { Origin = MirrorOrigin.Dtcp });
        var session = _router.See(At(Pppoe(1)).User("alice"));
        _router.Add(ForSession(8, session.Number));
        Assert.Equal("7/1 8/1", _router.Copies(From(Pppoe(1))));
    }

    [Fact]
    public void Requests_ThatAreTheSame_BothCopy()
    {
        _router.Add(ForUser(7, "alice"));
        _router.Add(ForUser(7, "alice"));
        _router.See(At(Pppoe(1)).User("alice"));
        Assert.Equal("7/1 7/1", _router.Copies(From(Pppoe(1))));
    }

    [Fact]
    public void Request_OfRadius_TakesThePlaceOfTheOneBefore()
    {
        var session = _router.See(At(Pppoe(1)));
        var login = _router.Add(ForSession(7, session.Number, MirrorOrigin.RadiusLogin));
        var place = Assert.Single(_router.Table.Mirrors).Number;
        _router.Add(ForSession(8, session.Number));
        Assert.Equal("8/1", _router.Live);
        Assert.Equal(place, Assert.Single(_router.Table.Mirrors).Number);
        Assert.Null(_router.Plane.Show(login));
        Assert.Equal("Start 7/1, End 7/1 replaced by a newer request, Start 8/1", _router.Log);
    }
}
