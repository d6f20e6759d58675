using Jmirror.Protocol.Link;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Link;

public sealed class PppHeaderTests
{
    [Theory]
    [InlineData("ff03 0021 45", 0x0021, 4)]
    [InlineData("ff03 c021 01", 0xc021, 4)]
    [InlineData("ff03 21 45", 0x0021, 3)]
    [InlineData("ff03 0021", 0x0021, 4)]
    [InlineData("0057 60", 0x0057, 2)]
    [InlineData("8021 01", 0x8021, 2)]
    [InlineData("57 60", 0x0057, 1)]
    [InlineData("21", 0x0021, 1)]
    public void TryRead_EveryForm_ShowsTheUncompressedProtocol(string hex, int protocol, int length)
    {
        Assert.True(PppHeader.TryRead(Hex.Bytes(hex), out var header));
        Assert.Equal(new PppHeader((PppProtocol)protocol, length), header);
        Assert.True(header.IsValid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("c0")]
    [InlineData("ff")]
    [InlineData("ff03")]
    [InlineData("ff03 80")]
    public void TryRead_Short_Fails(string hex) => Assert.False(PppHeader.TryRead(Hex.Bytes(hex), out _));

    [Theory]
    [InlineData("0020 45")]
    [InlineData("ff03 c020 01")]
    [InlineData("0000")]
    [InlineData("ff01")]
    [InlineData("00ff 03")]
    public void IsValid_NumberThatCannotBe_IsFalse(string hex)
    {
        Assert.True(PppHeader.TryRead(Hex.Bytes(hex), out var header));
        Assert.False(header.IsValid);
    }
}
