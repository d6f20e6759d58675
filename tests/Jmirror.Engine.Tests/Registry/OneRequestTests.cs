using Jmirror.Engine.Matching;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using static Jmirror.Engine.Tests.Registry.SubscriberPackets;
using static Jmirror.Engine.Tests.Registry.Wish;
using static Jmirror.Engine.Tests.Subscribers.Told;

namespace Jmirror.Engine.Tests.Registry;

/// <summary>E Series.</summary>
public sealed class OneRequestTests
{
    private readonly PlaneUnderTest _router = PlaneUnderTest.ESeries();

    /// <summary>The documented order, highest first.</summary>
    private static readonly IdentityKind[] Junose111 =
    [
        IdentityKind.AcctSessionId,
        IdentityKind.CallingStationId,
        IdentityKind.Username,
        IdentityKind.NasPortId,
        IdentityKind.DhcpOption82,
        IdentityKind.AgentCircuitId,
        IdentityKind.AgentRemoteId,
    ];

    private static readonly IdentityKind[] Junose72 =
    [
        IdentityKind.AcctSessionId,
        IdentityKind.CallingStationId,
        IdentityKind.NasPortId,
        IdentityKind.Username,
    ];

    public static TheoryData<TriggerOrder, IdentityKind, IdentityKind> Pairs
    {
        get
        {
            var pairs = new TheoryData<TriggerOrder, IdentityKind, IdentityKind>();
            foreach (
                var (order, kinds) in new[]
                {
                    (TriggerOrder.Junose111, Junose111),
                    (TriggerOrder.Junose72, Junose72),
                }
            )
            {
                for (var i = 0; i < kinds.Length; i++)
                {
                    foreach (var lower in kinds[(i + 1)..])
                        pairs.Add(order, kinds[i], lower);
                }
            }
            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Login_ThatTwoTriggersFit_HasTheOneOfHigherPrecedence(
        TriggerOrder order,
        IdentityKind higher,
        IdentityKind lower
    )
    {
        var router = PlaneUnderTest.ESeries(new ControlPlaneOptions { TriggerOrder = order });
        router.Add(For(1, Identity(lower, "x")));
        router.Add(For(2, Identity(higher, "x")));
        var login = At(Pppoe(1)).As(lower, "x").As(higher, "x");
        router.See(login);
        Assert.StartsWith("2/", router.Live, StringComparison.Ordinal);
        Assert.StartsWith("2/", router.Copies(From(Pppoe(1))), StringComparison.Ordinal);
        Assert.DoesNotContain(' ', router.Live);
    }

    [Theory]
    [InlineData(IdentityKind.DhcpOption82)]
    [InlineData(IdentityKind.AgentCircuitId)]
    [InlineData(IdentityKind.AgentRemoteId)]
    public void Trigger_OnDhcp_IsRefusedByTheOldRelease(IdentityKind kind)
    {
        var router = PlaneUnderTest.ESeries(new ControlPlaneOptions { TriggerOrder = TriggerOrder.Junose72 });
        Assert.Equal(
            "JUNOSe 7.2 has no triggers on DHCP option 82, agent circuit id and agent remote id",
            router.Plane.Add(For(1, Identity(kind, "x"))).Problem
        );
        Assert.True(_router.Plane.Add(For(1, Identity(kind, "x"))).Succeeded);
    }

    [Fact]
    public void Login_ThatTwoEqualTriggersFit_HasTheEarlier()
    {
        _router.Add(ForUser(1, "alice"));
        _router.Add(ForUser(2, "alice"));
        _router.See(At(Pppoe(1)).User("alice"));
        Assert.Equal("1/1", _router.Live);
    }

    [Fact]
    public void Login_ThatRadiusMirrors_HasTheMirrorOfRadius()
    {
        _router.Add(For(1, Identity(IdentityKind.AcctSessionId, "5")));
        var session = _router.See(At(Pppoe(1)).Acct("5"));
        _router.Add(ForSession(2, session.Number, MirrorOrigin.RadiusLogin));
        Assert.Equal("2/5", _router.Live);
    }

    [Fact]
    public void Login_ThatShowsABetterIdentityLater_ChangesToItsTrigger()
    {
        _router.Add(For(1, Identity(IdentityKind.AgentCircuitId, "eth 1")));
        _router.Add(ForUser(2, "alice"));
        _router.See(At(Pppoe(1)).Circuit("eth 1"));
        Assert.Equal("1/1", _router.Live);
        _router.See(At(Pppoe(1)).User("alice"));
        Assert.Equal("2/1", _router.Live);
        Assert.Equal("Start 1/1, End 1/1 replaced by a request that goes before it, Start 2/1", _router.Log);
    }

    [Fact]
    public void Login_ThatShowsAWorseIdentityLater_KeepsItsTrigger()
    {
        _router.Add(For(1, Identity(IdentityKind.AgentCircuitId, "eth 1")));
        _router.Add(ForUser(2, "alice"));
        _router.See(At(Pppoe(1)).User("alice"));
        _router.See(At(Pppoe(1)).Circuit("eth 1"));
        Assert.Equal("2/1", _router.Live);
    }

    [Fact]
    public void Request_DuringTheSession_TakesThePlaceOfTheOlder_WhateverItsPrecedence()
    {
        _router.Add(ForUser(1, "alice"));
        _router.See(At(Pppoe(1)).User("alice").Circuit("eth 1"));
        var place = Assert.Single(_router.Table.Mirrors).Number;
        _router.Add(For(2, Identity(IdentityKind.AgentCircuitId, "eth 1")));
        Assert.Equal("2/1", _router.Live);
        Assert.Equal(place, Assert.Single(_router.Table.Mirrors).Number);
        Assert.Equal("Start 1/1, End 1/1 replaced by a newer request, Start 2/1", _router.Log);
    }

    [Fact]
    public void Request_DuringTheSession_StaysWhenAnOlderOneBeginsToFit()
    {
        _router.Add(ForUser(1, "alice"));
        _router.See(At(Pppoe(1)).Circuit("eth 1"));
        _router.Add(For(2, Identity(IdentityKind.AgentCircuitId, "eth 1")));
        _router.See(At(Pppoe(1)).User("alice"));
        Assert.Equal("2/1", _router.Live);
    }

    [Fact]
    public void Request_ThatIsDeleted_DoesNotBringTheOlderBack_BeforeTheNextLogin()
    {
        _router.Add(ForUser(1, "alice"));
        _router.See(At(Pppoe(1)).User("alice"));
        var newer = _router.Add(ForUser(2, "alice"));
        _router.Plane.Delete(newer, "done");
        _router.See(At(Pppoe(1)).With("10.0.0.1"));
        Assert.Equal("", _router.Live);
        _router.Plane.See(At(Pppoe(1)).Down());
        _router.See(At(Pppoe(1)).User("alice"));
        Assert.Equal("1/2", _router.Live);
    }

    [Fact]
    public void CoaRequest_TakesThePlaceOfAnOperatorsRequest()
    {
        _router.Add(ForUser(1, "alice"));
        var session = _router.See(At(Pppoe(1)).User("alice"));
        _router.Add(ForSession(2, session.Number));
        Assert.Equal("2/1", _router.Live);
        _router.Add(ForUser(3, "alice"));
        Assert.Equal("3/1", _router.Live);
    }

    [Fact]
    public void InterfaceRequest_RemovesOthersAtItsInterface_AndDoesNotBringThemBack()
    {
        _router.Add(ForUser(1, "alice"));
        _router.Add(ForUser(2, "bob"));
        _router.See(At(Pppoe(1)).User("alice"));
        _router.See(At(Pppoe(2)).User("bob"));
        var number = _router.Add(ForPackets(3, new Trigger { PppoeSession = 1 }));
        Assert.Equal("2/2 3/0", _router.Live);
        _router.Plane.Delete(number, "done");
        _router.See(At(Pppoe(1)).With("10.0.0.1"));
        Assert.Equal("2/2", _router.Live);
        _router.Plane.See(At(Pppoe(1)).Down());
        _router.See(At(Pppoe(1)).User("alice"));
        Assert.Equal("2/2 1/3", _router.Live);
    }

    [Fact]
    public void InterfaceRequest_KeepsOthersAwayAtLoginAndInSession()
    {
        _router.Add(
            ForPackets(
                3,
                new Trigger
                {
                    Interface = 0,
                    OuterVlan = 100,
                    InnerVlan = 7,
                }
            )
        );
        _router.Add(ForUser(1, "alice"));
        var session = _router.See(At(Pppoe(1)).User("alice"));
        _router.Add(ForSession(2, session.Number));
        Assert.Equal("3/0", _router.Live);
        _router.See(At(Vlan(101)).User("alice").With("10.0.0.9"));
        Assert.Equal("3/0 1/2", _router.Live);
    }

    [Fact]
    public void InterfaceRequest_ThatIsReplaced_LetsGoOfItsInterface()
    {
        var number = _router.Add(ForPackets(3, new Trigger { PppoeSession = 1 }));
        _router.Plane.Replace(number, ForPackets(3, new Trigger { PppoeSession = 2 }));
        _router.Add(ForUser(1, "alice"));
        _router.See(At(Pppoe(1)).User("alice"));
        _router.See(At(Pppoe(2)).User("alice"));
        Assert.Equal("3/0 1/1", _router.Live);
    }

    [Fact]
    public void InterfaceRequest_CoversASessionThatComesToItsInterfaceLater()
    {
        _router.Add(ForPackets(3, new Trigger { Mac = MacOf(Mac) }));
        _router.Add(ForUser(1, "alice"));
        _router.See(Radius().User("alice").Acct("5").Station(Mac).With("10.0.0.1"));
        Assert.Equal("3/0 1/5", _router.Live);
        _router.See(At(Ethernet(), SightingSource.Dhcp));
        Assert.Equal("3/0", _router.Live);
    }

    [Fact]
    public void InterfaceRequest_OnAnL2tpSession_CoversIt()
    {
        _router.Add(ForUser(1, "alice"));
        _router.See(At(L2tp(5, 9), SightingSource.L2tp).User("alice"));
        _router.Add(ForPackets(3, new Trigger { L2tp = new L2tpTrigger(null, 2, 9) }));
        Assert.Equal("3/0", _router.Live);
    }

    [Fact]
    public void AddressRequest_IsNotInterfaceSpecific()
    {
        _router.Add(ForUser(1, "alice"));
        _router.See(At(Pppoe(1)).User("alice").With("10.0.0.1"));
        _router.Add(
            ForPackets(3, new Trigger { Address = Prefix("10.0.0.1"), Rank = TriggerRank.IpAddress })
        );
        Assert.Equal("1/1 3/0", _router.Live);
        // Which of the two copies a packet is decided at the packet: ip-address goes before username.
        Assert.Equal("3/0", _router.Copies(From(Pppoe(1))));
    }
}
