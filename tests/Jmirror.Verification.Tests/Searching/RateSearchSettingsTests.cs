using Jmirror.Verification.Searching;

namespace Jmirror.Verification.Tests.Searching;

public sealed class RateSearchSettingsTests
{
    public static TheoryData<RateSearchSettings, string> Impossible =>
        new()
        {
            {
                new() { MinPps = 0 },
                "the lowest rate is 0 pps, but it has to be at least 1"
            },
            {
                new() { MaxPps = 10_000_000_001 },
                "the highest rate is 10000000001 pps, but at most 10000000000 is possible"
            },
            {
                new() { MinPps = 5, MaxPps = 4 },
                "the lowest rate (5 pps) is above the highest (4 pps)"
            },
            {
                new() { Tolerance = 0 },
                "the tolerance is 0, but it has to be between 0 and 1"
            },
            {
                new() { Tolerance = double.NaN },
                "the tolerance is NaN, but it has to be between 0 and 1"
            },
            {
                new() { AllowedLoss = 1 },
                "the allowed loss is 1, but it has to be 0 or more and below 1"
            },
            {
                new() { Confirmations = -1 },
                "-1 confirmations are less than none"
            },
            {
                new() { MaxTrials = 0 },
                "0 trials are too few for a search"
            },
            {
                new() { TrialDuration = TimeSpan.Zero },
                "a trial has to take time"
            },
            {
                new() { ConfirmationDuration = TimeSpan.Zero },
                "a confirmation has to take time"
            },
        };

    [Fact]
    public void Problem_Defaults_HaveNone() => Assert.Null(new RateSearchSettings().Problem());

    [Theory]
    [MemberData(nameof(Impossible))]
    public void Problem_ImpossibleSetting_IsNamed(RateSearchSettings settings, string expected)
    {
        Assert.Equal(expected, settings.Problem());
        Assert.Throws<ArgumentException>(() => new RateSearch(settings));
    }
}
