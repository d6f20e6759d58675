using CsCheck;
using Jmirror.Verification.Searching;

namespace Jmirror.Verification.Tests.Searching;

public sealed class RateSearchTests
{
    private static readonly RateSearchSettings Settings = new();

    [Fact]
    public void Next_AtTheStart_TriesTheLowestRateThenTheHighest()
    {
        var search = new RateSearch(Settings);
        Assert.Equal(new TrialRequest(1, 1_000, TimeSpan.FromSeconds(5), TrialPurpose.Search), search.Next);
        search.Record(new TrialResult(5_000, 5_000, 1_000));
        Assert.Equal(10_000_000, search.Next!.Value.Pps);
    }

    [Fact]
    public void Search_HardLimit_FindsItWithinTheTolerance()
    {
        var report = new SimulatedPath { Limit = 740_000 }.Search(Settings);
        Assert.Equal(StopReason.PathLimit, report.StopReason);
        Assert.True(report.IsConfirmed);
        Assert.InRange(report.FoundPps!.Value, 740_000 * 0.99, 740_000);
        Assert.StartsWith("The path carries 73", report.Conclusion, StringComparison.Ordinal);
        Assert.EndsWith(
            " kpps without loss; it loses packets just above.",
            report.Conclusion,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Search_HardLimit_ConfirmsTheFoundRateAndRechecksTheFailureAbove()
    {
        var report = new SimulatedPath { Limit = 740_000 }.Search(Settings);
        Assert.Equal(
            [TrialPurpose.Recheck, TrialPurpose.Confirmation, TrialPurpose.Confirmation],
            report.Trials.TakeLast(3).Select(trial => trial.Request.Purpose)
        );
        Assert.All(
            report.Trials.TakeLast(2),
            trial =>
                Assert.Equal(
                    (report.WantedPps, TimeSpan.FromSeconds(10)),
                    (trial.Request.Pps, trial.Request.Duration)
                )
        );
    }

    [Fact]
    public void Search_AnyHardLimit_IsFoundWithinTheToleranceAndBoundedTrials() =>
        Gen.Select(Gen.Double[0, 1], Gen.Double[0.002, 0.2], Gen.Int[0, 4])
            .Sample(
                (position, tolerance, confirmations) =>
                {
                    var settings = Settings with { Tolerance = tolerance, Confirmations = confirmations };
                    var limit = 1_000 * Math.Pow(9_999, position);
                    var report = new SimulatedPath { Limit = limit }.Search(settings);
                    Assert.Equal(StopReason.PathLimit, report.StopReason);
                    // Rates are whole: at 1 kpps one packet per second may be more than the tolerance.
                    Assert.InRange(report.FoundPps!.Value, limit * (1 - tolerance) - 1, limit);
                    var halvings = Math.Ceiling(Math.Log2(Math.Log(10_000) / -Math.Log(1 - tolerance))) + 1;
                    Assert.InRange(report.Trials.Count, 1, 2 + halvings + 1 + confirmations);
                },
                iter: 2_000
            );

    [Fact]
    public void Search_NeverLossy_StopsAtTheUpperBound()
    {
        var report = new SimulatedPath().Search(Settings);
        Assert.Equal(
            (StopReason.UpperBound, 10_000_000, true),
            (report.StopReason, report.FoundPps, report.IsConfirmed)
        );
        Assert.Equal(4, report.Trials.Count);
        Assert.Equal(
            "The path carries 10 Mpps without loss, the highest rate asked for; its limit lies above.",
            report.Conclusion
        );
    }

    [Fact]
    public void Search_LimitBelowTheLowerBound_SaysSoAfterASecondTrial()
    {
        var report = new SimulatedPath { Limit = 999 }.Search(Settings);
        Assert.Equal(
            (StopReason.LossAtLowerBound, null, 2),
            (report.StopReason, report.FoundPps, report.Trials.Count)
        );
        Assert.Equal("The path loses packets even at 1 kpps, the lowest rate asked for.", report.Conclusion);
    }

    [Fact]
    public void Search_OneRateOnly_ConfirmsIt()
    {
        var report = new SimulatedPath().Search(Settings with { MinPps = 500, MaxPps = 500 });
        Assert.Equal((StopReason.UpperBound, 3), (report.StopReason, report.Trials.Count));
    }

    [Fact]
    public void Search_TrialsUsedUp_ReportsWhatPassedAsUnconfirmed()
    {
        var report = new SimulatedPath { Limit = 740_000 }.Search(Settings with { MaxTrials = 6 });
        Assert.Equal((StopReason.TrialsUsedUp, false), (report.StopReason, report.IsConfirmed));
        Assert.InRange(report.FoundPps!.Value, 1_000, 740_000);
        Assert.EndsWith("passed, but was not confirmed.", report.Conclusion, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_AllowedLoss_PassesUpToIt()
    {
        // At twice the limit half is lost.
        var report = new SimulatedPath { Limit = 500_000 }.Search(Settings with { AllowedLoss = 0.5 });
        Assert.InRange(report.FoundPps!.Value, 1_000_000 * 0.99, 1_000_001);
        Assert.Contains("with at most 50 % loss", report.Conclusion, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_BeforeTheEnd_IsUnfinished()
    {
        var search = new RateSearch(Settings);
        Assert.Equal("The search was not finished. No rate has passed.", search.Report().Conclusion);
        search.Record(new TrialResult(5_000, 5_000, 1_000));
        Assert.Equal(
            "The search was not finished. 1 kpps passed, but was not confirmed.",
            search.Report().Conclusion
        );
    }

    [Fact]
    public void Record_AfterTheEnd_IsAMistakeOfTheCaller()
    {
        var search = new RateSearch(Settings with { MaxTrials = 1 });
        search.Record(default);
        Assert.Null(search.Next);
        Assert.Throws<InvalidOperationException>(() => search.Record(default));
    }
}
