using static Jmirror.Engine.Tests.Learning.Wire;

namespace Jmirror.Engine.Tests.Learning;

/// <summary>PPPoE discovery: RFC 2516; the access line's ids: TR-101.</summary>
public sealed class PppoeLearningTests
{
    private const string Session = "Ppp if=0 5.0 02:00:00:00:00:01 session=7";

    private readonly Learned _learned = new();

    [Fact]
    public void Confirmation_AfterMarkedRequest_TellsSessionAndLine()
    {
        Assert.Empty(_learned.See(Discovery("09", Client, Broadcast, tags: LineTag(Text("c1"), Text("r1")))));
        Assert.Empty(_learned.See(Discovery("07", Router, Client)));
        Assert.Empty(_learned.See(Discovery("19", Client, Router, tags: LineTag(Text("c2"), "00ff"))));

        Assert.Equal(
            [$"Up {Session} AgentCircuitId=c2 AgentRemoteId=0x00ff"],
            _learned.See(Discovery("65", Router, Client, 7))
        );
    }

    [Fact]
    public void Confirmation_OnlyInitiationMarked_TellsLine()
    {
        _learned.See(Discovery("09", Client, Broadcast, tags: LineTag(Text("c1"), Text("r1"))));
        _learned.See(Discovery("19", Client, Router));

        Assert.Equal(
            [$"Up {Session} AgentCircuitId=c1 AgentRemoteId=r1"],
            _learned.See(Discovery("65", Router, Client, 7))
        );
    }

    [Fact]
    public void Confirmation_LongAfterRequest_TellsNoLine()
    {
        _learned.See(Discovery("19", Client, Router, tags: LineTag(Text("c1"), Text("r1"))));
        _learned.Wait(61);

        Assert.Equal([$"Up {Session}"], _learned.See(Discovery("65", Router, Client, 7)));
    }

    [Fact]
    public void Confirmation_OfSessionZero_IsRefusal() =>
        Assert.Empty(_learned.See(Discovery("65", Router, Client, 0)));

    [Fact]
    public void Confirmation_OfOtherClientsLine_TellsNothingOfIt()
    {
        _learned.See(Discovery("19", OtherClient, Router, tags: LineTag(Text("c2"), Text("r2"))));

        Assert.Equal([$"Up {Session}"], _learned.See(Discovery("65", Router, Client, 7)));
    }

    [Fact]
    public void Confirmation_SeenTwice_IsOneLogin()
    {
        _learned.See(Discovery("65", Router, Client, 7));

        Assert.Equal([$"Up {Session}"], _learned.See(Discovery("65", Router, Client, 7)));
    }

    [Fact]
    public void Confirmation_OfLiveSessionLater_ReplacesIt()
    {
        _learned.See(Discovery("65", Router, Client, 7));
        _learned.Wait(60);

        Assert.Equal(
            [$"Down {Session} Replaced", $"Up {Session}"],
            _learned.See(Discovery("65", Router, Client, 7))
        );
    }

    [Fact]
    public void Confirmation_BehindFirstPppFrame_ReplacesNothing()
    {
        _learned.See(Discovery("19", Client, Router));
        Assert.Equal([$"Up {Session}"], _learned.See(Ppp(Client, Router, "c021", Lcp(1))));

        Assert.Equal([$"Up {Session}"], _learned.See(Discovery("65", Router, Client, 7)));
    }

    [Theory]
    [InlineData(Client, Router)]
    [InlineData(Router, Client)]
    public void Termination_FromEitherSide_EndsSession(string from, string to)
    {
        _learned.See(Discovery("65", Router, Client, 7));

        Assert.Equal([$"Down {Session} UserRequest"], _learned.See(Discovery("a7", from, to, 7)));
        Assert.Empty(_learned.See(Discovery("a7", to, from, 7)));
    }

    [Fact]
    public void FramesUnderWay_AfterTermination_DoNotReviveSession()
    {
        _learned.See(Discovery("65", Router, Client, 7));
        _learned.See(Discovery("a7", Client, Router, 7));

        Assert.Empty(_learned.See(Ppp(Router, Client, "c021", Lcp(9))));
    }

    [Fact]
    public void Confirmation_RightAfterTermination_IsNewLogin()
    {
        _learned.See(Discovery("65", Router, Client, 7));
        _learned.See(Discovery("a7", Client, Router, 7));

        Assert.Equal([$"Up {Session}"], _learned.See(Discovery("65", Router, Client, 7)));
    }

    [Fact]
    public void Echo_OfSessionOlderThanCapture_TellsItOnceRouterIsKnown()
    {
        Assert.Empty(_learned.See(Ppp(Router, "020000000011", "c021", Lcp(9), 1)));
        Assert.Empty(_learned.See(Ppp("020000000012", Router, "c021", Lcp(10), 2)));

        Assert.Equal(
            ["Up Ppp if=0 5.0 02:00:00:00:00:13 session=3"],
            _learned.See(Ppp(Router, "020000000013", "c021", Lcp(9), 3))
        );
        Assert.Equal(
            ["Up Ppp if=0 5.0 02:00:00:00:00:11 session=1"],
            _learned.See(Ppp("020000000011", Router, "c021", Lcp(10), 1))
        );
    }

    [Fact]
    public void Echo_AfterHalfAMinute_TellsThatSessionLives()
    {
        _learned.See(Discovery("65", Router, Client, 7));
        _learned.Wait(20);
        Assert.Empty(_learned.See(Ppp(Router, Client, "c021", Lcp(9))));
        _learned.Wait(20);

        Assert.Equal([$"Up {Session}"], _learned.See(Ppp(Router, Client, "c021", Lcp(9))));
        Assert.Empty(_learned.See(Ppp(Client, Router, "c021", Lcp(10))));
    }

    [Fact]
    public void SameSessionId_OnTwoRouters_IsTwoSessions()
    {
        _learned.See(Discovery("65", Router, Client, 7));
        _learned.See(Discovery("65", OtherRouter, OtherClient, 7));

        Assert.Equal(
            ["Down Ppp if=0 5.0 02:00:00:00:00:02 session=7 UserRequest"],
            _learned.See(Discovery("a7", OtherRouter, OtherClient, 7))
        );
    }

    [Fact]
    public void Clock_JumpsByYears_SessionIsStillKnown()
    {
        _learned.See(Discovery("65", Router, Client, 7));
        _learned.Wait(1e9);

        Assert.Equal([$"Down {Session} UserRequest"], _learned.See(Discovery("a7", Client, Router, 7)));
    }
}
