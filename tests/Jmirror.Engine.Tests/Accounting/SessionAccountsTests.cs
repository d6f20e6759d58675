using Jmirror.Engine.Accounting;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Subscribers;
using Jmirror.Engine.Tests.Matching;
using Jmirror.Engine.Tests.Registry;
using Jmirror.Engine.Tests.Subscribers;

namespace Jmirror.Engine.Tests.Accounting;

public sealed class SessionAccountsTests
{
    private const string Address = "10.0.0.1";

    private readonly PlaneUnderTest _plane = new();
    private readonly RunCounters _thread = new();

    [Fact]
    public void Account_WhereNobodyAsked_IsEmpty()
    {
        _plane.See(Told.At(Told.Pppoe(1)).With(Address));
        Assert.True(_plane.Plane.Accounts.IsEmpty);
        Assert.Null(_plane.Plane.Account(999));
    }

    [Fact]
    public void Account_OfAnEthernetAddress_TellsDirections()
    {
        var account = Open(Told.At(Told.Ethernet()).With(Address));
        Carry(SubscriberPackets.From(Told.Ethernet()));
        var back = SubscriberPackets.From(Told.Ethernet());
        Carry(back with { SourceMac = back.DestinationMac, DestinationMac = back.SourceMac });
        Assert.Equal(new SessionTraffic(1, 1, 1, 1), account.Traffic);
    }

    [Fact]
    public void Account_OfAPppoeSessionWithoutEthernetAddress_TellsDirectionsByItsIpAddress()
    {
        var link = new SubscriberInterface
        {
            Interface = 0,
            OuterVlan = 7,
            PppoeSession = 1,
        };
        var account = Open(Told.At(link).With(Address));
        Carry(SubscriberPackets.From(link, Address));
        Carry(Packets.Ip("198.51.100.1", Address) with { OuterVlan = 7, HasPppoe = true, PppoeSession = 1 });
        Assert.Equal(new SessionTraffic(1, 1, 1, 1), account.Traffic);
    }

    [Fact]
    public void Account_FollowsItsSession()
    {
        var account = Open(
            Told.At(Told.Vlan(7), SightingSource.Dhcp).As(IdentityKind.Username, "a").With(Address)
        );
        _plane.Plane.See(Told.At(Told.Vlan(7), SightingSource.Dhcp).With("10.0.0.2"));
        Carry(SubscriberPackets.From(Told.Vlan(7), "10.0.0.2"));
        Assert.Equal(1, account.Traffic.PacketsUp);
    }

    [Fact]
    public void Account_OfASessionThatEnded_KeepsItsFigures()
    {
        var account = Open(Told.At(Told.Pppoe(1)).With(Address));
        Carry(SubscriberPackets.From(Told.Pppoe(1)));
        _plane.Plane.LogOut(account.Session, SessionEnd.AdminReset);
        Assert.True(_plane.Plane.Accounts.IsEmpty);
        Carry(SubscriberPackets.From(Told.Pppoe(1)));
        Assert.Equal(1, account.Traffic.PacketsUp);
    }

    [Fact]
    public void Account_OnESeries_DisplacesNoMirrorAndIsNone()
    {
        var plane = PlaneUnderTest.ESeries();
        var session = plane.See(Told.At(Told.Pppoe(1)).User("alice").With(Address));
        plane.Plane.Account(session.Number);
        plane.Add(Wish.ForUser(7, "alice"));
        Assert.Equal($"7/{session.AccountingSessionId}", plane.Copies(SubscriberPackets.From(Told.Pppoe(1))));
        Assert.Equal(1, plane.Table.Count);
    }

    [Fact]
    public void Account_OpenedAgain_IsTheSame()
    {
        var account = Open(Told.At(Told.Pppoe(1)).With(Address));
        Assert.Same(account, _plane.Plane.Account(account.Session));
    }

    private SessionAccount Open(Sighting sighting) => _plane.Plane.Account(_plane.See(sighting).Number)!;

    /// <summary>Counts a packet of one byte where it belongs.</summary>
    private void Carry(PacketKey key)
    {
        var hits = new MirrorHits();
        _plane.Plane.Accounts.Match(in key, hits);
        foreach (var hit in hits.Hits)
            hit.Mirror.CountCopy(1, _thread);
    }
}
