using Jmirror.Engine.Subscribers;
using Jmirror.Testing;

namespace Jmirror.Engine.Tests.Subscribers;

public sealed class IdentityTextTests
{
    [Theory]
    [InlineData("616c696365406973702e6578616d706c65", "alice@isp.example")]
    [InlineData("657468203020", "eth 0 ")]
    [InlineData("c3a9f09f9880", "é😀")]
    public void PrintableUtf8_IsText(string hex, string text) =>
        Assert.Equal(text, IdentityText.Of(Hex.Bytes(hex)));

    [Theory]
    [InlineData("00")]
    [InlineData("616200")]
    [InlineData("c3")] // cut short
    [InlineData("ff41")]
    [InlineData("7f")] // delete
    [InlineData("e2808b")] // zero width space
    [InlineData("e280a8")] // line separator
    [InlineData("ee8080")] // private use
    public void OtherBytes_AreDigits(string hex) => Assert.Equal($"0x{hex}", IdentityText.Of(Hex.Bytes(hex)));

    [Fact]
    public void NoBytes_AreNoIdentity() => Assert.Null(IdentityText.Of([]));
}
