using Jmirror.Engine.Subscribers;
using static Jmirror.Engine.Tests.Subscribers.Told;

namespace Jmirror.Engine.Tests.Subscribers;

public sealed class L2tpSessionTests
{
    private readonly TableUnderTest _subscribers = new();

    [Fact]
    public void Ends_ToldOneAfterTheOther_AreOneSession()
    {
        var session = _subscribers.See(At(L2tp(5, 0), SightingSource.L2tp));
        Assert.Same(session, _subscribers.See(At(L2tp(5, 9), SightingSource.L2tp).User("alice")));
        Assert.Equal(L2tp(5, 9), session.Interface);
        Assert.Same(session, _subscribers.See(At(L2tp(0, 9), SightingSource.L2tp)));
        Assert.Equal(L2tp(5, 9), session.Interface);
        Assert.Equal("in 1, changed 1", _subscribers.Events);
    }

    [Fact]
    public void End_UsedAgainWithAnother_ReplacesTheSession()
    {
        _subscribers.See(At(L2tp(5, 9), SightingSource.L2tp));
        _subscribers.See(At(L2tp(5, 10), SightingSource.L2tp));
        Assert.Equal("in 1, out 1 Replaced, in 2", _subscribers.Events);
    }

    [Fact]
    public void Ends_OfTwoSessions_ReplaceBoth()
    {
        _subscribers.See(At(L2tp(5, 9), SightingSource.L2tp));
        _subscribers.See(At(L2tp(6, 10), SightingSource.L2tp));
        _subscribers.See(At(L2tp(5, 10), SightingSource.L2tp));
        Assert.Equal("in 1, in 2, out 1 Replaced, out 2 Replaced, in 3", _subscribers.Events);
    }

    [Fact]
    public void Call_ThatIsDisconnected_EndsByOneEnd()
    {
        _subscribers.See(At(L2tp(5, 9), SightingSource.L2tp));
        _subscribers.Table.See(At(L2tp(0, 9), SightingSource.L2tp).Down());
        Assert.Equal("in 1, out 1 UserRequest", _subscribers.Events);
    }

    [Theory]
    [InlineData("192.0.2.11", 1)]
    [InlineData("192.0.2.22", 2)]
    public void Tunnel_ThatEnds_EndsAllItsSessions(string address, ushort tunnel)
    {
        _subscribers.See(At(L2tp(5, 9), SightingSource.L2tp));
        _subscribers.See(At(L2tp(6, 10), SightingSource.L2tp));
        _subscribers.See(At(Pppoe(1)));
        _ = _subscribers.Events;
        var stop = At(Pppoe(1), SightingSource.L2tp) with
        {
            Kind = SightingKind.AllDown,
            Interface = null,
            Tunnel = new L2tpEnd(Address(address), tunnel, 0),
            End = SessionEnd.NasReboot,
        };
        _subscribers.Table.See(stop with { Tunnel = new L2tpEnd(Address(address), 3, 0) });
        Assert.Equal("", _subscribers.Events);
        _subscribers.Table.See(stop);
        Assert.Equal("out 1 NasReboot, out 2 NasReboot", _subscribers.Events);
    }
}
