using Jmirror.Engine.Dissecting;
using Jmirror.Protocol.Link;

namespace Jmirror.Engine.Tests.Dissecting;

/// <summary>IPv4 and IPv6: lengths, options, extension headers, fragments, ports.</summary>
public sealed class DissectorIpTests
{
    private const string V4Addresses = " 0a000001 c0000202 ";
    private const string V6Addresses = " 20010db8000000000000000000000001 20010db8000000000000000000000002 ";

    [Fact]
    public void Ipv4_EthernetPadding_IsNotPartOfThePacket()
    {
        var (outcome, key) = Frame.Dissect(Frame.Addresses + "0800" + Frame.Ipv4 + new string('0', 28));
        Assert.Equal(DissectOutcome.Found, outcome);
        Assert.Equal((14, 32), (key.Outer.Offset, key.Outer.Length));
    }

    [Fact]
    public void Ipv4_Options_AreSkipped()
    {
        var (_, key) = Frame.Dissect(
            Frame.Addresses + "0800 4600 0024 0001 0000 40 11 0000" + V4Addresses + "94040000" + Frame.Udp
        );
        Assert.Equal((5000, 5060, 36), (key.Outer.SourcePort, key.Outer.DestinationPort, key.Outer.Length));
    }

    [Theory]
    [InlineData("0000", false, true)]
    [InlineData("4000", false, true)]
    [InlineData("2000", true, true)]
    [InlineData("2001", true, false)]
    [InlineData("0001", true, false)]
    public void Ipv4_FlagsAndOffset_DecideAboutFragmentAndPorts(string field, bool isFragment, bool hasPorts)
    {
        var (outcome, key) = Frame.Dissect(
            Frame.Addresses + $"0800 4500 0020 0001 {field} 40 11 0000" + V4Addresses + Frame.Udp
        );
        Assert.Equal(DissectOutcome.Found, outcome);
        Assert.Equal((isFragment, hasPorts), (key.Outer.IsFragment, key.Outer.HasPorts));
        Assert.Equal(hasPorts ? 5000 : 0, key.Outer.SourcePort);
    }

    [Theory]
    [InlineData("06", true)]
    [InlineData("11", true)]
    [InlineData("21", true)]
    [InlineData("84", true)]
    [InlineData("88", true)]
    [InlineData("01", false)]
    [InlineData("2f", false)]
    [InlineData("32", false)]
    public void Ipv4_Protocol_DecidesAboutPorts(string protocol, bool hasPorts)
    {
        var (_, key) = Frame.Dissect(
            Frame.Addresses + $"0800 4500 0020 0001 0000 40 {protocol} 0000" + V4Addresses + Frame.Udp
        );
        Assert.Equal(Convert.ToByte(protocol, 16), key.Outer.Protocol);
        Assert.Equal(hasPorts, key.Outer.HasPorts);
    }

    [Fact]
    public void Ipv4_TransportTooShortForPorts_IsStillAPacket()
    {
        var (outcome, key) = Frame.Dissect(
            Frame.Addresses + "0800 4500 0017 0001 0000 40 11 0000" + V4Addresses + "1388 13 c4000c"
        );
        Assert.Equal(DissectOutcome.Found, outcome);
        Assert.Equal((false, 23), (key.Outer.HasPorts, key.Outer.Length));
    }

    [Fact]
    public void Ipv4_LengthZero_TakesTheRestOfTheFrame()
    {
        // A super-frame on its way to a network card that will segment it.
        var payload = string.Concat(Enumerable.Repeat("61", 70_000));
        var (outcome, key) = Frame.Dissect(
            Frame.Addresses
                + "0800 4500 0000 0001 0000 40 11 0000"
                + V4Addresses
                + "1388 13c4 0000 0000"
                + payload
        );
        Assert.Equal(DissectOutcome.Found, outcome);
        Assert.Equal((14, 70_028, 5000), (key.Outer.Offset, key.Outer.Length, key.Outer.SourcePort));
    }

    [Theory]
    [InlineData("44", "0020")] // header shorter than a header
    [InlineData("65", "0020")] // version 6 behind the EtherType of version 4
    [InlineData("45", "0013")] // packet shorter than its header
    [InlineData("46", "0017")]
    [InlineData("45", "0021")] // packet longer than the frame
    [InlineData("45", "ffff")]
    [InlineData("4f", "0000")] // options beyond the frame
    public void Ipv4_Contradiction_IsMalformed(string first, string length)
    {
        var hex = Frame.Addresses + $"0800 {first}00 {length} 0001 0000 40 11 0000" + V4Addresses + Frame.Udp;
        Assert.Equal(DissectOutcome.Malformed, Frame.Dissect(hex).Outcome);
    }

    [Theory]
    [InlineData("00 40", "1100 010400000000", 17, true)] // hop-by-hop
    [InlineData("2b 40", "1100 0000 00000000", 17, true)] // routing
    [InlineData("3c 40", "1100 010400000000", 17, true)] // destination options
    [InlineData("33 40", "1101 0000 00000001 00000002", 17, true)] // authentication, no digest
    [InlineData("87 40", "1100 0000 00000000", 17, true)] // mobility
    [InlineData("00 40", "3c00 010400000000 2b00 010400000000 1100 000000000000", 17, true)]
    [InlineData("32 40", "00000001 00000002", 50, false)] // ESP
    [InlineData("3b 40", "", 59, false)] // no next header
    [InlineData("3a 40", "", 58, false)] // ICMPv6
    public void Ipv6_ExtensionHeaders_LeadToTheTransport(
        string next,
        string headers,
        byte protocol,
        bool hasPorts
    )
    {
        var (outcome, key) = Frame.Dissect(Ipv6Frame(next, headers + Frame.Udp));
        Assert.Equal(DissectOutcome.Found, outcome);
        Assert.Equal((protocol, hasPorts), (key.Outer.Protocol, key.Outer.HasPorts));
        Assert.Equal(hasPorts ? 5060 : 0, key.Outer.DestinationPort);
    }

    [Theory]
    [InlineData("1100 0000 00000007", false, true)] // atomic: a whole packet
    [InlineData("1100 0001 00000007", true, true)]
    [InlineData("1100 0008 00000007", true, false)]
    [InlineData("1100 0009 00000007", true, false)]
    public void Ipv6_FragmentHeader_DecidesAboutFragmentAndPorts(
        string header,
        bool isFragment,
        bool hasPorts
    )
    {
        var (outcome, key) = Frame.Dissect(Ipv6Frame("2c 40", header + Frame.Udp));
        Assert.Equal(DissectOutcome.Found, outcome);
        Assert.Equal(17, key.Outer.Protocol);
        Assert.Equal((isFragment, hasPorts), (key.Outer.IsFragment, key.Outer.HasPorts));
    }

    [Theory]
    [InlineData("6b800000 000d 11 40")] // packet longer than the frame
    [InlineData("45b80000 000c 11 40")] // version 4 behind the EtherType of version 6
    [InlineData("6b800000 000c 00 40")] // the UDP header read as hop-by-hop options: longer than the packet
    [InlineData("6b800000 0000 00 40")] // payload length 0 with options, but no jumbo payload among them
    public void Ipv6_Contradiction_IsMalformed(string start) =>
        Assert.Equal(
            DissectOutcome.Malformed,
            Frame.Dissect(Frame.Addresses + "86dd" + start + V6Addresses + Frame.Udp).Outcome
        );

    [Fact]
    public void Ipv6_LengthZeroWithPadding_IsABareHeader()
    {
        var (outcome, key) = Frame.Dissect(
            Frame.Addresses + "86dd 60000000 0000 3b 40" + V6Addresses + "000000000000"
        );
        Assert.Equal(DissectOutcome.Found, outcome);
        Assert.Equal((40, 59), (key.Outer.Length, key.Outer.Protocol));
    }

    [Theory]
    [InlineData("11 40", "")] // newer Linux: nothing but the zero
    [InlineData("00 40", "1100 c204 00011180")] // jumbo payload: 8 + 8 + 70 000 bytes
    public void Ipv6_SuperFrame_HasTheLengthOfTheFrame(string next, string headers)
    {
        var rest = headers + "1388 13c4 0000 0000" + string.Concat(Enumerable.Repeat("61", 70_000));
        var (outcome, key) = Frame.Dissect(
            Frame.Addresses + "86dd 60000000 0000" + next + V6Addresses + rest
        );
        Assert.Equal(DissectOutcome.Found, outcome);
        Assert.Equal(5000, key.Outer.SourcePort);
        Assert.Equal(40 + rest.Count(c => c != ' ') / 2, key.Outer.Length);
    }

    [Theory]
    [InlineData("00011181", 0, DissectOutcome.Malformed)]
    [InlineData("ffffffff", 0, DissectOutcome.Malformed)]
    [InlineData("0000ffff", 0, DissectOutcome.Malformed)]
    [InlineData("00011180", 0, DissectOutcome.Found)]
    [InlineData("00011181", 1, DissectOutcome.Truncated)]
    public void Ipv6_JumboPayloadAgainstTheFrame_DecidesTheOutcome(
        string length,
        int cut,
        DissectOutcome expected
    )
    {
        var hex =
            Frame.Addresses
            + "86dd 60000000 0000 00 40"
            + V6Addresses
            + $"1100 c204 {length} 1388 13c4 0000 0000"
            + string.Concat(Enumerable.Repeat("61", 70_000));
        Assert.Equal(expected, Frame.Dissect(hex, cut: cut).Outcome);
    }

    [Theory]
    [InlineData(LinkType.Ipv4, Frame.Ipv6)]
    [InlineData(LinkType.Ipv6, Frame.Ipv4)]
    [InlineData(LinkType.Raw, "20" + Frame.Ipv4)]
    [InlineData(LinkType.Raw, "")]
    public void RawIp_WrongVersionOrNothing_IsMalformed(LinkType linkType, string hex) =>
        Assert.Equal(DissectOutcome.Malformed, Frame.Dissect(hex, linkType).Outcome);

    private static string Ipv6Frame(string nextAndHopLimit, string payload)
    {
        var length = payload.Count(c => c != ' ') / 2;
        return Frame.Addresses + $"86dd 60000000 {length:x4} {nextAndHopLimit}" + V6Addresses + payload;
    }
}
