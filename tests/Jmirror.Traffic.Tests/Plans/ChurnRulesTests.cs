using CsCheck;
using Jmirror.Traffic.Plans;

namespace Jmirror.Traffic.Tests.Plans;

public sealed class ChurnRulesTests
{
    private const long Year = 365L * 24 * 3600 * 1_000_000_000;

    [Fact]
    public void Check_OrdinaryPlans_FindsNothing() =>
        AnyPlan.Churn.Sample(plan => ChurnRules.Check(plan) is null, iter: 200);

    [Theory]
    [InlineData("0.0009", false)]
    [InlineData("0.001", true)]
    [InlineData("1000000", true)]
    [InlineData("1000000.001", false)]
    public void Check_LoginsPerSecond_HasLimits(string rate, bool isTaken)
    {
        var perSecond = decimal.Parse(rate);
        var sentence = isTaken ? null : $"logins-per-second {rate}: it is from 0.001 to 1000000";

        Assert.Equal(sentence, ChurnRules.Check(new() { LoginsPerSecond = perSecond }));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(Year, true)]
    [InlineData(Year + 1, false)]
    public void Check_Means_HaveLimits(long mean, bool isTaken)
    {
        var durations = new DurationDistribution(DurationShape.Exponential, mean);
        const string Rule = "the mean is more than 0 and at most 365 days";

        Assert.Equal(isTaken ? null : $"online: {Rule}", ChurnRules.Check(new() { Online = durations }));
        Assert.Equal(isTaken ? null : $"offline: {Rule}", ChurnRules.Check(new() { Offline = durations }));
    }
}
