using Jmirror.Protocol.Ip;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Ip;

public sealed class Ipv6ViewTests
{
    private static readonly byte[] Header = Hex.Bytes(
        "6b812345 0008 11 40 20010db8000000000000000000000001 20010db8000000000000000000000002"
    );

    [Fact]
    public void TryRead_WholeHeader_ShowsItsFields()
    {
        Assert.True(Ipv6View.TryRead(Header, out var view));
        Assert.True(view.IsValid);
        Assert.Equal(0xb8, view.TrafficClass);
        Assert.Equal(8, view.PayloadLength);
        Assert.Equal(17, view.NextHeader);
        Assert.Equal("2001:db8::1", IpPrefix.FormatAddress(view.Source));
        Assert.Equal("2001:db8::2", IpPrefix.FormatAddress(view.Destination));
    }

    [Fact]
    public void IsValid_OtherVersion_IsFalse()
    {
        var bytes = Header.ToArray();
        bytes[0] = 0x4b;
        Assert.True(Ipv6View.TryRead(bytes, out var view));
        Assert.False(view.IsValid);
    }

    [Fact]
    public void TryRead_ThirtyNineBytes_Fails() =>
        Assert.False(Ipv6View.TryRead(Header.AsSpan(0, 39), out _));
}
