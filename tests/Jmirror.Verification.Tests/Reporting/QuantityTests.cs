using Jmirror.Verification.Reporting;

namespace Jmirror.Verification.Tests.Reporting;

public sealed class QuantityTests
{
    [Theory]
    [InlineData(0, "0 pps")]
    [InlineData(1, "1 pps")]
    [InlineData(0.5, "0.5 pps")]
    [InlineData(999.9, "999.9 pps")]
    [InlineData(999.99, "1 kpps")] // not "1000 pps"
    [InlineData(1_250_000, "1.25 Mpps")]
    [InlineData(740_123, "740.1 kpps")]
    [InlineData(10_000_000_000, "10 Gpps")]
    [InlineData(-2_000, "-2 kpps")]
    public void Rate_AnyFigure_HasTheUnitThatFits(double pps, string expected) =>
        Assert.Equal(expected, Quantity.Rate(pps));

    [Theory]
    [InlineData(0, "0 ns")]
    [InlineData(12_346, "12.35 µs")]
    [InlineData(5_000_000, "5 ms")]
    [InlineData(90_000_000_000, "90 s")]
    [InlineData(7_200_000_000_000, "7200 s")]
    public void Duration_Nanoseconds_HasTheUnitThatFits(double nanoseconds, string expected) =>
        Assert.Equal(expected, Quantity.Duration(nanoseconds));

    [Theory]
    [InlineData(0, "0 %")]
    [InlineData(1, "100 %")]
    [InlineData(0.5, "50 %")]
    [InlineData(0.000_000_001, "0.0000001 %")] // one in a billion is not nothing
    [InlineData(0.999_999_9, "> 99.99 %")] // and all but one is not all
    [InlineData(0.012346, "1.235 %")]
    public void Percent_NearlyNothingOrNearlyAll_IsNotRoundedAway(double fraction, string expected) =>
        Assert.Equal(expected, Quantity.Percent(fraction));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(999, "999")]
    [InlineData(1_234_567, "1 234 567")]
    [InlineData(long.MaxValue, "9 223 372 036 854 775 807")]
    public void Count_AnyNumber_KeepsEveryDigit(long count, string expected) =>
        Assert.Equal(expected, Quantity.Count(count));

    [Fact]
    public void Bytes_Thousands_AreUnits() => Assert.Equal("64.2 MB", Quantity.Bytes(64_200_000));
}
