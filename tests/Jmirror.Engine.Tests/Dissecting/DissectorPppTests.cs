using Jmirror.Engine.Dissecting;
using Jmirror.Protocol.Link;

namespace Jmirror.Engine.Tests.Dissecting;

/// <summary>PPP in each framing, and PPPoE.</summary>
public sealed class DissectorPppTests
{
    private const string LcpEcho = "09 01 0008 12345678";

    [Theory]
    [InlineData("8864 1100 002a 0022 0021" + Frame.Ipv4, PayloadKind.Ipv4, 0x0021, 22, 32)]
    [InlineData("8864 1100 002a 0036 0057" + Frame.Ipv6, PayloadKind.Ipv6, 0x0057, 22, 52)]
    [InlineData("8864 1100 002a 0021 21" + Frame.Ipv4, PayloadKind.Ipv4, 0x0021, 21, 32)]
    [InlineData("8864 1100 002a 0024 ff030021" + Frame.Ipv4, PayloadKind.Ipv4, 0x0021, 24, 32)]
    [InlineData("8864 1100 002a 000a c021" + LcpEcho, PayloadKind.PppOther, 0xc021, 22, 8)]
    [InlineData("8864 1100 002a 0002 c021", PayloadKind.PppOther, 0xc021, 22, 0)]
    [InlineData(
        "88a8 0001 8100 0007 8864 1100 002a 0022 0021" + Frame.Ipv4,
        PayloadKind.Ipv4,
        0x0021,
        30,
        32
    )]
    public void Pppoe_Session_ShowsWhatPppCarries(
        string rest,
        PayloadKind kind,
        int ppp,
        int offset,
        int length
    )
    {
        var (outcome, key) = Frame.Dissect(Frame.Addresses + rest);
        Assert.Equal(DissectOutcome.Found, outcome);
        Assert.True(key.HasPppoe);
        Assert.Equal(42, key.PppoeSession);
        Assert.Equal(
            (kind, ppp, offset, length),
            (key.Outer.Kind, key.Outer.PppProtocol, key.Outer.Offset, key.Outer.Length)
        );
        Assert.Equal(kind != PayloadKind.PppOther, key.Outer.HasPorts);
    }

    [Fact]
    public void Pppoe_EthernetPadding_IsNotPartOfTheControlPacket()
    {
        var (_, key) = Frame.Dissect(
            Frame.Addresses + "8864 1100 002a 000a c021" + LcpEcho + new string('0', 60)
        );
        Assert.Equal((22, 8), (key.Outer.Offset, key.Outer.Length));
    }

    [Fact]
    public void Pppoe_ControlPacketWithALengthOfItsOwn_IsKeptAsOnTheWire()
    {
        var (_, key) = Frame.Dissect(Frame.Addresses + "8864 1100 002a 000e c021" + LcpEcho + "00000000");
        Assert.Equal((22, 12), (key.Outer.Offset, key.Outer.Length));
    }

    [Theory]
    [InlineData("8864 1100 002a 0023 0021" + Frame.Ipv4)] // PPPoE longer than the frame
    [InlineData("8864 1100 002a 0021 0021" + Frame.Ipv4)] // packet longer than PPPoE
    [InlineData("8864 2100 002a 0022 0021" + Frame.Ipv4)] // version
    [InlineData("8864 1100 002a 0000 0021" + Frame.Ipv4)] // no PPP at all
    [InlineData("8864 1100 002a 0001 0021" + Frame.Ipv4)] // half a protocol
    [InlineData("8864 11a7 002a 0000")] // a discovery code
    [InlineData("8864 1100 002a 0022 0020" + Frame.Ipv4)] // no protocol number is even
    [InlineData("8864 1100 002a 0022 0057" + Frame.Ipv4)] // version 4 behind IPv6's number
    [InlineData("8864 1100 002a")]
    public void Pppoe_Contradiction_IsMalformed(string rest) =>
        Assert.Equal(DissectOutcome.Malformed, Frame.Dissect(Frame.Addresses + rest).Outcome);

    [Theory]
    [InlineData(LinkType.Ppp, "0021", 2)]
    [InlineData(LinkType.Ppp, "21", 1)]
    [InlineData(LinkType.Ppp, "ff030021", 4)]
    [InlineData(LinkType.Ppp, "ff0321", 3)]
    [InlineData(LinkType.PppHdlc, "ff030021", 4)]
    [InlineData(LinkType.PppWithDirection, "00ff030021", 5)]
    [InlineData(LinkType.PppWithDirection, "010021", 3)]
    [InlineData(LinkType.PppEther, "1100 002a 0022 0021", 8)]
    public void Ppp_EveryFraming_ShowsTheUncompressedProtocol(LinkType linkType, string header, int offset)
    {
        var (outcome, key) = Frame.Dissect(header + Frame.Ipv4, linkType);
        Assert.Equal(DissectOutcome.Found, outcome);
        Assert.Equal(
            $"Ipv4 10.0.0.1>192.0.2.2 protocol=17 tc=b8 fragment=False ports=True:5000>5060 ppp=0021 at {offset}+32",
            Dissected.Describe(key.Outer)
        );
        Assert.Equal(linkType == LinkType.PppEther, key.HasPppoe);
        Assert.False(key.HasEthernet);
    }

    [Theory]
    [InlineData("c021")] // LCP
    [InlineData("c023")] // PAP
    [InlineData("c223")] // CHAP
    [InlineData("8021")] // IPCP
    [InlineData("003d")] // multilink
    [InlineData("002d")] // compressed TCP/IP
    [InlineData("00fd")] // compressed or encrypted packet
    [InlineData("0281")] // MPLS
    public void Ppp_WithoutIp_IsAPppFrame(string protocol)
    {
        var (outcome, key) = Frame.Dissect("ff03" + protocol + LcpEcho, LinkType.Ppp);
        Assert.Equal(DissectOutcome.Found, outcome);
        Assert.Equal(
            $"PppOther ::>:: protocol=0 tc=00 fragment=False ports=False:0>0 ppp={protocol} at 4+8",
            Dissected.Describe(key.Outer)
        );
    }
}
