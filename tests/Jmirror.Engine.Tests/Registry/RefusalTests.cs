using Jmirror.Engine.Matching;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Mirror;
using static Jmirror.Engine.Tests.Registry.Wish;
using static Jmirror.Engine.Tests.Subscribers.Told;

namespace Jmirror.Engine.Tests.Registry;

/// <summary>A request that fails changes nothing, and the secure log says so.</summary>
public sealed class RefusalTests
{
    private readonly PlaneUnderTest _router = new(new ControlPlaneOptions { MaxTriggers = 1 });

    public static TheoryData<string> Faults => [.. FaultyRequests.Keys];

    private static Dictionary<string, MirrorRequest> FaultyRequests { get; } =
        new(StringComparer.Ordinal)
        {
            ["there is no such session"] = ForSession(7, 99),
            ["the mirror id has more than 30 bits"] = ForUser(7, "alice")
                .To(new MedDevHandle(MirrorHeader.MaxMirrorId + 1, 1)),
            ["a trigger or a policy has a value out of its range"] = ForPackets(
                7,
                new Trigger { OuterVlan = 4095 }
            ),
            ["there are 1 triggers already, as many as are allowed"] = ForUser(7, "bob"),
        };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Request_ThatCannotBe_ChangesNothing(string problem)
    {
        _router.See(At(Pppoe(1)).User("alice"));
        var number = _router.Add(ForUser(5, "alice"));
        _ = _router.Log;
        Assert.Equal(new RequestAnswer(0, problem), _router.Plane.Add(FaultyRequests[problem]));
        Assert.Equal((1, "5/1"), (_router.Plane.Counts.Requests, _router.Live));
        Assert.Equal(
            $"Failure {FaultyRequests[problem].Target.Handle?.MirrorId}/{FaultyRequests[problem].Target.Handle?.SessionId} {problem}",
            _router.Log
        );
        Assert.Equal(number + 1, _router.Add(ForSession(6, 1)));
    }

    [Fact]
    public void Replace_OfNothing_IsRefused()
    {
        Assert.Equal("there is no request 3", _router.Plane.Replace(3, ForUser(7, "alice")).Problem);
        Assert.Equal("Failure 7/ there is no request 3", _router.Log);
    }

    [Fact]
    public void Replace_ThatFails_LeavesWhatWas()
    {
        _router.See(At(Pppoe(1)).User("alice"));
        var number = _router.Add(ForUser(5, "alice"));
        Assert.False(_router.Plane.Replace(number, ForSession(6, 99)).Succeeded);
        Assert.Equal("5/1", _router.Live);
        Assert.Equal(IdentityKind.Username, _router.Plane.Show(number)!.Request.Selector.Identities![0].Kind);
    }

    [Fact]
    public void Replace_OfATrigger_IsNotOneMore()
    {
        var number = _router.Add(ForUser(5, "alice"));
        Assert.True(_router.Plane.Replace(number, ForUser(6, "bob")).Succeeded);
    }

    [Fact]
    public void InterfacesAndSessions_AreNotCountedAsTriggers()
    {
        _router.See(At(Pppoe(1)));
        _router.Add(ForPackets(1, new Trigger { OuterVlan = 7 }));
        _router.Add(ForSession(2, 1));
        _router.Add(
            ForPackets(3, new Trigger { Address = Prefix("10.0.0.1"), Rank = TriggerRank.IpAddress })
        );
        Assert.False(_router.Plane.Add(ForUser(4, "alice")).Succeeded);
        _router.Plane.Delete(3, "done");
        Assert.True(_router.Plane.Add(ForUser(4, "alice")).Succeeded);
    }

    [Fact]
    public void Selector_ThatSelectsInTwoWaysOrNone_IsABug()
    {
        var request = ForUser(7, "alice");
        Assert.Throws<ArgumentException>(() =>
            _router.Plane.Add(request with { Selector = new MirrorSelector() })
        );
        Assert.Throws<ArgumentException>(() =>
            _router.Plane.Add(request with { Selector = request.Selector with { Session = 1 } })
        );
        Assert.Throws<ArgumentException>(() =>
            _router.Plane.Add(request with { Selector = new MirrorSelector { Identities = [] } })
        );
    }
}
