using System.Net;
using CsCheck;
using Jmirror.Protocol.Ip;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Ip;

public sealed class Ipv4AddressTests
{
    [Theory]
    [InlineData("192.0.2.1", 0xc0000201u)]
    [InlineData("0.0.0.0", 0u)]
    [InlineData("255.255.255.255", 0xffffffffu)]
    public void TryParse_FourNumbers_ReadsFirstHighest(string text, uint value)
    {
        Assert.True(Ipv4Address.TryParse(text, out var address));
        Assert.Equal(value, address.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("10.1")]
    [InlineData("10.1.2")]
    [InlineData("3232235777")]
    [InlineData("10.0.0.256")]
    [InlineData("10.0.0.")]
    [InlineData("10.0.0.1.")]
    [InlineData("10..0.1")]
    [InlineData(" 10.0.0.1")]
    [InlineData("0x0a.0.0.1")]
    [InlineData("10.0.0.1/32")]
    [InlineData("::ffff:10.0.0.1")]
    public void TryParse_AnythingElse_IsRefused(string text) =>
        Assert.False(Ipv4Address.TryParse(text, out _));

    [Fact]
    public void TextWireAndFrameworkForm_OfAnyAddress_RoundTrip() =>
        Gen.UInt.Sample(
            value =>
            {
                var address = new Ipv4Address(value);
                Assert.True(Ipv4Address.TryParse(address.ToString(), out var parsed));
                Assert.Equal(address, parsed);
                Assert.Equal(address, Ipv4Address.FromIPAddress(address.ToIPAddress()));
                Assert.Equal(address.ToIPAddress().ToString(), address.ToString());

                byte[] wire = [0xa5, 0xa5, 0xa5, 0xa5, 0xa5];
                address.Write(wire);
                Assert.Equal(address, Ipv4Address.Read(wire));
                Assert.Equal(0xa5, wire[Ipv4Address.Length]);
            },
            iter: 10_000
        );

    [Fact]
    public void Write_KnownAddress_IsInNetworkOrder()
    {
        var wire = new byte[Ipv4Address.Length];
        new Ipv4Address(0xc0000201).Write(wire);
        Hex.AssertEqual(Hex.Bytes("c0 00 02 01"), wire);
    }

    [Fact]
    public void FromIPAddress_Ipv6_Throws() =>
        Assert.Throws<ArgumentException>(() => Ipv4Address.FromIPAddress(IPAddress.IPv6Loopback));
}
