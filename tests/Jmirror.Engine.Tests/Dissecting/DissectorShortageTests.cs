using Jmirror.Engine.Dissecting;
using Jmirror.Protocol.Link;
using Jmirror.Testing;

namespace Jmirror.Engine.Tests.Dissecting;

/// <summary>Frames that end early: because the capture cut them, or because they are broken.</summary>
public sealed class DissectorShortageTests
{
    // One frame of each kind of header, ending with its packet.
    public static TheoryData<LinkType, string> WholeFrames =>
        new()
        {
            { LinkType.Ethernet, Frame.Addresses + "0800" + Frame.Ipv4 },
            {
                LinkType.Ethernet,
                Frame.Addresses + "0800 4600 0018 0001 0000 40 01 0000 0a000001 c0000202 94040000"
            },
            {
                LinkType.Ethernet,
                Frame.Addresses + "88a8 0001 8100 0007 8864 1100 002a 0022 0021" + Frame.Ipv4
            },
            { LinkType.Ethernet, Frame.Addresses + "8864 1100 002a 000a c021 09010008 12345678" },
            { LinkType.Ethernet, Frame.Addresses + "8847 00010040 00020140" + Frame.Ipv6 },
            { LinkType.Ethernet, Frame.Addresses + "0028 aaaa03 000000 0800" + Frame.Ipv4 },
            {
                LinkType.Ethernet,
                Frame.Addresses
                    + "86dd 60000000 001c 00 40 20010db8000000000000000000000001 20010db8000000000000000000000002"
                    + "3c00 050200000100 1100 010400000000"
                    + Frame.Udp
            },
            {
                LinkType.Ethernet,
                Frame.Addresses
                    + "0800 4500 0046 0001 0000 40 11 0000 0a090001 0a090002 06a5 06a5 0032 0000 0002 000b 000c ff03 0021"
                    + Frame.Ipv4
            },
            { LinkType.Raw, Frame.Ipv6 },
            { LinkType.Null, "02000000" + Frame.Ipv4 },
            { LinkType.LinuxSll, "0000 0001 0006 020000000002 0000 0800" + Frame.Ipv4 },
            { LinkType.LinuxSll2, "86dd 0000 00000003 0001 00 06 020000000002 0000" + Frame.Ipv6 },
            { LinkType.PppWithDirection, "00 ff03 0057" + Frame.Ipv6 },
            { LinkType.PppHdlc, "ff03 0021" + Frame.Ipv4 },
            { LinkType.CiscoHdlc, "0f00 0800" + Frame.Ipv4 },
            { LinkType.PppEther, "1100 002a 0022 0021" + Frame.Ipv4 },
        };

    [Theory]
    [MemberData(nameof(WholeFrames))]
    public void Dissect_EveryPrefixThatTheCaptureLeft_IsTruncated(LinkType linkType, string hex)
    {
        var bytes = Hex.Bytes(hex);
        Assert.Equal(DissectOutcome.Found, Frame.Dissect(hex, linkType).Outcome);
        for (var length = 0; length < bytes.Length; length++)
        {
            var cut = new CapturedFrame(bytes[..length], bytes.Length, linkType);
            var (outcome, key) = Frame.Dissect(cut);
            Assert.True(outcome == DissectOutcome.Truncated, $"{length} of {bytes.Length} bytes: {outcome}");
            Assert.Equal(Dissected.Describe(default), Dissected.Describe(key.Outer));
        }
    }

    [Theory]
    [MemberData(nameof(WholeFrames))]
    public void Dissect_EveryPrefixThatWasAllOnTheWire_IsMalformed(LinkType linkType, string hex)
    {
        var bytes = Hex.Bytes(hex);
        for (var length = 0; length < bytes.Length; length++)
        {
            var (outcome, key) = Frame.Dissect(new CapturedFrame(bytes[..length], length, linkType));
            Assert.True(outcome == DissectOutcome.Malformed, $"{length} of {bytes.Length} bytes: {outcome}");
            Assert.Equal(Dissected.Describe(default), Dissected.Describe(key.Outer));
        }
    }

    [Fact]
    public void Dissect_OnlyPaddingCutOff_IsFound()
    {
        var (outcome, key) = Frame.Dissect(Frame.Addresses + "0800" + Frame.Ipv4, cut: 14);
        Assert.Equal(DissectOutcome.Found, outcome);
        Assert.Equal(32, key.Outer.Length);
    }

    [Fact]
    public void Dissect_CutFrameWhoseHeaderExceedsTheWireToo_IsMalformed()
    {
        var hex = Frame.Addresses + "0800 4500 0121 0001 0000 40 11 0000 0a000001 c0000202" + Frame.Udp;
        Assert.Equal(DissectOutcome.Truncated, Frame.Dissect(hex, cut: 257).Outcome);
        Assert.Equal(DissectOutcome.Malformed, Frame.Dissect(hex, cut: 256).Outcome);
    }

    [Fact]
    public void Dissect_OriginalLengthBelowTheCaptured_CountsAsTheCaptured()
    {
        var bytes = Hex.Bytes(Frame.Addresses + "0800" + Frame.Ipv4);
        foreach (var originalLength in new[] { int.MinValue, -1, 0, bytes.Length - 1 })
            Assert.Equal(
                DissectOutcome.Found,
                Frame.Dissect(new CapturedFrame(bytes, originalLength, LinkType.Ethernet)).Outcome
            );
    }

    [Fact]
    public void Dissect_LargestOriginalLength_DoesNotOverflow() =>
        Assert.Equal(
            DissectOutcome.Truncated,
            Frame
                .Dissect(
                    new CapturedFrame(
                        Hex.Bytes("60000000 0000 11 40").Concat(new byte[32]).ToArray(),
                        int.MaxValue,
                        LinkType.Raw
                    )
                )
                .Outcome
        );
}
