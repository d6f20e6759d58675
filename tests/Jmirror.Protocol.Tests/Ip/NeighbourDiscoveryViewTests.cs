using Jmirror.Protocol.Ip;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Ip;

public sealed class NeighbourDiscoveryViewTests
{
    private const string Advertisement = "8600fea6 4008 0708 00000000 00000000";
    private const string Mtu = "0501 0000 000005aa";
    private const string Prefix = "0304 40c0 00002a30 00001518 00000000 20010db8000000010000000000000fff";

    // nb6-startup.pcap, frame 382, and a prefix of our own behind it.
    [Fact]
    public void TryReadPrefix_Advertisement_GivesEachPrefix()
    {
        var message = Hex.Bytes(
            Advertisement + Mtu + Prefix + Prefix.Replace("0db8", "0db9", StringComparison.Ordinal)
        );

        Assert.True(NeighbourDiscoveryView.TryRead(message, out var view));
        Assert.True(view.IsFromRouter);
        var position = 0;
        Assert.True(view.TryReadPrefix(ref position, out var first));
        Assert.Equal(("2001:db8:0:1::/64", 10800U), (first.Prefix.ToString(), first.ValidLifetime));
        Assert.True(view.TryReadPrefix(ref position, out var second));
        Assert.Equal("2001:db9:0:1::/64", second.Prefix.ToString());
        Assert.False(view.TryReadPrefix(ref position, out _));
    }

    [Theory]
    [InlineData(Mtu)]
    [InlineData("0500 0000 00000000" + Prefix)] // length 0
    [InlineData("0506 0000 00000000" + Prefix)] // longer than the message
    [InlineData("0303 40c0 00002a30 00001518 00000000 20010db800000001")] // a prefix option of another length
    [InlineData("0304 81c0 00002a30 00001518 00000000 20010db8000000010000000000000fff")]
    [InlineData("0304 40c0 00002a30 00001518 00000000 20010db800000001")]
    public void TryReadPrefix_NoneOrBroken_IsFalse(string options)
    {
        Assert.True(NeighbourDiscoveryView.TryRead(Hex.Bytes(Advertisement + options), out var view));
        var position = 0;
        Assert.False(view.TryReadPrefix(ref position, out _));
    }

    // dev-ipoe-dhcp82.pcap, frame 81.
    [Fact]
    public void Target_OfSolicitation_IsTheAddressAskedFor()
    {
        var message = Hex.Bytes("87007b98 00000000 fe800000000000000000000000000001 0101020000000001");

        Assert.True(NeighbourDiscoveryView.TryRead(message, out var view));
        Assert.Equal(NeighbourDiscoveryType.NeighbourSolicitation, view.Type);
        Assert.Equal("fe80::1", IpPrefix.FormatAddress(view.Target));
        Assert.False(view.IsFromRouter);
    }

    [Theory]
    [InlineData("80000000", true)]
    [InlineData("60000000", false)]
    public void IsFromRouter_OfNeighbourAdvertisement_IsItsFlag(string flags, bool expected)
    {
        var message = Hex.Bytes($"88000000 {flags} fe800000000000000000000000000001");

        Assert.True(NeighbourDiscoveryView.TryRead(message, out var view));
        Assert.Equal(expected, view.IsFromRouter);
    }

    [Theory]
    [InlineData("85000000 000000")]
    [InlineData("86000000 40080708 00000000 000000")]
    [InlineData("87000000 00000000 fe8000000000000000000000000000")]
    [InlineData("80000000 00000000 00000000 00000000")] // echo
    [InlineData("86010000 40080708 00000000 00000000")] // code 1
    [InlineData("")]
    public void TryRead_TooShortOrOtherMessage_IsRefused(string hex) =>
        Assert.False(NeighbourDiscoveryView.TryRead(Hex.Bytes(hex), out _));
}
