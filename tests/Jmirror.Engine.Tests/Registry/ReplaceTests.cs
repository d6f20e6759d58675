using Jmirror.Engine.Matching;
using Jmirror.Engine.Registry;
using static Jmirror.Engine.Tests.Registry.SubscriberPackets;
using static Jmirror.Engine.Tests.Registry.Wish;
using static Jmirror.Engine.Tests.Subscribers.Told;

namespace Jmirror.Engine.Tests.Registry;

public sealed class ReplaceTests
{
    private readonly PlaneUnderTest _router = new();

    [Fact]
    public void Request_WithAnotherHeader_GoesOnUnderItsNumber()
    {
        _router.See(At(Pppoe(1)).User("alice"));
        var number = _router.Add(ForUser(7, "alice"));
        var place = Assert.Single(_router.Table.Mirrors).Number;
        Assert.Equal(new RequestAnswer(number, null), _router.Plane.Replace(number, ForUser(8, "alice")));
        Assert.Equal("8/1", _router.Copies(From(Pppoe(1))));
        // The same place in the table: put in the place of the other, not added behind it.
        Assert.Equal(place, Assert.Single(_router.Table.Mirrors).Number);
        Assert.Equal("Start 7/1, End 7/1 replaced by a newer request, Start 8/1", _router.Log);
    }

    [Fact]
    public void Request_ForOthers_EndsAndStartsWhatDiffers()
    {
        _router.See(At(Pppoe(1)).User("alice").Circuit("eth 1"));
        _router.See(At(Pppoe(2)).User("alice").Circuit("eth 2"));
        _router.See(At(Pppoe(3)).User("bob").Circuit("eth 2"));
        var number = _router.Add(ForUser(7, "alice"));
        _router.Plane.Replace(
            number,
            For(8, Identity(Jmirror.Engine.Subscribers.IdentityKind.AgentCircuitId, "eth 2"))
        );
        Assert.Equal([2L, 3L], _router.Plane.Show(number)!.Mirrors.Select(mirror => mirror.Session));
        Assert.Equal("", _router.Copies(From(Pppoe(1))));
        Assert.Equal("8/2", _router.Copies(From(Pppoe(2))));
        Assert.Equal("8/3", _router.Copies(From(Pppoe(3))));
        _router.See(At(Pppoe(4)).User("alice"));
        Assert.Equal("", _router.Copies(From(Pppoe(4))));
    }

    [Fact]
    public void Request_ByPackets_IsPutInThePlaceOfTheOther()
    {
        var number = _router.Add(ForPackets(7, new Trigger { Address = Prefix("10.0.0.1") }));
        var place = Assert.Single(_router.Table.Mirrors).Number;
        _router.Plane.Replace(number, ForPackets(8, new Trigger { Address = Prefix("10.0.0.0/24") }));
        Assert.Equal("8/0", _router.Copies(From(Pppoe(1), "10.0.0.1")));
        Assert.Equal(place, Assert.Single(_router.Table.Mirrors).Number);
    }

    [Fact]
    public void Request_ByPackets_CanBecomeOneByIdentity_AndBack()
    {
        _router.See(At(Pppoe(1)).User("alice"));
        var number = _router.Add(ForPackets(7, new Trigger { Address = Prefix("10.0.0.1") }));
        _router.Plane.Replace(number, ForUser(8, "alice"));
        Assert.Equal("8/1", _router.Live);
        _router.Plane.Replace(number, ForPackets(9, new Trigger { Address = Prefix("10.0.0.1") }));
        Assert.Equal("9/0", _router.Live);
        Assert.Equal(
            "Start 7/0, Start 8/1, End 7/0 replaced by a newer request, "
                + "Start 9/0, End 8/1 replaced by a newer request",
            _router.Log
        );
        _router.Plane.Delete(number, "done");
        Assert.Equal("", _router.Live);
    }
}
