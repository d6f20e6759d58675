using Jmirror.Engine.Matching;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using static Jmirror.Engine.Tests.Registry.Wish;
using static Jmirror.Engine.Tests.Subscribers.Told;

namespace Jmirror.Engine.Tests.Registry;

public sealed class SecureLogTests
{
    private readonly PlaneUnderTest _router = new(
        new ControlPlaneOptions { InterfaceNames = ["eth1", "eth2"] }
    );

    [Fact]
    public void Start_TellsWhoAskedForWhat()
    {
        _router.See(At(Pppoe(1)).User("alice").Later(Hour));
        _router.Add(ForUser(7, "alice") with { Origin = MirrorOrigin.Dtcp });
        Assert.Equal(
            new MirrorEvent(Start, MirrorEventKind.Start, MirrorOrigin.Dtcp, 7, 1, "username alice", null),
            Assert.Single(_router.Lines)
        );
    }

    [Fact]
    public void Line_CausedByASighting_HasItsTime()
    {
        _router.Add(ForUser(7, "alice"));
        _router.See(At(Pppoe(1)).User("alice").Later(Hour));
        Assert.Equal(Start + Hour, Assert.Single(_router.Lines).Time);
    }

    [Fact]
    public void Shutdown_EndsEveryMirrorInTheLog_ButKeepsItsFigures()
    {
        _router.Add(ForUser(7, "alice"));
        _router.Add(ForPackets(8, new Trigger { OuterVlan = 7 }));
        _router.See(At(Pppoe(1)).User("alice"));

        _router.Plane.WriteShutdown();

        var ends = _router.Lines.Where(line => line.Kind == MirrorEventKind.End).ToList();
        Assert.Equal([7u, 8u], ends.Select(line => line.MirrorId!.Value));
        Assert.All(ends, line => Assert.Equal("the router shuts down", line.Reason));
        Assert.Equal(2, _router.Table.Count);
    }

    [Fact]
    public void Trigger_IsToldInWords()
    {
        var session = _router.See(At(Pppoe(1)).User("alice"));
        _router.Add(
            ForPackets(
                1,
                new Trigger
                {
                    Address = Prefix("2001:db8::/64"),
                    Interface = 1,
                    OuterVlan = 100,
                    InnerVlan = 7,
                    Mac = MacOf(Mac),
                    PppoeSession = 3,
                    L2tp = new L2tpTrigger(Address("192.0.2.22"), 2, 9),
                }
            )
        );
        _router.Add(
            ForPackets(2, new Trigger { Address = Prefix("10.0.0.1") }, new Trigger { Interface = 2 })
        );
        _router.Add(ForPackets(3, Trigger.All));
        _router.Add(
            For(4, Identity(IdentityKind.Username, "alice"), Identity(IdentityKind.AgentCircuitId, "eth 1"))
        );
        _router.Add(ForSession(5, session.Number));
        _router.See(At(Pppoe(1)).Circuit("eth 1"));
        Assert.Equal(
            [
                "ipv6 2001:db8::/64, interface eth2, outer-vlan 100, inner-vlan 7, mac 02:00:5e:00:00:01, "
                    + "pppoe-session 3, l2tp-peer 192.0.2.22, l2tp-tunnel 2, l2tp-session 9",
                "ipv4 10.0.0.1 (and 1 more)",
                "all packets",
                "session 1 (username alice)",
                "username alice, agent-circuit-id eth 1",
            ],
            _router.Lines.Select(line => line.Trigger),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public void Provider_WritesItsOwnRefusals()
    {
        var line = new MirrorEvent(
            Start,
            MirrorEventKind.Failure,
            MirrorOrigin.RadiusCoa,
            null,
            null,
            "username alice",
            "the handle is malformed"
        );
        _router.Plane.Log(line);
        Assert.Equal(line, Assert.Single(_router.Lines));
    }
}
