using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;
using Jmirror.Testing;
using Jmirror.Traffic.Applications.Captures;

namespace Jmirror.Traffic.Tests.Applications.Captures;

public sealed class CaptureTemplateBuilderTests
{
    private static readonly Ipv4Address Subscriber = new(0x0a00_0001);

    // 2001:db8:1::5 to 2001:db8:2::1 and 2001:db8:1::6 to the same: one household, two devices. No next header.
    private const string FirstDevice =
        "60000000 0000 3b40 20010db8000100000000000000000005 20010db8000200000000000000000001";
    private const string SecondDevice =
        "60000000 0000 3b40 20010db8000100000000000000000006 20010db8000200000000000000000001";

    [Fact]
    public void Add_WithoutAddress_TakesTheOneThatMostPacketsHave()
    {
        // 10.0.0.1 with 10.0.0.2 and with 10.0.0.3, which it asks last.
        const string Other = "4500001c 00010000 401166cc 0a000001 0a000003 03e807d0 00080000";
        var packets = new CaptureTemplateBuilder()
            .Add(CaptureFrames.Downstream, CaptureFrames.Upstream, Other)
            .Replay();
        Assert.Equal([true, false, false], packets.Select(packet => packet.IsDownstream));
    }

    [Fact]
    public void Add_OtherAddresses_AreSkippedAndCounted()
    {
        const string Stranger = "4500001c 00010000 401166c9 0a000003 0a000002 03e807d0 00080000";
        var builder = new CaptureTemplateBuilder(Subscriber).Add(
            CaptureFrames.Upstream,
            Stranger,
            FirstDevice
        );
        Assert.Single(builder.Replay());
        Assert.Equal(2, builder.Skipped(CaptureSkip.OtherAddress));
    }

    [Fact]
    public void Add_FramesOfNoUse_AreCountedByReason()
    {
        var builder = new CaptureTemplateBuilder(Subscriber, maxLength: 30).Add(CaptureFrames.Upstream);
        var packet = Hex.Bytes(CaptureFrames.Upstream);
        var longer = Hex.Bytes(CaptureFrames.Upstream + "00");
        longer[3]++;
        builder.AddFrame(Hex.Bytes("ffffffffffff 020000000001 0806 0001"), LinkType.Ethernet);
        builder.AddFrame(packet[..^1], LinkType.Raw, originalLength: packet.Length);
        builder.AddFrame(packet[..^1], LinkType.Raw);
        builder.AddFrame(packet, (LinkType)9999);
        builder.AddFrame(longer, LinkType.Raw);
        Assert.Single(builder.Replay());
        Assert.Equal(1, builder.Skipped(CaptureSkip.NonIp));
        Assert.Equal(1, builder.Skipped(CaptureSkip.Truncated));
        Assert.Equal(1, builder.Skipped(CaptureSkip.Malformed));
        Assert.Equal(1, builder.Skipped(CaptureSkip.UnsupportedLinkType));
        Assert.Equal(1, builder.Skipped(CaptureSkip.TooLong));
        Assert.Equal(0, builder.Skipped(CaptureSkip.OtherAddress));
    }

    [Fact]
    public void Add_PacketsInsideL2tp_AreTheSubscribersAndNotTheTunnels()
    {
        // L2TP data message without length, PPP without address and control: the packet above inside.
        const string Tunnel =
            "45000042 00010000 40110000 c0000201 c0000202 06a506a5 002e0000 0002 0001 0001 0021 ";
        var packets = new CaptureTemplateBuilder(Subscriber).Add(Tunnel + CaptureFrames.Upstream).Replay();
        Assert.Equal(30, Assert.Single(packets).Bytes.Length);
    }

    [Fact]
    public void TryBuild_DevicesOfOneNetwork_AreOneSubscriberAndStayTwoDevices()
    {
        var packets = new CaptureTemplateBuilder(ipv6: IpPrefix.ReadIpv6(Hex.Bytes(FirstDevice).AsSpan(8)))
            .Add(FirstDevice, SecondDevice)
            .Replay();
        Hex.AssertEqual(Hex.Bytes("20010db8000000070000000000000005"), packets[0].Bytes.AsSpan(8, 16));
        Hex.AssertEqual(Hex.Bytes("20010db8000000070000000000000006"), packets[1].Bytes.AsSpan(8, 16));
    }

    [Fact]
    public void TryBuild_BothFamilies_KeepsTheirOrder()
    {
        Assert.True(
            new CaptureTemplateBuilder()
                .Add(CaptureFrames.Upstream, FirstDevice, SecondDevice, CaptureFrames.Downstream)
                .TryBuild(out var template)
        );
        Assert.Equal(4, template.Count);
        Assert.True(template.HasIpv4 && template.HasIpv6);
    }

    [Fact]
    public void Add_MoreThanTheMemorySetAside_IsSkippedAndCounted()
    {
        var builder = new CaptureTemplateBuilder(maxBytes: 59).Add(
            CaptureFrames.Upstream,
            CaptureFrames.Downstream
        );
        Assert.Single(builder.Replay());
        Assert.Equal(1, builder.Skipped(CaptureSkip.NoRoom));
    }

    [Fact]
    public void TryBuild_NothingOfUse_IsFalse() => Assert.False(new CaptureTemplateBuilder().TryBuild(out _));
}
