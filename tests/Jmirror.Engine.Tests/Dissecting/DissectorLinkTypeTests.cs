using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Frames;
using Jmirror.Protocol.Link;
using Jmirror.Testing;

namespace Jmirror.Engine.Tests.Dissecting;

/// <summary>The same packet under every link type, and what else the link headers tell.</summary>
public sealed class DissectorLinkTypeTests
{
    private const string Sll = "0001 0006 020000000002 0000 ";
    private const string Sll2 = "0000 00000003 0001 ";

    [Theory]
    [InlineData(LinkType.Ethernet, Frame.Addresses + "0800")]
    [InlineData(LinkType.Raw, "")]
    [InlineData(LinkType.RawBsd, "")]
    [InlineData(LinkType.RawOpenBsd, "")]
    [InlineData(LinkType.Ipv4, "")]
    [InlineData(LinkType.Null, "02000000")]
    [InlineData(LinkType.Null, "00000002")]
    [InlineData(LinkType.Loop, "00000002")]
    [InlineData(LinkType.Loop, "02000000")]
    [InlineData(LinkType.LinuxSll, "0000" + Sll + "0800")]
    [InlineData(LinkType.LinuxSll, "0000" + Sll + "8100 0007 0800")]
    [InlineData(LinkType.LinuxSll, "0000" + Sll + "0004 aaaa03 000000 0800")]
    [InlineData(LinkType.LinuxSll, "0000 030a 0004 0a000001 00000000 0800")] // GRE: its protocol types are EtherTypes
    [InlineData(LinkType.LinuxSll2, "0800" + Sll2 + "00 06 020000000002 0000")]
    [InlineData(LinkType.LinuxSll2, "8100" + Sll2 + "00 06 020000000002 0000 0007 0800")]
    [InlineData(LinkType.LinuxSll2, "0004" + Sll2 + "00 06 020000000002 0000 aaaa03 000000 0800")]
    [InlineData(LinkType.CiscoHdlc, "0f00 0800")]
    [InlineData(LinkType.CiscoHdlc, "8f00 0800")]
    [InlineData(LinkType.PppHdlc, "0f00 0800")]
    public void Ipv4_UnderAnyLinkType_IsTheSamePacket(LinkType linkType, string header)
    {
        var (outcome, key) = Frame.Dissect(header + Frame.Ipv4, linkType);
        Assert.Equal(DissectOutcome.Found, outcome);
        Assert.Equal(
            $"Ipv4 10.0.0.1>192.0.2.2 protocol=17 tc=b8 fragment=False ports=True:5000>5060 ppp=0000 at {Hex.Bytes(header).Length}+32",
            Dissected.Describe(key.Outer)
        );
    }

    [Theory]
    [InlineData(LinkType.Raw, "")]
    [InlineData(LinkType.Ipv6, "")]
    [InlineData(LinkType.Null, "18000000")] // OpenBSD, NetBSD
    [InlineData(LinkType.Null, "1c000000")] // FreeBSD
    [InlineData(LinkType.Null, "1e000000")] // Darwin
    [InlineData(LinkType.Null, "0a000000")] // Linux
    [InlineData(LinkType.Null, "0000001e")]
    [InlineData(LinkType.Loop, "00000018")]
    [InlineData(LinkType.LinuxSll, "0000" + Sll + "86dd")]
    [InlineData(LinkType.LinuxSll2, "86dd" + Sll2 + "00 06 020000000002 0000")]
    [InlineData(LinkType.CiscoHdlc, "0f00 86dd")]
    public void Ipv6_UnderAnyLinkType_IsTheSamePacket(LinkType linkType, string header)
    {
        var (outcome, key) = Frame.Dissect(header + Frame.Ipv6, linkType);
        Assert.Equal(DissectOutcome.Found, outcome);
        Assert.Equal(
            $"Ipv6 2001:db8::1>2001:db8::2 protocol=17 tc=b8 fragment=False ports=True:5000>5060 ppp=0000 at {Hex.Bytes(header).Length}+52",
            Dissected.Describe(key.Outer)
        );
    }

    [Theory]
    [InlineData(LinkType.Null, "07000000 0000")] // another family
    [InlineData(LinkType.LinuxSll, "0000" + Sll + "0806 0001")]
    [InlineData(LinkType.LinuxSll, "0000" + Sll + "0001 ffff")] // Novell raw IPX
    [InlineData(LinkType.LinuxSll, "0000" + Sll + "000c 0000")] // CAN
    [InlineData(LinkType.LinuxSll, "0000" + Sll + "0004 424203")] // spanning tree
    [InlineData(LinkType.LinuxSll, "0000 0338 0000 0000000000000000 0800 45")] // netlink
    [InlineData(LinkType.LinuxSll2, "0800 0000 00000003 0323 00 00 0000000000000000 45")] // radiotap
    [InlineData(LinkType.CiscoHdlc, "8f00 8035 00000002")] // SLARP
    [InlineData(LinkType.CiscoHdlc, "8f00 0001")]
    public void OtherProtocol_UnderAnyLinkType_IsNonIp(LinkType linkType, string hex) =>
        Assert.Equal(DissectOutcome.NonIp, Frame.Dissect(hex, linkType).Outcome);

    [Theory]
    [InlineData(LinkType.PppWithDirection, "00 0021", FrameDirection.Received)]
    [InlineData(LinkType.PppWithDirection, "01 0021", FrameDirection.Sent)]
    [InlineData(LinkType.PppWithDirection, "ff 0021", FrameDirection.Sent)]
    [InlineData(LinkType.LinuxSll, "0000" + Sll + "0800", FrameDirection.Received)]
    [InlineData(LinkType.LinuxSll, "0001" + Sll + "0800", FrameDirection.Received)]
    [InlineData(LinkType.LinuxSll, "0003" + Sll + "0800", FrameDirection.Received)]
    [InlineData(LinkType.LinuxSll, "0004" + Sll + "0800", FrameDirection.Sent)]
    [InlineData(LinkType.LinuxSll2, "0800" + Sll2 + "00 06 020000000002 0000", FrameDirection.Received)]
    [InlineData(LinkType.LinuxSll2, "0800" + Sll2 + "04 06 020000000002 0000", FrameDirection.Sent)]
    [InlineData(LinkType.Ethernet, Frame.Addresses + "0800", FrameDirection.Unknown)]
    public void Direction_InTheLinkHeader_IsTakenOver(
        LinkType linkType,
        string header,
        FrameDirection expected
    ) => Assert.Equal(expected, Frame.Dissect(header + Frame.Ipv4, linkType).Key.Direction);

    [Fact]
    public void DirectionAndInterface_KnownToTheSource_Stand()
    {
        var bytes = Hex.Bytes("01 0021" + Frame.Ipv4);
        var info = new FrameInfo(
            0,
            bytes.Length,
            bytes.Length,
            0,
            LinkType.PppWithDirection,
            FrameDirection.Received,
            Interface: 7
        );
        Dissector.Dissect(bytes, info, out var key);
        Assert.Equal((FrameDirection.Received, 7), (key.Direction, key.Interface));
    }

    [Fact]
    public void LinuxCooked_SenderAddress_IsTheSourceAddressWithoutEthernet()
    {
        var key = Frame.Dissect("0000" + Sll + "0800" + Frame.Ipv4, LinkType.LinuxSll).Key;
        Assert.Equal("02:00:00:00:00:02", key.SourceMac.ToString());
        Assert.Equal(default, key.DestinationMac);
        Assert.False(key.HasEthernet);
    }

    [Fact]
    public void LinuxCooked_Tag_IsAVlan()
    {
        var key = Frame.Dissect("0000" + Sll + "8100 0007 0800" + Frame.Ipv4, LinkType.LinuxSll).Key;
        Assert.Equal((1, 7), (key.VlanCount, key.OuterVlan));
    }
}
