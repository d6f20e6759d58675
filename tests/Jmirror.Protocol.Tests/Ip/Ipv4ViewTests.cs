using Jmirror.Protocol.Ip;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Ip;

public sealed class Ipv4ViewTests
{
    private static readonly byte[] Header = Hex.Bytes(
        "46b8 0020 1234 2001 40 11 0000 0a000001 c0000202 94040000"
    );

    [Fact]
    public void TryRead_WholeHeader_ShowsItsFields()
    {
        Assert.True(Ipv4View.TryRead(Header, out var view));
        Assert.True(view.IsValid);
        Assert.Equal(24, view.HeaderLength);
        Assert.Equal(0xb8, view.TrafficClass);
        Assert.Equal(32, view.TotalLength);
        Assert.Equal(17, view.Protocol);
        Assert.Equal(0x0a000001u, view.Source);
        Assert.Equal(0xc0000202u, view.Destination);
    }

    [Theory]
    [InlineData("0000", false, false)]
    [InlineData("4000", false, false)] // do not fragment
    [InlineData("8000", false, false)] // reserved bit
    [InlineData("2000", true, false)] // first
    [InlineData("2001", true, true)] // middle
    [InlineData("1fff", true, true)] // last
    public void FragmentField_EachForm_TellsWholeFirstAndLater(string field, bool isFragment, bool isLater)
    {
        var bytes = Header.ToArray();
        Hex.Bytes(field).CopyTo(bytes, 6);
        Assert.True(Ipv4View.TryRead(bytes, out var view));
        Assert.Equal((isFragment, isLater), (view.IsFragment, view.IsLaterFragment));
    }

    [Theory]
    [InlineData(0x45, true)]
    [InlineData(0x4f, true)]
    [InlineData(0x44, false)]
    [InlineData(0x40, false)]
    [InlineData(0x65, false)]
    [InlineData(0x55, false)]
    public void IsValid_FirstByte_NeedsVersion4AndFiveWords(byte first, bool expected)
    {
        var bytes = Header.ToArray();
        bytes[0] = first;
        Assert.True(Ipv4View.TryRead(bytes, out var view));
        Assert.Equal(expected, view.IsValid);
    }

    [Fact]
    public void TryRead_NineteenBytes_Fails() => Assert.False(Ipv4View.TryRead(Header.AsSpan(0, 19), out _));
}
