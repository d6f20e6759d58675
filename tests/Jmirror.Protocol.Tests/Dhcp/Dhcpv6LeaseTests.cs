using Jmirror.Protocol.Dhcp;
using Jmirror.Protocol.Ip;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Dhcp;

public sealed class Dhcpv6LeaseTests
{
    private const string Address = "20010db800000000000000000000ffff";

    [Fact]
    public void TryRead_Address_IsAWholeAddress()
    {
        Assert.True(Dhcpv6Lease.TryRead(5, Hex.Bytes($"{Address} 00000384 00000708"), out var lease));
        Assert.Equal(("2001:db8::ffff", 1800U), (lease.Prefix.ToString(), lease.ValidLifetime));
    }

    [Fact]
    public void TryRead_PrefixWithBitsBeyondItsLength_ClearsThem()
    {
        Assert.True(Dhcpv6Lease.TryRead(26, Hex.Bytes($"00000384 00000708 38 {Address}"), out var lease));
        Assert.True(IpPrefix.TryParse("2001:db8::/56", out var expected));
        Assert.Equal(new Dhcpv6Lease(expected, 1800), lease);
    }

    [Theory]
    [InlineData(5, "20010db8000000000000000000000009 00000384 000007")]
    [InlineData(26, "00000384 00000708 38 20010db80000000000000000000000")]
    [InlineData(26, "00000384 00000708 81 20010db8000000000000000000000009")]
    [InlineData(13, "20010db8000000000000000000000009 00000384 00000708")]
    public void TryRead_TooShortTooLongPrefixOrOtherOption_IsRefused(ushort code, string hex) =>
        Assert.False(Dhcpv6Lease.TryRead(code, Hex.Bytes(hex), out _));

    [Theory]
    [InlineData(3, "00000001 00000000 00000000", true)]
    [InlineData(3, "00000001 00000000 000000", false)]
    [InlineData(4, "00000001", true)]
    [InlineData(4, "000000", false)]
    [InlineData(25, "00000001 00000000 00000000", true)]
    [InlineData(1, "00000001 00000000 00000000", false)]
    public void Association_HasItsOwnHeaderLength(ushort code, string hex, bool isRead) =>
        Assert.Equal(isRead, Dhcpv6Association.TryRead(code, Hex.Bytes(hex), out _));
}
