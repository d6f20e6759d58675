using System.Globalization;
using CsCheck;
using Jmirror.Engine.Pacing;

namespace Jmirror.Engine.Tests.Pacing;

public class RateTextTests
{
    [Theory]
    [InlineData("1000", "1000")]
    [InlineData("1.5", "1.5")]
    [InlineData("0.1", "0.1")]
    [InlineData(".5", "0.5")]
    [InlineData("500k", "500000")]
    [InlineData("1.2M", "1200000")]
    [InlineData("14.88095M", "14880950")]
    [InlineData("1.000000001k", "1000.000001")]
    [InlineData("1G", "1000000000")]
    [InlineData("0.000001", "0.000001")]
    public void TryParse_NumberWithOrWithoutMultiple_IsTheExactDecimal(string text, string value)
    {
        Assert.True(RateText.TryParse(text, PacingSchedule.MaxRate, out var rate, out var error), error);
        Assert.Equal(decimal.Parse(value, CultureInfo.InvariantCulture), rate);
    }

    [Theory]
    [InlineData("", "\"\" is not a number such as 1000, 1.5, 500k or 1.2M")]
    [InlineData("k", "\"k\" is not a number such as 1000, 1.5, 500k or 1.2M")]
    [InlineData("fast", "\"fast\" is not a number such as 1000, 1.5, 500k or 1.2M")]
    [InlineData("-1", "\"-1\" is not a number such as 1000, 1.5, 500k or 1.2M")]
    [InlineData("1e3", "\"1e3\" is not a number such as 1000, 1.5, 500k or 1.2M")]
    [InlineData("1,000", "\"1,000\" is not a number such as 1000, 1.5, 500k or 1.2M")]
    [InlineData("1.2m", "\"1.2m\" is not a number such as 1000, 1.5, 500k or 1.2M")]
    [InlineData("0", "\"0\" is not more than 0")]
    [InlineData("0.0k", "\"0.0k\" is not more than 0")]
    [InlineData("1.1G", "\"1.1G\" is more than 1,000,000,000")]
    [InlineData(
        "79228162514264337593543950335G",
        "\"79228162514264337593543950335G\" is more than 1,000,000,000"
    )]
    [InlineData("1.0000000001k", "\"1.0000000001k\" has more than 6 decimals")]
    [InlineData("0.0000001", "\"0.0000001\" has more than 6 decimals")]
    public void TryParse_AnythingElse_SaysWhyInOneSentence(string text, string error)
    {
        Assert.False(RateText.TryParse(text, PacingSchedule.MaxRate, out var rate, out var actual));
        Assert.Equal(error, actual);
        Assert.Equal(0, rate);
    }

    [Fact]
    public void TryParse_AnyText_NeverThrowsAndGivesARateOrAnError()
    {
        Gen.Char["0123456789.kMG-+e ,"]
            .Array[0, 12]
            .Sample(
                characters =>
                {
                    var parsed = RateText.TryParse(
                        characters,
                        PacingSchedule.MaxRate,
                        out var rate,
                        out var error
                    );
                    Assert.Equal(parsed, error is null);
                    if (parsed)
                        Assert.NotNull(PacingSchedule.CopiesPerSecond(rate));
                },
                iter: 50_000
            );
    }
}
