using Jmirror.Engine.Subscribers;
using static Jmirror.Engine.Tests.Subscribers.Told;

namespace Jmirror.Engine.Tests.Subscribers;

/// <summary>Which of several tellings stands.</summary>
public sealed class PrecedenceTests
{
    private readonly TableUnderTest _subscribers = new();

    public static TheoryData<SightingSource, SightingSource> Pairs
    {
        get
        {
            var sources = Enum.GetValues<SightingSource>()
                .Where(source => source != SightingSource.Configuration)
                .ToList();
            var pairs = new TheoryData<SightingSource, SightingSource>();
            foreach (var first in sources)
            {
                foreach (var second in sources)
                    pairs.Add(first, second);
            }
            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Identity_OfTheHigherSourceStands_OfOneSourceTheNewer(
        SightingSource first,
        SightingSource second
    )
    {
        _subscribers.See(At(Ethernet(), first).Circuit("first"));
        var session = _subscribers.See(At(Ethernet(), second).Circuit("second"));
        Assert.Equal(second >= first ? "second" : "first", session.IdentityOf(IdentityKind.AgentCircuitId));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Ipv4Address_OfTheHigherSourceStands_OfOneSourceTheNewer(
        SightingSource first,
        SightingSource second
    )
    {
        _subscribers.See(At(Ethernet(), first).With("10.0.0.1"));
        var session = _subscribers.See(At(Ethernet(), second).With("10.0.0.2"));
        Assert.Equal([Prefix(second >= first ? "10.0.0.2" : "10.0.0.1")], session.Addresses);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Ipv6Prefixes_OfAllSourcesStand_OfOneSourceTheNewer(
        SightingSource first,
        SightingSource second
    )
    {
        _subscribers.See(At(Ethernet(), first).With("2001:db8:1::/64"));
        var session = _subscribers.See(At(Ethernet(), second).With("2001:db8:2::/56"));
        Assert.Equal(
            first == second
                ? [Prefix("2001:db8:2::/56")]
                : [Prefix("2001:db8:1::/64"), Prefix("2001:db8:2::/56")],
            session.Addresses
        );
    }

    [Fact]
    public void Address_ThatTheHigherSourceTakesBack_LeavesTheLowerSources()
    {
        _subscribers.See(At(Ethernet(), SightingSource.Ppp).With("10.0.0.1"));
        var session = _subscribers.See(At(Ethernet(), SightingSource.Dhcp).With("10.0.0.2"));
        _subscribers.See(At(Ethernet(), SightingSource.Dhcp) with { Addresses = [] });
        Assert.Equal([Prefix("10.0.0.1")], session.Addresses);
    }

    [Fact]
    public void Family_NotInTheList_IsNotTakenBack()
    {
        var session = _subscribers.See(
            At(Ethernet(), SightingSource.RadiusAccounting).With("10.0.0.1", "2001:db8::/64")
        );
        _subscribers.See(At(Ethernet(), SightingSource.RadiusAccounting).With("10.0.0.2"));
        Assert.Equal([Prefix("2001:db8::/64"), Prefix("10.0.0.2")], session.Addresses);
    }

    [Fact]
    public void Addresses_NotTold_Stay()
    {
        _subscribers.See(At(Ethernet()).With("10.0.0.1"));
        Assert.Equal([Prefix("10.0.0.1")], _subscribers.See(At(Ethernet()).User("alice")).Addresses);
    }

    [Fact]
    public void Prefix_WithHostBits_LosesThem()
    {
        var told = new Jmirror.Protocol.Ip.IpPrefix(Address("2001:db8::1"), 64);
        var session = _subscribers.See(At(Ethernet(), SightingSource.Dhcpv6) with { Addresses = [told] });
        Assert.Equal([Prefix("2001:db8::/64")], session.Addresses);
    }

    [Fact]
    public void SessionId_IsOwnNumber_UntilAcctSessionIdIsTold()
    {
        var first = _subscribers.See(At(Pppoe(1)));
        var second = _subscribers.See(At(Pppoe(2, OtherMac)));
        Assert.Equal((1u, 2u), (first.AccountingSessionId, second.AccountingSessionId));
        _subscribers.See(Radius().Station(Mac).Acct("atm 2/1.2:0.42:0001048579"));
        Assert.Equal(1_048_579u, first.AccountingSessionId);
    }

    [Fact]
    public void SessionId_OwnNumber_IsNewAtEachLogin()
    {
        _subscribers.See(At(Pppoe(1)));
        _subscribers.Table.See(At(Pppoe(1)).Down());
        Assert.Equal(2u, _subscribers.See(At(Pppoe(1))).AccountingSessionId);
    }

    [Fact]
    public void SessionId_OfTextWithoutNumber_IsOwnNumber() =>
        Assert.Equal(1u, _subscribers.See(Radius().Acct("abc-xyz")).AccountingSessionId);
}
