using Jmirror.Cli.Options;

namespace Jmirror.Cli.Tests.Options;

/// <summary>A number of things, or a share of them.</summary>
public sealed class PartTests
{
    [Theory]
    [InlineData("0", 1000, 0)]
    [InlineData("7", 1000, 7)]
    [InlineData("0%", 1000, 0)]
    [InlineData("1%", 1000, 10)]
    [InlineData("12.5%", 1000, 125)]
    [InlineData("100%", 1000, 1000)]
    [InlineData("0.1%", 10, 1)]
    [InlineData("33.4%", 10, 4)]
    public void Part_OfAll_IsTheNumberOrTheShareRoundedUp(string text, int all, int expected)
    {
        Assert.True(Part.TryParse(text, out var part));
        Assert.Equal(text.EndsWith('%'), part.IsShare);
        Assert.Equal(expected, part.Of(all));
    }

    [Theory]
    [InlineData("")]
    [InlineData("%")]
    [InlineData("-1")]
    [InlineData("-1%")]
    [InlineData("1.5")]
    [InlineData("1,5%")]
    [InlineData("100.01%")]
    [InlineData("1e2%")]
    [InlineData(" 1%")]
    [InlineData("3000000000")]
    [InlineData("0x10")]
    public void OtherText_IsNoPart(string text) => Assert.False(Part.TryParse(text, out _));
}
