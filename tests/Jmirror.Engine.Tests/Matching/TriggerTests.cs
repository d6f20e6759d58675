using Jmirror.Engine.Matching;

namespace Jmirror.Engine.Tests.Matching;

public sealed class TriggerTests
{
    private const string Alice = "02:00:00:00:00:0a";
    private const string Bob = "02:00:00:00:00:0b";

    [Theory]
    [InlineData("10.0.0.1", "192.0.2.1", "0")]
    [InlineData("192.0.2.1", "10.0.0.1", "0")]
    [InlineData("10.0.0.2", "192.0.2.1", "")]
    [InlineData("2001:db8::1", "2001:db8::2", "")]
    public void Address_Ipv4_SelectsBothDirections(string source, string destination, string copying)
    {
        var table = Mirrors.Table(new Trigger { Address = Packets.Prefix("10.0.0.1") });

        Assert.Equal(copying, table.Copying(Packets.Ip(source, destination)));
    }

    [Theory]
    [InlineData("2001:db8::1", "2001:db8:ffff::1", "0 1 2")]
    [InlineData("2001:db8:ffff::1", "2001:db8::7", "1 2")]
    [InlineData("2001:db8:0:1::1", "2001:db8:ffff::1", "2")]
    [InlineData("2001:db9::1", "2001:db8:ffff::1", "")]
    public void Address_Ipv6Prefixes_SelectByTheirLength(string source, string destination, string copying)
    {
        var table = Mirrors.Table(
            new Trigger { Address = Packets.Prefix("2001:db8::1") },
            new Trigger { Address = Packets.Prefix("2001:db8::/64") },
            new Trigger { Address = Packets.Prefix("2001:db8::/48") }
        );

        Assert.Equal(copying, table.Copying(Packets.Ip(source, destination)));
    }

    [Theory]
    [InlineData("10.0.0.1", "192.0.2.1", "0")]
    [InlineData("2001:db8::1", "2001:db8::2", "1")]
    public void Address_WholeFamily_SelectsOnlyThatFamily(string source, string destination, string copying)
    {
        var table = Mirrors.Table(
            new Trigger { Address = Packets.Prefix("0.0.0.0/0") },
            new Trigger { Address = Packets.Prefix("::/0") }
        );

        Assert.Equal(copying, table.Copying(Packets.Ip(source, destination)));
    }

    [Fact]
    public void Address_WholeFamily_DoesNotSelectPppControl()
    {
        var table = Mirrors.Table(new Trigger { Address = Packets.Prefix("::/0") });

        Assert.Equal(MissReason.NoTrigger, table.Ask(Packets.NativeLcp()).Miss);
    }

    [Fact]
    public void Address_BothEndsInsideThePrefix_OneCopy()
    {
        var table = Mirrors.Table(new Trigger { Address = Packets.Prefix("10.0.0.0/24") });

        Assert.Equal("0", table.Copying(Packets.Ip("10.0.0.1", "10.0.0.2")));
    }

    [Fact]
    public void Address_BothEndsAreSubscribers_OneCopyForEach()
    {
        var table = Mirrors.Table(
            new Trigger { Address = Packets.Prefix("10.0.0.2") },
            new Trigger { Address = Packets.Prefix("10.0.0.1") }
        );

        Assert.Equal("0 1", table.Copying(Packets.Ip("10.0.0.1", "10.0.0.2")));
    }

    [Fact]
    public void Address_InsideL2tp_CopiesFromInside()
    {
        var table = Mirrors.Table(new Trigger { Address = Packets.Prefix("10.0.0.1") });

        var answer = table.Ask(Packets.L2tp(7, 9, "192.0.2.1", "10.0.0.1"));

        Assert.Equal([Answer.InnerPpp], answer.Copies);
    }

    [Fact]
    public void Address_OfTunnelEnd_CopiesTheTunnelsPacket()
    {
        var table = Mirrors.Table(new Trigger { Address = Packets.Prefix(Packets.Lac) });

        var answer = table.Ask(Packets.L2tp(7, 9, "10.0.0.1", "192.0.2.1"));

        Assert.Equal([Answer.OuterIp], answer.Copies);
    }

    [Fact]
    public void Address_OfTunnelEndAndInside_OneCopyFromInside()
    {
        var table = Mirrors.Table(new Trigger { Address = Packets.Prefix("0.0.0.0/0") });

        var answer = table.Ask(Packets.L2tp(7, 9, "10.0.0.1", "192.0.2.1"));

        Assert.Equal([Answer.InnerPpp], answer.Copies);
    }

    [Fact]
    public void Mac_SelectsBothDirections()
    {
        var table = Mirrors.Table(new Trigger { Mac = Packets.Mac(Alice) });

        Assert.Equal("0", table.Copying(Packets.Ethernet(Alice, Bob)));
        Assert.Equal("0", table.Copying(Packets.Ethernet(Bob, Alice)));
        Assert.Equal("", table.Copying(Packets.Ethernet(Bob, Bob)));
    }

    [Fact]
    public void MacAndAddress_OfDifferentEnds_SelectNothing()
    {
        var table = Mirrors.Table(
            new Trigger { Mac = Packets.Mac(Alice), Address = Packets.Prefix("192.0.2.1") }
        );

        Assert.Equal("", table.Copying(Packets.Ethernet(Alice, Bob)));
        Assert.Equal("0", table.Copying(Packets.Ethernet(Bob, Alice)));
    }

    [Fact]
    public void Interface_SelectsItsNumberOnly()
    {
        var table = Mirrors.Table(new Trigger { Interface = 0 }, new Trigger { Interface = 1 });

        Assert.Equal("1", table.Copying(Packets.Ip("10.0.0.1", "192.0.2.1") with { Interface = 1 }));
        Assert.Equal("0", table.Copying(Packets.Ip("10.0.0.1", "192.0.2.1") with { Interface = 0 }));
        Assert.Equal("", table.Copying(Packets.Ip("10.0.0.1", "192.0.2.1") with { Interface = 2 }));
    }

    [Theory]
    [InlineData(7, 0, "0")]
    [InlineData(7, 8, "0 1 2")]
    [InlineData(9, 8, "1")]
    [InlineData(8, 7, "")]
    [InlineData(0, 0, "")]
    public void Vlan_SelectsByPlace(ushort outer, ushort inner, string copying)
    {
        var table = Mirrors.Table(
            new Trigger { OuterVlan = 7 },
            new Trigger { InnerVlan = 8 },
            new Trigger { OuterVlan = 7, InnerVlan = 8 }
        );

        Assert.Equal(copying, table.Copying(Packets.Vlan(outer, inner)));
    }

    [Fact]
    public void PppoeSession_SelectsItsFrames()
    {
        var table = Mirrors.Table(new Trigger { PppoeSession = 0x1234 });

        Assert.Equal("0", table.Copying(Packets.Pppoe(0x1234)));
        Assert.Equal("", table.Copying(Packets.Pppoe(0x1235)));
        Assert.Equal("", table.Copying(Packets.Pppoe(0x1234) with { HasPppoe = false }));
    }

    [Fact]
    public void VlanAndAddress_TellSubscribersOfOneAddressApart()
    {
        var shared = Packets.Prefix("10.0.0.1");
        var table = Mirrors.Table(
            new Trigger { OuterVlan = 7, Address = shared },
            new Trigger { OuterVlan = 8, Address = shared }
        );

        Assert.Equal("0", table.Copying(Packets.Vlan(7)));
        Assert.Equal("1", table.Copying(Packets.Vlan(8)));
    }

    [Theory]
    [InlineData(7, 9, "0 1 3")]
    [InlineData(7, 8, "1 3")]
    [InlineData(8, 9, "2 3")]
    public void L2tp_SelectsByTunnelAndSession(ushort tunnel, ushort session, string copying)
    {
        var table = Mirrors.Table(
            new Trigger { L2tp = new L2tpTrigger(Peer: null, Tunnel: 7, Session: 9) },
            new Trigger { L2tp = new L2tpTrigger(Peer: null, Tunnel: 7, Session: null) },
            new Trigger { L2tp = new L2tpTrigger(Peer: null, Tunnel: 8, Session: 9) },
            new Trigger { L2tp = new L2tpTrigger(Peer: null, Tunnel: null, Session: null) }
        );

        Assert.Equal(copying, table.Copying(Packets.L2tp(tunnel, session, "10.0.0.1", "192.0.2.1")));
    }

    [Fact]
    public void L2tp_OtherPackets_AreNotSelected()
    {
        var table = Mirrors.Table(new Trigger { L2tp = new L2tpTrigger(null, null, null) });

        Assert.Equal(MissReason.NoTrigger, table.Ask(Packets.Ip(Packets.Lac, Packets.Lns)).Miss);
    }

    [Fact]
    public void L2tp_Peer_IsTheReceiver()
    {
        var table = Mirrors.Table(
            new Trigger { L2tp = new L2tpTrigger(Packets.Address(Packets.Lns), 7, 9) },
            new Trigger { L2tp = new L2tpTrigger(Packets.Address(Packets.Lac), 7, 9) }
        );

        Assert.Equal("0", table.Copying(Packets.L2tp(7, 9, "10.0.0.1", "192.0.2.1")));
    }

    [Theory]
    [InlineData("10.0.0.1", "192.0.2.1", "0")]
    [InlineData("192.0.2.1", "10.0.0.1", "0")]
    [InlineData("10.0.0.2", "192.0.2.1", "")]
    public void L2tpAndAddress_MeansTheAddressInside(string source, string destination, string copying)
    {
        var table = Mirrors.Table(
            new Trigger { L2tp = new L2tpTrigger(null, 7, 9), Address = Packets.Prefix("10.0.0.1") },
            new Trigger { L2tp = new L2tpTrigger(null, 7, 9), Address = Packets.Prefix(Packets.Lac) }
        );

        Assert.Equal(copying, table.Copying(Packets.L2tp(7, 9, source, destination)));
    }

    [Fact]
    public void All_SelectsEverything()
    {
        var table = Mirrors.Table(Trigger.All);

        Assert.Equal([Answer.OuterIp], table.Ask(Packets.Ip("2001:db8::1", "2001:db8::2")).Copies);
        Assert.Equal([Answer.OuterPpp], table.Ask(Packets.NativeLcp()).Copies);
        Assert.Equal([Answer.InnerPpp], table.Ask(Packets.L2tpLcp(7, 9)).Copies);
    }

    [Fact]
    public void EmptyTable_SelectsNothing()
    {
        var table = Mirrors.Table();

        Assert.Equal(MissReason.NoTrigger, table.Ask(Packets.L2tp(7, 9, "10.0.0.1", "192.0.2.1")).Miss);
    }

    [Fact]
    public void SameTrigger_InSeveralMirrors_AllCopyInOrderOfDefinition()
    {
        var table = Mirrors.Table(
            new Trigger { Address = Packets.Prefix("10.0.0.1") },
            new Trigger { OuterVlan = 7 },
            new Trigger { Address = Packets.Prefix("10.0.0.1") },
            Trigger.All,
            new Trigger { OuterVlan = 7 },
            new Trigger { Address = Packets.Prefix("10.0.0.1") }
        );

        Assert.Equal("0 1 2 3 4 5", table.Copying(Packets.Vlan(7)));
    }

    [Fact]
    public void ManyHits_GrowTheRoomForThem()
    {
        var table = Mirrors.Table([.. Enumerable.Repeat(Trigger.All, 100)]);

        Assert.Equal(string.Join(' ', Enumerable.Range(0, 100)), table.Copying(Packets.Vlan(7)));
    }
}
