using Jmirror.Protocol.Options;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Options;

public sealed class NarrowOptionsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("0101aa 0200 03024142", "1:aa 2: 3:4142")]
    [InlineData("0101aa 02", "1:aa")]
    [InlineData("0101aa 0203bbcc", "1:aa")]
    public void LengthOfValue_GivesOptionsUpToTheFirstThatDoesNotFit(string hex, string expected) =>
        Assert.Equal(expected, Describe(hex, OptionLength.OfValue));

    [Theory]
    [InlineData("0103aa 0202 03044142", "1:aa 2: 3:4142")]
    [InlineData("0103aa 0201 03044142", "1:aa")]
    [InlineData("0103aa 0200 03044142", "1:aa")]
    [InlineData("0103aa 0204bb", "1:aa")]
    public void LengthOfOption_GivesOptionsUpToTheFirstThatDoesNotFit(string hex, string expected) =>
        Assert.Equal(expected, Describe(hex, OptionLength.OfOption));

    [Fact]
    public void Find_SeveralOfAType_IsTheFirst() =>
        Assert.Equal(
            "B"u8,
            new NarrowOptions(Hex.Bytes("010141 020142 020143"), OptionLength.OfValue).Find(2)
        );

    private static string Describe(string hex, OptionLength counts)
    {
        var words = new List<string>();
        foreach (var option in new NarrowOptions(Hex.Bytes(hex), counts))
            words.Add($"{option.Type}:{Convert.ToHexStringLower(option.Value)}");
        return string.Join(' ', words);
    }
}
