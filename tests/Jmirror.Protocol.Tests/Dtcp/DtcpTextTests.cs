using System.Text;
using CsCheck;
using Jmirror.Protocol.Dtcp;

namespace Jmirror.Protocol.Tests.Dtcp;

public sealed class DtcpTextTests
{
    [Theory]
    [InlineData("alice@isp.example", "alice@isp.example")]
    [InlineData(@"a\032b", "a b")]
    [InlineData("a b", "a b")]
    [InlineData(@"\092", @"\")]
    [InlineData(@"\195\169", "é")]
    [InlineData("é", "é")]
    [InlineData(@"\000\004\007", "0x000407")]
    [InlineData(@"\195", "0xc3")]
    [InlineData("", "")]
    public void Value_StandsForText(string value, string text)
    {
        Assert.True(DtcpText.TryDecode(Encoding.UTF8.GetBytes(value), out var decoded));

        Assert.Equal(text, decoded);
    }

    [Theory]
    [InlineData("\\")]
    [InlineData("\\1")]
    [InlineData("\\12")]
    [InlineData("\\256")]
    [InlineData("\\-12")]
    [InlineData("\\ 12")]
    [InlineData("a\u0000")]
    [InlineData("a\rb")]
    public void Value_WithABrokenEscapeOrAControlCharacter_IsNone(string value) =>
        Assert.False(DtcpText.TryDecode(Encoding.UTF8.GetBytes(value), out _));

    [Fact]
    public void Text_EncodedAndDecoded_IsTheSame() =>
        Gen.Char[' ', '\u07ff']
            .Where(c => !char.IsControl(c))
            .Array[0, 40]
            .Select(chars => new string(chars))
            .Sample(text =>
            {
                var encoded = DtcpText.Encode(text);
                Assert.False(encoded.Contains(' ', StringComparison.Ordinal));
                Assert.True(DtcpText.TryDecode(Encoding.UTF8.GetBytes(encoded), out var decoded));
                Assert.Equal(text, decoded);
            });
}
