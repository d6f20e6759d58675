using Jmirror.Protocol.Ip;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Ip;

public sealed class JumboPayloadTests
{
    [Theory]
    [InlineData("0600 c204 00010000", 65_536u)]
    [InlineData("0600 c204 ffffffff", uint.MaxValue)]
    [InlineData("0601 0502 0000 0000 c204 00020001 0000", 131_073u)]
    public void TryFind_Option_ShowsItsLength(string hex, uint expected)
    {
        Assert.True(JumboPayload.TryFind(Hex.Bytes(hex), out var length));
        Assert.Equal(expected, length);
    }

    [Theory]
    [InlineData("0600 c204 0000ffff")] // small enough for the header's own field
    [InlineData("0600 0502 0000 0100")] // router alert only
    [InlineData("0600 c203 00010000")]
    [InlineData("0600 0105 00010000")] // option beyond the header
    [InlineData("0600 00000000 00c2")] // half an option
    [InlineData("0601 c204 00010000")] // header beyond the bytes
    [InlineData("0600 c204 000100")]
    [InlineData("06")]
    [InlineData("")]
    public void TryFind_NoValidOption_Fails(string hex) =>
        Assert.False(JumboPayload.TryFind(Hex.Bytes(hex), out _));
}
