using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Frames;
using Jmirror.Engine.Matching;

namespace Jmirror.Engine.Tests.Matching;

/// <summary>One mirror that several triggers feed.</summary>
public sealed class SeveralTriggersTests
{
    private static readonly Trigger Ipv4 = new() { Address = Packets.Prefix("10.0.0.1") };
    private static readonly Trigger OtherIpv4 = new() { Address = Packets.Prefix("10.0.0.2") };
    private static readonly Trigger Ipv6 = new() { Address = Packets.Prefix("2001:db8::/64") };
    private static readonly Trigger Session = new() { L2tp = new L2tpTrigger(null, 7, 9) };
    private static readonly Trigger Vlan = new() { OuterVlan = 7 };

    [Theory]
    [InlineData("10.0.0.1", "192.0.2.1", "0")]
    [InlineData("192.0.2.1", "10.0.0.2", "0")]
    [InlineData("2001:db8::1", "2001:db8:ffff::1", "0")]
    [InlineData("10.0.0.3", "192.0.2.1", "")]
    public void Addresses_OfOneSubscriber_AnyOfThemSelects(
        string source,
        string destination,
        string copying
    ) => Assert.Equal(copying, Table(Ipv4, OtherIpv4, Ipv6).Copying(Packets.Ip(source, destination)));

    [Fact]
    public void Packet_ThatSeveralTriggersSelect_IsCopiedOnce()
    {
        var key = Packets.Vlan(7);

        Assert.Equal("0", Table(Ipv4, Vlan, Trigger.All, Ipv4).Copying(key));
    }

    [Fact]
    public void Mirrors_BetweenEachOthersTriggers_CopyInOrderOfDefinition()
    {
        var table = MirrorTable.Build([
            Mirrors.Definition([Vlan]),
            Mirrors.Definition([OtherIpv4, Ipv4, Vlan]),
            Mirrors.Definition([Trigger.All]),
            Mirrors.Definition([Ipv4]),
        ]);

        Assert.Equal("0 1 2 3", table.Copying(Packets.Vlan(7)));
    }

    [Theory]
    [InlineData(FrameDirection.Received, MirrorDirection.Upstream)]
    [InlineData(FrameDirection.Sent, MirrorDirection.Downstream)]
    public void Packet_FromOneOwnAddressToAnother_HasTheInterfacesDirection(
        FrameDirection frame,
        MirrorDirection expected
    ) =>
        AssertDirection(
            expected,
            Packets.Ip("10.0.0.1", "10.0.0.2") with
            {
                Direction = frame,
            },
            Ipv4,
            OtherIpv4
        );

    [Theory]
    [InlineData("10.0.0.1", "192.0.2.1", MirrorDirection.Upstream)]
    [InlineData("192.0.2.1", "10.0.0.1", MirrorDirection.Downstream)]
    public void Packet_ThatFitsAnInterfaceAndAnAddress_HasTheDirectionThatTheAddressTells(
        string source,
        string destination,
        MirrorDirection expected
    ) =>
        AssertDirection(
            expected,
            Packets.L2tp(7, 9, source, destination) with
            {
                Direction = FrameDirection.Unknown,
            },
            Session,
            Ipv4
        );

    [Fact]
    public void Packet_SelectedInsideAndOutside_IsCopiedFromInside() =>
        Assert.Equal(
            [Answer.InnerPpp],
            Table(new Trigger { Address = Packets.Prefix(Packets.Lac) }, Session)
                .Ask(Packets.L2tp(7, 9, "10.0.0.1", "192.0.2.1"))
                .Copies
        );

    [Fact]
    public void HighestOnly_LowestRankOfTheTriggersThatFit_Counts()
    {
        var table = MirrorTable.Build(
            [
                Mirrors.Definition([Ipv4 with { Rank = TriggerRank.AcctSessionId }]),
                Mirrors.Definition([
                    Ipv4 with
                    {
                        Rank = TriggerRank.Username,
                    },
                    Vlan with
                    {
                        Rank = TriggerRank.Interface,
                    },
                ]),
            ],
            TriggerPrecedence.HighestOnly
        );

        Assert.Equal("1", table.Copying(Packets.Vlan(7)));
        Assert.Equal("0", table.Copying(Packets.Vlan(8)));
    }

    [Theory]
    [InlineData(TriggerRank.Username, TriggerRank.Interface)]
    [InlineData(TriggerRank.Interface, TriggerRank.Username)]
    public void HighestOnly_SameTriggerUnderTwoRanks_HasTheLower(TriggerRank first, TriggerRank second)
    {
        var table = MirrorTable.Build(
            [
                Mirrors.Definition([Ipv4 with { Rank = TriggerRank.IpAddress }]),
                Mirrors.Definition([Ipv4 with { Rank = first }, Ipv4 with { Rank = second }]),
            ],
            TriggerPrecedence.HighestOnly
        );

        Assert.Equal("1", table.Copying(Packets.Ip("10.0.0.1", "192.0.2.1")));
    }

    private static MirrorTable Table(params Trigger[] triggers) =>
        MirrorTable.Build([Mirrors.Definition(triggers)]);

    private static void AssertDirection(MirrorDirection expected, PacketKey key, params Trigger[] triggers)
    {
        foreach (var wanted in new[] { MirrorDirection.Upstream, MirrorDirection.Downstream })
        {
            var policy = new SecurePolicy { Direction = wanted };
            var table = MirrorTable.Build([Mirrors.Definition(triggers, policy)]);
            Assert.Equal(wanted == expected ? MissReason.None : MissReason.Direction, table.Ask(key).Miss);
        }
    }
}
