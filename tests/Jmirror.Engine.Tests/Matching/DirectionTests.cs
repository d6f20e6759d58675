using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Frames;
using Jmirror.Engine.Matching;

namespace Jmirror.Engine.Tests.Matching;

public sealed class DirectionTests
{
    private static readonly Trigger Subscriber = new() { Address = Packets.Prefix("10.0.0.0/24") };
    private static readonly Trigger Vlan = new() { OuterVlan = 7 };
    private static readonly SecurePolicy Input = new() { Direction = MirrorDirection.Upstream };
    private static readonly SecurePolicy Output = new() { Direction = MirrorDirection.Downstream };

    [Theory]
    [InlineData("10.0.0.1", "192.0.2.1", MirrorDirection.Upstream)]
    [InlineData("192.0.2.1", "10.0.0.1", MirrorDirection.Downstream)]
    public void Direction_TriggerWithAddress_IsToldByTheEndThatFits(
        string source,
        string destination,
        MirrorDirection expected
    ) => AssertDirection(expected, Subscriber, Packets.Ip(source, destination));

    [Theory]
    [InlineData("02:00:00:00:00:0a", "02:00:00:00:00:0b", MirrorDirection.Upstream)]
    [InlineData("02:00:00:00:00:0b", "02:00:00:00:00:0a", MirrorDirection.Downstream)]
    public void Direction_TriggerWithMac_IsToldByTheEndThatFits(
        string source,
        string destination,
        MirrorDirection expected
    ) =>
        AssertDirection(
            expected,
            new Trigger { Mac = Packets.Mac("02:00:00:00:00:0a") },
            Packets.Ethernet(source, destination)
        );

    [Fact]
    public void Direction_AddressFits_InterfaceIsNotAsked() =>
        AssertDirection(
            MirrorDirection.Upstream,
            Subscriber,
            Packets.Ip("10.0.0.1", "192.0.2.1") with
            {
                Direction = FrameDirection.Sent,
            },
            InterfaceSide.Access
        );

    [Theory]
    [InlineData(FrameDirection.Received, InterfaceSide.Access, MirrorDirection.Upstream)]
    [InlineData(FrameDirection.Sent, InterfaceSide.Access, MirrorDirection.Downstream)]
    [InlineData(FrameDirection.Received, InterfaceSide.Core, MirrorDirection.Downstream)]
    [InlineData(FrameDirection.Sent, InterfaceSide.Core, MirrorDirection.Upstream)]
    [InlineData(FrameDirection.Received, InterfaceSide.Unknown, MirrorDirection.Upstream)]
    [InlineData(FrameDirection.Sent, InterfaceSide.Unknown, MirrorDirection.Downstream)]
    [InlineData(FrameDirection.Unknown, InterfaceSide.Access, MirrorDirection.Unknown)]
    [InlineData(FrameDirection.Unknown, InterfaceSide.Core, MirrorDirection.Unknown)]
    public void Direction_NothingNamesTheSubscriber_IsToldByTheInterface(
        FrameDirection frame,
        InterfaceSide side,
        MirrorDirection expected
    )
    {
        AssertDirection(expected, Vlan, Packets.Vlan(7) with { Direction = frame }, side);
        AssertDirection(expected, Trigger.All, Packets.Vlan(7) with { Direction = frame }, side);
        AssertDirection(
            expected,
            Subscriber,
            Packets.Ip("10.0.0.1", "10.0.0.2") with
            {
                Direction = frame,
            },
            side
        );
        AssertDirection(
            expected,
            new Trigger { L2tp = new L2tpTrigger(Packets.Address(Packets.Lns), 7, 9) },
            Packets.L2tp(7, 9, "10.0.0.1", "192.0.2.1") with
            {
                Direction = frame,
            },
            side
        );
    }

    [Fact]
    public void Direction_InterfaceWithoutStatedSide_CountsAsAccess() =>
        AssertDirection(
            MirrorDirection.Upstream,
            Vlan,
            Packets.Vlan(7) with
            {
                Direction = FrameDirection.Received,
                Interface = 1,
            },
            InterfaceSide.Core
        );

    [Fact]
    public void Direction_InsideL2tp_IsToldByTheInnerAddress() =>
        AssertDirection(
            MirrorDirection.Downstream,
            Subscriber,
            Packets.L2tp(7, 9, "192.0.2.1", "10.0.0.1") with
            {
                Direction = FrameDirection.Received,
            }
        );

    /// <summary>Both directions: always copied. One direction: copied only when it is the packet's.</summary>
    private static void AssertDirection(
        MirrorDirection expected,
        Trigger trigger,
        PacketKey key,
        params InterfaceSide[] sides
    )
    {
        Assert.Equal(MissReason.None, Mirrors.Ask(trigger, SecurePolicy.Default, key, sides).Miss);
        Assert.Equal(
            expected == MirrorDirection.Upstream ? MissReason.None : MissReason.Direction,
            Mirrors.Ask(trigger, Input, key, sides).Miss
        );
        Assert.Equal(
            expected == MirrorDirection.Downstream ? MissReason.None : MissReason.Direction,
            Mirrors.Ask(trigger, Output, key, sides).Miss
        );
    }
}
