using Jmirror.Cli.Options;
using Jmirror.Traffic.Plans;

namespace Jmirror.Cli.Tests.Options;

/// <summary>How a command line writes shares, lengths, VLAN ids and durations.</summary>
public sealed class TrafficTextTests
{
    private const long Second = 1_000_000_000;

    [Fact]
    public void Access_WithAndWithoutWeights_IsReadInOrder()
    {
        Assert.True(TrafficText.TryParseAccess("ipoe=2,PPPoE,l2tp=10", out var access, out _));
        Assert.Equal(
            [
                new AccessShare(AccessKind.Ipoe, 2),
                new AccessShare(AccessKind.Pppoe, 1),
                new AccessShare(AccessKind.L2tp, 10),
            ],
            access!
        );
    }

    [Theory]
    [InlineData("", "'' is not one of ipoe, pppoe, l2tp")]
    [InlineData("dsl", "'dsl' is not one of ipoe, pppoe, l2tp")]
    [InlineData("ipoe,", "'' is not one of ipoe, pppoe, l2tp")]
    [InlineData("1", "'1' is not one of")]
    [InlineData("ipoe=", "'' is no weight for ipoe")]
    [InlineData("ipoe=0", "'0' is no weight for ipoe")]
    [InlineData("ipoe=-1", "'-1' is no weight for ipoe")]
    [InlineData("ipoe=1.5", "'1.5' is no weight for ipoe")]
    [InlineData("ipoe=99999999999", "is no weight for ipoe")]
    public void Access_OtherText_IsRefusedWithItsPart(string text, string part)
    {
        Assert.False(TrafficText.TryParseAccess(text, out _, out var error));
        Assert.Contains(part, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Mix_WithFractions_IsReadInOrder()
    {
        Assert.True(TrafficText.TryParseMix("http=2.5,voip,Capture=0.1", out var mix, out _));
        Assert.Equal(
            [
                new MixShare(ApplicationKind.Http, 2.5m),
                new MixShare(ApplicationKind.Voip, 1),
                new MixShare(ApplicationKind.Capture, 0.1m),
            ],
            mix!
        );
    }

    [Theory]
    [InlineData("web", "'web' is not one of udp, voip, http, tls, dns, icmp, ppp, capture")]
    [InlineData("udp=0", "'0' is no weight for udp: write a number above 0")]
    [InlineData("udp=many", "'many' is no weight for udp")]
    [InlineData("udp=1=2", "'1=2' is no weight for udp")]
    public void Mix_OtherText_IsRefusedWithItsPart(string text, string part)
    {
        Assert.False(TrafficText.TryParseMix(text, out _, out var error));
        Assert.Contains(part, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Sizes_OneARangeAndSeveral_AreReadInOrder()
    {
        Assert.True(TrafficText.TryParseSizes("110,64-1400=3,1500=2", out var sizes, out _));
        Assert.Equal(
            [new SizeRange(110, 110, 1), new SizeRange(64, 1400, 3), new SizeRange(1500, 1500, 2)],
            sizes!.Ranges
        );
    }

    [Theory]
    [InlineData("imix")]
    [InlineData("IMIX")]
    [InlineData("40=7,576=4,1500=1")]
    public void Sizes_Imix_IsTheMixOfThree(string text)
    {
        Assert.True(TrafficText.TryParseSizes(text, out var sizes, out _));
        Assert.Equal(SizeDistribution.Imix.Ranges, sizes!.Ranges);
    }

    [Theory]
    [InlineData("")]
    [InlineData("small")]
    [InlineData("1400-64")]
    [InlineData("64-")]
    [InlineData("64=0")]
    [InlineData("64=1.5")]
    [InlineData("64,imix")]
    [InlineData("-64")]
    public void Sizes_OtherText_IsRefused(string text)
    {
        Assert.False(TrafficText.TryParseSizes(text, out _, out var error));
        Assert.Contains("is no length", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7", 7, 7)]
    [InlineData("100-199", 100, 199)]
    [InlineData("1-4094", 1, 4094)]
    public void Vlans_OneOrARange_AreRead(string text, int first, int last)
    {
        Assert.True(TrafficText.TryParseVlans(text, out var vlans));
        Assert.Equal(new VlanRange((ushort)first, (ushort)last), vlans);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("4095")]
    [InlineData("5-4")]
    [InlineData("1-65537")]
    [InlineData("1-2-3")]
    public void Vlans_OtherText_IsRefused(string text) =>
        Assert.False(TrafficText.TryParseVlans(text, out _));

    [Theory]
    [InlineData("10s", DurationShape.Fixed, 10 * Second)]
    [InlineData("fixed:10s", DurationShape.Fixed, 10 * Second)]
    [InlineData("uniform:500ms", DurationShape.Uniform, Second / 2)]
    [InlineData("exponential:1m30s", DurationShape.Exponential, 90 * Second)]
    public void Durations_AShapeAndItsMean_AreRead(string text, DurationShape shape, long mean)
    {
        Assert.True(TrafficText.TryParseDurations(text, out var durations, out _));
        Assert.Equal(new DurationDistribution(shape, mean), durations);
    }

    [Theory]
    [InlineData("soon", "soon")]
    [InlineData("0s", "'0s' is not more than 0")]
    [InlineData("gauss:10s", "'gauss' is not one of fixed, uniform, exponential")]
    [InlineData(":10s", "'' is not one of fixed, uniform, exponential")]
    [InlineData("uniform:", "")]
    public void Durations_OtherText_IsRefusedWithItsPart(string text, string part)
    {
        Assert.False(TrafficText.TryParseDurations(text, out _, out var error));
        Assert.Contains(part, error, StringComparison.Ordinal);
    }
}
