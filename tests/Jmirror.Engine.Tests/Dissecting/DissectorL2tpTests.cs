using Jmirror.Engine.Dissecting;

namespace Jmirror.Engine.Tests.Dissecting;

/// <summary>L2TPv2 data messages: the packet of the tunnel outside, the PPP frame inside.</summary>
public sealed class DissectorL2tpTests
{
    private const string Data = "0002 000b 000c ff030021" + Frame.Ipv4;

    [Theory]
    [InlineData("0002 000b 000c ff030021" + Frame.Ipv4, 10)]
    [InlineData("0002 000b 000c 0021" + Frame.Ipv4, 8)]
    [InlineData("0002 000b 000c 21" + Frame.Ipv4, 7)]
    [InlineData("4002 002c 000b 000c ff030021" + Frame.Ipv4, 12)]
    [InlineData("0802 000b 000c 0001 0002 ff030021" + Frame.Ipv4, 14)]
    [InlineData("0302 000b 000c 0002 a5a5 ff030021" + Frame.Ipv4, 14)]
    [InlineData("4b02 0034 000b 000c 0001 0002 0002 a5a5 ff030021" + Frame.Ipv4, 20)]
    public void DataMessage_AnyHeader_ShowsTunnelPacketAndInnerPacket(string message, int offset)
    {
        var (outcome, key) = Frame.Dissect(Frame.Addresses + "0800" + Tunnel(message));
        Assert.Equal(DissectOutcome.Found, outcome);
        Assert.True(key.HasL2tp);
        Assert.Equal((11, 12), (key.L2tpTunnel, key.L2tpSession));
        Assert.Equal(
            $"Ipv4 10.9.0.1>10.9.0.2 protocol=17 tc=00 fragment=False ports=True:1701>1701 ppp=0000 at 14+{28 + Length(message)}",
            Dissected.Describe(key.Outer)
        );
        Assert.Equal(
            $"Ipv4 10.0.0.1>192.0.2.2 protocol=17 tc=b8 fragment=False ports=True:5000>5060 ppp=0021 at {42 + offset}+32",
            Dissected.Describe(key.Inner)
        );
    }

    [Theory]
    [InlineData("06a5", "c000")]
    [InlineData("c000", "06a5")]
    public void DataMessage_PortOnOneSide_IsEnough(string source, string destination) =>
        Assert.True(Frame.Dissect(Frame.Addresses + "0800" + Tunnel(Data, source, destination)).Key.HasL2tp);

    [Fact]
    public void DataMessage_PppControl_IsTheWholeInformationField()
    {
        var (_, key) = Frame.Dissect(
            Frame.Addresses + "0800" + Tunnel("0002 000b 000c ff03c021 09 01 0008 12345678 0000") + "a5a5"
        );
        Assert.True(key.HasL2tp);
        Assert.Equal(
            "PppOther ::>:: protocol=0 tc=00 fragment=False ports=False:0>0 ppp=c021 at 52+10",
            Dissected.Describe(key.Inner)
        );
    }

    [Fact]
    public void DataMessage_OverIpv6WithOptions_IsFound()
    {
        const string udp = "06a5 06a5 0032 0000" + Data;
        var (outcome, key) = Frame.Dissect(
            Frame.Addresses
                + "86dd 60000000 003a 3c 40 20010db8000000000000000000000001 20010db8000000000000000000000002"
                + "1100 010400000000"
                + udp
        );
        Assert.Equal(DissectOutcome.Found, outcome);
        Assert.True(key.HasL2tp);
        Assert.Equal((PayloadKind.Ipv6, 14, 98), (key.Outer.Kind, key.Outer.Offset, key.Outer.Length));
        Assert.Equal((PayloadKind.Ipv4, 80, 32), (key.Inner.Kind, key.Inner.Offset, key.Inner.Length));
    }

    [Fact]
    public void DataMessage_OfASubscriberWithinPppoe_HasBothPppFrames()
    {
        var tunnel = Tunnel(Data);
        var (outcome, key) = Frame.Dissect(
            Frame.Addresses + $"8864 1100 002a {Length(tunnel) + 2:x4} 0021" + tunnel
        );
        Assert.Equal(DissectOutcome.Found, outcome);
        Assert.True(key.HasPppoe);
        Assert.True(key.HasL2tp);
        Assert.Equal((0x0021, 22), (key.Outer.PppProtocol, key.Outer.Offset));
        Assert.Equal((0x0021, 60), (key.Inner.PppProtocol, key.Inner.Offset));
    }

    [Theory]
    [InlineData("c802 000c 000b 0000 0000 0001")] // control
    [InlineData("0003 000b 000c ff030021" + Frame.Ipv4)] // L2TPv3
    [InlineData("4002 00ff 000b 000c ff030021" + Frame.Ipv4)] // length beyond the datagram
    [InlineData("0002 000b 000c")] // no PPP frame
    [InlineData("0002 000b 000c ff030020" + Frame.Ipv4)] // no protocol number is even
    [InlineData("0002 000b 000c ff030057" + Frame.Ipv4)] // version 4 behind IPv6's number
    [InlineData("0002 000b 000c ff030021 45b8 0021 0001 0000 40 11 0000 0a000001 c0000202" + Frame.Udp)]
    public void Message_ControlOrBrokenInside_StaysAnIpPacket(string message)
    {
        var (outcome, key) = Frame.Dissect(Frame.Addresses + "0800" + Tunnel(message));
        Assert.Equal(DissectOutcome.Found, outcome);
        Assert.Equal((PayloadKind.Ipv4, 28 + Length(message)), (key.Outer.Kind, key.Outer.Length));
        AssertNoL2tp(key);
    }

    [Theory]
    [InlineData("2000")]
    [InlineData("0001")]
    [InlineData("2001")]
    public void Fragment_OfATunnelPacket_IsNotLookedInto(string field)
    {
        var (outcome, key) = Frame.Dissect(Frame.Addresses + "0800" + Tunnel(Data, fragmentField: field));
        Assert.Equal(DissectOutcome.Found, outcome);
        Assert.True(key.Outer.IsFragment);
        AssertNoL2tp(key);
    }

    [Theory]
    [InlineData("06a5 06a5 0007 0000" + Data)] // UDP length below its header
    [InlineData("06a5 06a5 0033 0000" + Data)] // UDP length beyond the packet
    [InlineData("06a5 06a5 00")]
    public void Udp_ImpossibleLength_StaysAnIpPacket(string udp)
    {
        var (outcome, key) = Frame.Dissect(Frame.Addresses + "0800" + Ipv4Around(udp, "11", "0000"));
        Assert.Equal(DissectOutcome.Found, outcome);
        AssertNoL2tp(key);
    }

    [Fact]
    public void OtherTransport_OnPort1701_IsNotLookedInto() =>
        AssertNoL2tp(
            Frame
                .Dissect(Frame.Addresses + "0800" + Ipv4Around("06a5 06a5 0032 0000" + Data, "06", "0000"))
                .Key
        );

    private static void AssertNoL2tp(in PacketKey key)
    {
        Assert.False(key.HasL2tp);
        Assert.Equal((0, 0), (key.L2tpTunnel, key.L2tpSession));
        Assert.Equal(Dissected.Describe(default), Dissected.Describe(key.Inner));
    }

    private static string Tunnel(
        string message,
        string source = "06a5",
        string destination = "06a5",
        string fragmentField = "0000"
    ) => Ipv4Around($"{source} {destination} {Length(message) + 8:x4} 0000" + message, "11", fragmentField);

    private static string Ipv4Around(string transport, string protocol, string fragmentField) =>
        $"4500 {Length(transport) + 20:x4} 0001 {fragmentField} 40 {protocol} 0000 0a090001 0a090002"
        + transport;

    private static int Length(string hex) => hex.Count(c => c != ' ') / 2;
}
