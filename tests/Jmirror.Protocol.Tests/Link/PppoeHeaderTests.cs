using Jmirror.Protocol.Link;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Link;

public sealed class PppoeHeaderTests
{
    [Theory]
    [InlineData("1100 002a 0016", true)]
    [InlineData("1109 002a 0016", false)] // a discovery code
    [InlineData("2100 002a 0016", false)]
    [InlineData("1200 002a 0016", false)]
    public void TryRead_SixBytes_ShowSessionAndLength(string hex, bool isSession)
    {
        Assert.True(PppoeHeader.TryRead(Hex.Bytes(hex), out var header));
        Assert.Equal(new PppoeHeader(isSession, 42, 22), header);
    }

    [Fact]
    public void TryRead_FiveBytes_Fails() =>
        Assert.False(PppoeHeader.TryRead(Hex.Bytes("1100 002a 00"), out _));
}
