using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Radius;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Radius;

public sealed class RadiusValuesTests
{
    [Theory]
    [InlineData("0040 20010db800010000", "2001:db8:1::/64")]
    [InlineData("0040 20010db8000100000000000000000000", "2001:db8:1::/64")]
    [InlineData("0038 20010db8000100", "2001:db8:1::/56")]
    [InlineData("0000", "::/0")]
    [InlineData("0030 20010db80001ffff", "2001:db8:1::/48")] // bits beyond the length
    [InlineData("ff40 20010db800010000", "2001:db8:1::/64")] // the reserved byte is not looked at
    public void TryReadIpv6Prefix_Prefix_IsRead(string hex, string expected)
    {
        Assert.True(RadiusValues.TryReadIpv6Prefix(Hex.Bytes(hex), out var prefix));
        Assert.True(IpPrefix.TryParse(expected, out var wanted));
        Assert.Equal(wanted, prefix);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("0081 20010db8000100000000000000000000")]
    [InlineData("0040 20010db8000100")] // 56 bits held, 64 promised
    [InlineData("0040 20010db800010000000000000000000000")] // 17 bytes
    [InlineData("0080 00000000000000000000ffff0a000001")] // would be 10.0.0.1
    public void TryReadIpv6Prefix_AnythingElse_Fails(string hex) =>
        Assert.False(RadiusValues.TryReadIpv6Prefix(Hex.Bytes(hex), out _));

    [Fact]
    public void TryReadIpv6_SixteenBytes_AreRead()
    {
        Assert.True(RadiusValues.TryReadIpv6(Hex.Bytes("20010db8000000000000000000000007"), out var address));
        Assert.Equal("2001:db8::7", IpPrefix.FormatAddress(address));
        Assert.False(RadiusValues.TryReadIpv6(Hex.Bytes("20010db80000000000000000000007"), out _));
        Assert.False(RadiusValues.TryReadIpv6(Hex.Bytes("00000000000000000000ffff0a000001"), out _));
    }

    [Theory]
    [InlineData("0a000007", true)]
    [InlineData("0a0000", false)]
    [InlineData("0a00000700", false)]
    [InlineData("", false)]
    public void FourBytes_AreNumberAndAddress_NothingElseIs(string hex, bool isRead)
    {
        Assert.Equal(isRead, RadiusValues.TryReadNumber(Hex.Bytes(hex), out var number));
        Assert.Equal(isRead ? 0x0a000007u : 0, number);
        Assert.Equal(isRead, RadiusValues.TryReadIpv4(Hex.Bytes(hex), out var address));
        Assert.Equal(number, address.Value);
    }

    [Fact]
    public void Secret_InText_IsHidden()
    {
        var secret = new RadiusSecret("testing123");
        Assert.Equal("(hidden)", $"{secret}");
        Assert.Equal(secret, RadiusVectors.Secret);
        Assert.NotEqual(secret, new RadiusSecret("testing124"));
        Assert.Throws<ArgumentException>(() => new RadiusSecret(""));
        Assert.Throws<ArgumentException>(() => new RadiusSecret(new string('x', 257)));
    }
}
