using System.Net;
using CsCheck;
using Jmirror.Protocol.Ip;

namespace Jmirror.Protocol.Tests.Ip;

public sealed class IpPrefixTests
{
    [Theory]
    [InlineData("10.0.0.0/8", "10.0.0.0/8")]
    [InlineData("10.0.0.1", "10.0.0.1")]
    [InlineData("10.0.0.1/32", "10.0.0.1")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("2001:DB8::/32", "2001:db8::/32")]
    [InlineData("2001:db8::1/128", "2001:db8::1")]
    [InlineData("::/0", "::/0")]
    [InlineData("::", "::")]
    public void TryParse_Prefix_ReadsAndWritesItsOwnFamilysNotation(string text, string expected)
    {
        Assert.True(IpPrefix.TryParse(text, out var prefix));
        Assert.Equal(expected, prefix.ToString());
        Assert.Equal(!text.Contains(':', StringComparison.Ordinal), prefix.IsIpv4);
    }

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0.1/24")] // bits beyond the length
    [InlineData("2001:db8::1/64")]
    [InlineData("10.0.0.0/33")]
    [InlineData("2001:db8::/129")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/+8")]
    [InlineData("10.0.0.0/8/8")]
    [InlineData("10.0.0/8")]
    [InlineData("fe80::1%eth0")]
    [InlineData("[2001:db8::1]")]
    [InlineData("::ffff:10.0.0.1")] // would be read as IPv4
    [InlineData("::ffff:0:0/96")]
    [InlineData("alice")]
    public void TryParse_AnythingElse_IsRefused(string text) => Assert.False(IpPrefix.TryParse(text, out _));

    [Fact]
    public void Contains_AnyIpv4PrefixAndAddress_AgreesWithTheFramework() =>
        Gen.Select(Gen.UInt, Gen.Int[0, 32], Gen.UInt, Gen.Int[0, 32])
            .Sample(
                (network, length, other, common) =>
                {
                    var mask = length == 0 ? 0 : uint.MaxValue << (32 - length);
                    network &= mask;
                    // Purely random addresses would hardly ever lie inside.
                    var commonMask = common == 0 ? 0 : uint.MaxValue << (32 - common);
                    var address = (network & commonMask) | (other & ~commonMask);
                    var text = $"{new Ipv4Address(network)}/{length}";
                    Assert.True(IpPrefix.TryParse(text, out var prefix));
                    Assert.Equal(
                        IPNetwork.Parse(text).Contains(new Ipv4Address(address).ToIPAddress()),
                        prefix.Contains(IpPrefix.FromIpv4(address))
                    );
                },
                iter: 20_000
            );

    [Fact]
    public void Contains_AnyIpv6PrefixAndAddress_AgreesWithTheFramework() =>
        Gen.Select(Gen.Byte.Array[16], Gen.Int[0, 128], Gen.Byte.Array[16], Gen.Int[0, 128])
            .Sample(
                (network, length, other, common) =>
                {
                    network[0] = other[0] = 0x20; // outside ::ffff:0:0/96
                    var start = IpPrefix.ReadIpv6(network) & Mask(length);
                    var address = (start & Mask(common)) | (IpPrefix.ReadIpv6(other) & ~Mask(common));
                    var text = $"{IpPrefix.FormatAddress(start)}/{length}";
                    Assert.True(IpPrefix.TryParse(text, out var prefix));
                    Assert.Equal(
                        IPNetwork.Parse(text).Contains(IPAddress.Parse(IpPrefix.FormatAddress(address))),
                        prefix.Contains(address)
                    );
                },
                iter: 20_000
            );

    [Theory]
    [InlineData("0.0.0.0/0", "10.0.0.1", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("0.0.0.0/0", "::1", false)]
    [InlineData("::/0", "2001:db8::1", true)]
    [InlineData("::/0", "::1", true)]
    [InlineData("::/0", "10.0.0.1", false)]
    [InlineData("::/80", "10.0.0.1", false)]
    [InlineData("2000::/3", "10.0.0.1", false)]
    public void Contains_AddressOfTheOtherFamily_IsFalse(string prefixText, string address, bool expected)
    {
        Assert.True(IpPrefix.TryParse(prefixText, out var prefix));
        Assert.True(IpPrefix.TryParse(address, out var single));
        Assert.Equal(expected, prefix.Contains(single.Address));
    }

    [Fact]
    public void TryParse_OfToString_GivesTheSamePrefix() =>
        Gen.Select(Gen.Byte.Array[16], Gen.Int[0, 128])
            .Where((bytes, length) => IpPrefix.ReadIpv6(bytes) >> 32 != 0xffff || length == 128)
            .Sample(
                (bytes, length) =>
                {
                    var prefix = new IpPrefix(IpPrefix.ReadIpv6(bytes) & Mask(length), length);
                    Assert.True(IpPrefix.TryParse(prefix.ToString(), out var parsed));
                    Assert.Equal(prefix, parsed);
                },
                iter: 10_000
            );

    private static UInt128 Mask(int length) => length == 0 ? 0 : UInt128.MaxValue << (128 - length);
}
