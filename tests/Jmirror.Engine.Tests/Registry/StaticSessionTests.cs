using Jmirror.Engine.Matching;
using Jmirror.Engine.Subscribers;
using static Jmirror.Engine.Tests.Registry.SubscriberPackets;
using static Jmirror.Engine.Tests.Registry.Wish;
using static Jmirror.Engine.Tests.Subscribers.Told;

namespace Jmirror.Engine.Tests.Registry;

public sealed class StaticSessionTests
{
    [Fact]
    public void Entry_IsMirroredFromItsConfigurationToItsRemoval()
    {
        var router = new PlaneUnderTest();
        router.Add(ForUser(7, "alice"));
        var number = router.Plane.AddStatic(
            new StaticSubscriber(
                [Identity(IdentityKind.Username, "alice")],
                [Prefix("10.0.0.1")],
                null,
                [new Trigger { Address = Prefix("10.0.0.1"), PppoeSession = 1 }]
            )
        );
        Assert.Equal("7/1", router.Copies(From(Pppoe(1))));
        Assert.Equal("", router.Copies(From(Pppoe(1), "10.0.0.2")));
        Assert.True(router.Plane.RemoveStatic(number));
        Assert.Equal("", router.Live);
        Assert.Equal("Start 7/1, End 7/1 admin-reset", router.Log);
    }
}
