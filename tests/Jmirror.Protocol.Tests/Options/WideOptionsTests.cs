using Jmirror.Protocol.Options;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Options;

public sealed class WideOptionsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("0001 0001 aa 0102 0000 0003 0002 4142", "1:aa 258: 3:4142")]
    [InlineData("0001 0001 aa 0002 00", "1:aa")]
    [InlineData("0001 0001 aa 0002 0003 bbcc", "1:aa")]
    public void List_GivesOptionsUpToTheFirstThatDoesNotFit(string hex, string expected)
    {
        var words = new List<string>();
        foreach (var option in new WideOptions(Hex.Bytes(hex)))
            words.Add($"{option.Type}:{Convert.ToHexStringLower(option.Value)}");

        Assert.Equal(expected, string.Join(' ', words));
    }

    [Fact]
    public void Find_SeveralOfAType_IsTheFirst() =>
        Assert.Equal("B"u8, new WideOptions(Hex.Bytes("0001000141 0002000142 0002000143")).Find(2));
}
