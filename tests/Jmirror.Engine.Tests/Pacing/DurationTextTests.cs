using CsCheck;
using Jmirror.Engine.Pacing;

namespace Jmirror.Engine.Tests.Pacing;

public class DurationTextTests
{
    private const long Second = 1_000_000_000;

    [Theory]
    [InlineData("250ms", 250_000_000)]
    [InlineData("10s", 10 * Second)]
    [InlineData("1.5s", 1_500_000_000)]
    [InlineData("5m", 300 * Second)]
    [InlineData("1h30m", 5400 * Second)]
    [InlineData("30d", 30 * 86_400 * Second)]
    [InlineData("1d2h3m4s5ms6us7ns", 93_784_005_006_007)]
    [InlineData("100us", 100_000)]
    [InlineData("0s", 0)]
    [InlineData("3650d", DurationText.MaxNanoseconds)]
    public void TryParse_NumbersWithUnits_AddsThem(string text, long nanoseconds)
    {
        Assert.True(DurationText.TryParse(text, out var actual, out var error), error);
        Assert.Equal(nanoseconds, actual);
    }

    [Theory]
    [InlineData("", "\"\" is not a duration such as 250ms, 10s or 1h30m")]
    [InlineData("s", "\"s\" is not a duration such as 250ms, 10s or 1h30m")]
    [InlineData("-1s", "\"-1s\" is not a duration such as 250ms, 10s or 1h30m")]
    [InlineData("1.2.3s", "\"1.2.3s\" is not a duration such as 250ms, 10s or 1h30m")]
    [InlineData("10", "\"10\" lacks a unit: write 10s or 10ms")]
    [InlineData("1h30", "\"1h30\" lacks a unit: write 30s or 30ms")]
    [InlineData("10sec", "\"10sec\": \"sec\" is not a unit; there are d, h, m, s, ms, us and ns")]
    [InlineData("30m1h", "\"30m1h\": each unit once, larger ones first, as in 1h30m")]
    [InlineData("1s1s", "\"1s1s\": each unit once, larger ones first, as in 1h30m")]
    [InlineData("3651d", "\"3651d\" is more than ten years")]
    [InlineData("3650d1ns", "\"3650d1ns\" is more than ten years")]
    [InlineData("0.5ns", "\"0.5ns\" is not a whole number of nanoseconds")]
    public void TryParse_AnythingElse_SaysWhyInOneSentence(string text, string error)
    {
        Assert.False(DurationText.TryParse(text, out var nanoseconds, out var actual));
        Assert.Equal(error, actual);
        Assert.Equal(0, nanoseconds);
    }

    [Fact]
    public void TryParse_AnyText_NeverThrowsAndStaysInRange()
    {
        Gen.Char["0123456789.dhmsun- "]
            .Array[0, 12]
            .Sample(
                characters =>
                {
                    var parsed = DurationText.TryParse(characters, out var nanoseconds, out var error);
                    Assert.Equal(parsed, error is null);
                    Assert.InRange(nanoseconds, 0, DurationText.MaxNanoseconds);
                },
                iter: 50_000
            );
    }
}
