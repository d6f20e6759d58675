using Jmirror.Engine.Subscribers;
using static Jmirror.Engine.Tests.Subscribers.Told;

namespace Jmirror.Engine.Tests.Subscribers;

public sealed class ExpiryTests
{
    private readonly TableUnderTest _subscribers = new();

    [Fact]
    public void Session_NotSeenForADay_IsIdle()
    {
        _subscribers.See(At(Pppoe(1)));
        _subscribers.Table.Tick(Start + (24 * Hour) - 1);
        Assert.Equal("in 1", _subscribers.Events);
        _subscribers.Table.Tick(Start + (24 * Hour));
        Assert.Equal("out 1 IdleTimeout", _subscribers.Events);
        Assert.Equal(1, _subscribers.Table.Expired);
    }

    [Fact]
    public void Session_SeenAgain_LivesOn()
    {
        _subscribers.See(At(Pppoe(1)));
        _subscribers.See(At(Pppoe(1)).Later(Hour));
        _subscribers.Table.Tick(Start + (24 * Hour));
        Assert.Equal("in 1", _subscribers.Events);
        _subscribers.Table.Tick(Start + (25 * Hour));
        Assert.Equal("out 1 IdleTimeout", _subscribers.Events);
    }

    [Fact]
    public void Lease_ThatRunsOut_EndsTheSession()
    {
        _subscribers.See(At(Ethernet(), SightingSource.Dhcp) with { Expiry = Start + Hour });
        _subscribers.Table.Tick(Start + Hour - 1);
        Assert.Equal("in 1", _subscribers.Events);
        _subscribers.Table.Tick(Start + Hour);
        Assert.Equal("out 1 SessionTimeout", _subscribers.Events);
    }

    [Fact]
    public void Lease_ToldAfterTheLogin_CountsAtOnce()
    {
        _subscribers.See(At(Ethernet(), SightingSource.Dhcp));
        _subscribers.See(At(Ethernet(), SightingSource.Dhcp) with { Expiry = Start + Hour });
        _subscribers.Table.Tick(Start + Hour);
        Assert.Equal("in 1, out 1 SessionTimeout", _subscribers.Events);
    }

    [Fact]
    public void Lease_IsPutOffByEachSighting()
    {
        _subscribers.See(At(Ethernet(), SightingSource.Dhcp) with { Expiry = Start + Hour });
        _subscribers.See(Radius().Station(Mac).Later(Hour / 2));
        _subscribers.Table.Tick(Start + (3 * Hour / 2) - 1);
        Assert.Equal("in 1, changed 1", _subscribers.Events);
        _subscribers.Table.Tick(Start + (3 * Hour / 2));
        Assert.Equal("out 1 SessionTimeout", _subscribers.Events);
    }

    [Fact]
    public void Lease_OfTheOtherFamily_KeepsTheSessionAsLong()
    {
        _subscribers.See(At(Ethernet(), SightingSource.Dhcpv6) with { Expiry = Start + (12 * Hour) });
        _subscribers.See(At(Ethernet(), SightingSource.Dhcp) with { Expiry = Start + Hour });
        _subscribers.Table.Tick(Start + (2 * Hour));
        Assert.Equal("in 1", _subscribers.Events);
    }

    [Fact]
    public void Lease_ForEver_NeverEnds()
    {
        _subscribers.See(At(Ethernet(), SightingSource.Dhcp) with { Expiry = long.MaxValue });
        _subscribers.See(At(Ethernet(), SightingSource.Dhcp).Later(Hour));
        _subscribers.Table.Tick(long.MaxValue - 1);
        Assert.Equal("in 1", _subscribers.Events);
    }

    [Fact]
    public void Session_SeenAfterItsTime_IsANewLogin()
    {
        _subscribers.See(At(Ethernet(), SightingSource.Dhcp).With("10.0.0.1") with { Expiry = Start + Hour });
        var again = _subscribers.See(At(Ethernet(), SightingSource.Dhcp).Later(Hour));
        Assert.Equal("in 1, out 1 SessionTimeout, in 2", _subscribers.Events);
        Assert.Empty(again.Addresses);
    }

    [Fact]
    public void Tick_EndsABoundedNumber_AndSaysThatThereAreMore()
    {
        for (var i = 0; i < 2_500; i++)
            _subscribers.See(Radius().User($"user{i}"));
        Assert.True(_subscribers.Table.Tick(Start + (24 * Hour)));
        Assert.Equal(1_500, _subscribers.Table.Count);
        Assert.True(_subscribers.Table.Tick(Start + (24 * Hour)));
        Assert.False(_subscribers.Table.Tick(Start + (24 * Hour)));
        Assert.Equal((0, 2_500L), (_subscribers.Table.Count, _subscribers.Table.Expired));
    }
}
