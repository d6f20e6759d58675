using Jmirror.Engine.Dissecting;
using Jmirror.Protocol.Link;

namespace Jmirror.Engine.Tests.Dissecting;

/// <summary>Ethernet, tags, 802.3 with LLC, MPLS, and what is none of our business.</summary>
public sealed class DissectorEthernetTests
{
    [Fact]
    public void Ethernet_Ipv4Udp_FillsTheKey()
    {
        var (outcome, key) = Frame.Dissect(Frame.Addresses + "0800" + Frame.Ipv4);
        Assert.Equal(DissectOutcome.Found, outcome);
        Assert.True(key.HasEthernet);
        Assert.Equal("02:00:00:00:00:01", key.DestinationMac.ToString());
        Assert.Equal("02:00:00:00:00:02", key.SourceMac.ToString());
        Assert.Equal(0, key.VlanCount);
        Assert.False(key.HasPppoe);
        Assert.False(key.HasL2tp);
        Assert.Equal(
            "Ipv4 10.0.0.1>192.0.2.2 protocol=17 tc=b8 fragment=False ports=True:5000>5060 ppp=0000 at 14+32",
            Dissected.Describe(key.Outer)
        );
        Assert.Equal(Dissected.Describe(default), Dissected.Describe(key.Inner));
    }

    [Fact]
    public void Ethernet_Ipv6Udp_FillsTheKey()
    {
        var (outcome, key) = Frame.Dissect(Frame.Addresses + "86dd" + Frame.Ipv6);
        Assert.Equal(DissectOutcome.Found, outcome);
        Assert.Equal(
            "Ipv6 2001:db8::1>2001:db8::2 protocol=17 tc=b8 fragment=False ports=True:5000>5060 ppp=0000 at 14+52",
            Dissected.Describe(key.Outer)
        );
    }

    [Theory]
    [InlineData("8100 0007", 1, 7, 0)]
    [InlineData("8100 f007", 1, 7, 0)]
    [InlineData("88a8 0001 8100 0007", 2, 1, 7)]
    [InlineData("8100 0001 8100 0007", 2, 1, 7)]
    [InlineData("9100 0001 8100 0007", 2, 1, 7)]
    [InlineData("9200 0fff 9100 0007", 2, 4095, 7)]
    [InlineData("88a8 0001 88a8 0002 8100 0003", 3, 1, 2)]
    [InlineData("8100 e000", 0, 0, 0)]
    [InlineData("8100 0000 8100 0007", 1, 7, 0)]
    [InlineData("88a8 0001 8100 e000", 1, 1, 0)]
    [InlineData("88a8 0001 8100 0000 8100 0007", 2, 1, 7)]
    public void Tags_AnyStack_CountsWithoutPriorityTags(string tags, byte count, ushort outer, ushort inner)
    {
        var (outcome, key) = Frame.Dissect(Frame.Addresses + tags + "0800" + Frame.Ipv4);
        Assert.Equal(DissectOutcome.Found, outcome);
        Assert.Equal((count, outer, inner), (key.VlanCount, key.OuterVlan, key.InnerVlan));
        Assert.Equal(32, key.Outer.Length);
    }

    [Theory]
    [InlineData(32, DissectOutcome.Found)]
    [InlineData(33, DissectOutcome.Malformed)]
    public void Tags_DeepStack_IsBounded(int depth, DissectOutcome expected)
    {
        var tags = string.Concat(Enumerable.Repeat("8100 0007", depth));
        Assert.Equal(expected, Frame.Dissect(Frame.Addresses + tags + "0800" + Frame.Ipv4).Outcome);
    }

    [Theory]
    [InlineData("0028 aaaa03 000000 0800")]
    [InlineData("0028 aaaa03 0000f8 0800")]
    [InlineData("8100 0007 0028 aaaa03 000000 0800")]
    public void Llc_SnapWithEtherType_IsLookedInto(string header)
    {
        var (outcome, key) = Frame.Dissect(Frame.Addresses + header + Frame.Ipv4 + "000000000000");
        Assert.Equal(DissectOutcome.Found, outcome);
        Assert.Equal(32, key.Outer.Length);
    }

    [Theory]
    [InlineData("0027")] // one byte less than LLC, SNAP and packet
    [InlineData("0029")] // one byte more than the frame has
    public void Llc_LengthThatContradictsTheFrame_IsMalformed(string length) =>
        Assert.Equal(
            DissectOutcome.Malformed,
            Frame.Dissect(Frame.Addresses + length + "aaaa03 000000 0800" + Frame.Ipv4).Outcome
        );

    [Theory]
    [InlineData("0806 0001 0800 06 04 0001 020000000002 0a000001 000000000000 0a000002")] // ARP
    [InlineData("8100 0007 0806 0001 0800 06 04 0001")]
    [InlineData("8863 1109 0000 0004 01010000")] // PPPoE discovery
    [InlineData("88cc 0207 04 020000000002")] // LLDP
    [InlineData(
        "0026 424203 0000000000 0000000000000000 00000000 0000000000000000 0000000000000000 0000000000"
    )] // STP
    [InlineData("0008 ffff 0022 00 11 0000")] // Novell raw IPX
    [InlineData("0010 aaaa03 00000c 2000 02b4000000000000")] // CDP
    [InlineData("05dd 0000")] // between length and type: undefined
    [InlineData("05ff 0000")]
    public void Noise_AnyOtherProtocol_IsNonIp(string rest)
    {
        var (outcome, key) = Frame.Dissect(Frame.Addresses + rest);
        Assert.Equal(DissectOutcome.NonIp, outcome);
        Assert.Equal(PayloadKind.None, key.Outer.Kind);
        Assert.True(key.HasEthernet);
    }

    [Theory]
    [InlineData("8847 00010140", Frame.Ipv4, PayloadKind.Ipv4)]
    [InlineData("8848 00010140", Frame.Ipv4, PayloadKind.Ipv4)]
    [InlineData("8847 00010040 00020040 00003140", Frame.Ipv6, PayloadKind.Ipv6)]
    [InlineData("8100 0007 8847 00000140", Frame.Ipv4, PayloadKind.Ipv4)]
    public void Mpls_LabelStack_IsRemoved(string labels, string packet, PayloadKind kind)
    {
        var (outcome, key) = Frame.Dissect(Frame.Addresses + labels + packet);
        Assert.Equal(DissectOutcome.Found, outcome);
        Assert.Equal(kind, key.Outer.Kind);
        Assert.True(key.Outer.HasPorts);
    }

    [Theory]
    [InlineData("8847 00010140 00000000 020000000001 020000000002 0800", DissectOutcome.NonIp)] // pseudowire
    [InlineData("8847 00010140", DissectOutcome.Malformed)]
    [InlineData("8847 00010040 0001", DissectOutcome.Malformed)]
    public void Mpls_WithoutIp_IsNotFound(string rest, DissectOutcome expected) =>
        Assert.Equal(expected, Frame.Dissect(Frame.Addresses + rest).Outcome);

    [Theory]
    [InlineData(32, DissectOutcome.Found)]
    [InlineData(33, DissectOutcome.Malformed)]
    public void Mpls_DeepStack_IsBounded(int depth, DissectOutcome expected)
    {
        var labels = string.Concat(Enumerable.Repeat("00010040", depth - 1)) + "00010140";
        Assert.Equal(expected, Frame.Dissect(Frame.Addresses + "8847" + labels + Frame.Ipv4).Outcome);
    }

    [Fact]
    public void Dissect_UnknownLinkType_IsUnsupported() =>
        Assert.Equal(DissectOutcome.UnsupportedLinkType, Frame.Dissect("00", (LinkType)105).Outcome);

    [Theory]
    [InlineData("8863 1109000000000000", EtherType.PppoeDiscovery, 14)]
    [InlineData("88a8 0001 8100 0007 0806 0001080006040001", EtherType.Arp, 22)]
    [InlineData("88cc 0207040000000000", EtherType.None, 0)]
    [InlineData("0800 " + Frame.Ipv4, EtherType.None, 0)]
    public void Dissect_SignallingWithoutIp_SaysWhatAndWhere(string rest, EtherType type, int offset)
    {
        var key = Frame.Dissect(Frame.Addresses + rest).Key;

        Assert.Equal((type, offset), (key.SignallingType, key.SignallingOffset));
    }
}
