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
    public void Search_SenderLimitBelowThePathLimit_SaysThatTheSenderIsTheLimit()
    {
        var report = new SimulatedPath { Limit = 2_000_000, SenderLimit = 1_300_000 }.Search(Settings);
        Assert.Equal(
            (StopReason.SenderLimit, 1_300_000, true),
            (report.StopReason, report.FoundPps, report.IsConfirmed)
        );
        Assert.InRange(report.Trials.Count, 1, 6);
        Assert.Equal(
            "The sender is the limit: it reaches 1.3 Mpps, and the path carries that without loss.",
            report.Conclusion
        );
    }

    [Fact]
    public void Search_SenderLimitThatWavers_IsFoundInFewTrials() =>
        Gen.Select(Gen.Int, Gen.Double[5_000, 9_000_000])
            .Sample(
                (seed, limit) =>
                {
                    var random = new Random(seed);
                    TrialResult Waver(int _, TrialResult result) =>
                        result with
                        {
                            AchievedPps = result.AchievedPps * (0.998 + 0.002 * random.NextDouble()),
                        };
                    var report = new SimulatedPath { SenderLimit = limit, Disturb = Waver }.Search(Settings);
                    Assert.Equal(StopReason.SenderLimit, report.StopReason);
                    Assert.InRange(report.FoundPps!.Value, limit * 0.98, limit);
                    Assert.InRange(report.Trials.Count, 1, 25);
                },
                iter: 2_000
            );

    [Fact]
    public void Search_SenderLimitAboveThePathLimit_FindsThePathLimit()
    {
        var report = new SimulatedPath { Limit = 740_000, SenderLimit = 1_300_000 }.Search(Settings);
        Assert.Equal(StopReason.PathLimit, report.StopReason);
        Assert.InRange(report.FoundPps!.Value, 740_000 * 0.99, 740_000);
    }

    [Fact]
    public void Search_SenderBelowTheLowerBound_SaysSo()
    {
        var report = new SimulatedPath { SenderLimit = 900 }.Search(Settings);
        Assert.Equal((StopReason.SenderBelowLowerBound, null), (report.StopReason, report.FoundPps));
    }

    [Fact]
    public void Search_SenderSendsNothing_IsNotTakenForLossFree()
    {
        var report = new SimulatedPath { Disturb = (_, _) => default }.Search(Settings);
        Assert.Equal(StopReason.SenderBelowLowerBound, report.StopReason);
    }

    [Fact]
    public void Search_SenderStumblesOnce_IsNotTakenForItsLimit()
    {
        var path = new SimulatedPath
        {
            Limit = 740_000,
            Disturb = (number, result) =>
                number == 2 ? new TrialResult(1_000_000, 1_000_000, 200_000) : result,
        };
        var report = path.Search(Settings);
        Assert.Equal(StopReason.PathLimit, report.StopReason);
        Assert.InRange(report.FoundPps!.Value, 740_000 * 0.99, 740_000);
    }

    [Fact]
    public void Search_OneChanceLossBelowTheLimit_IsRecheckedAndOvercome() =>
        // Whichever trial the loss falls on: two passes of one rate are enough to be wrong about it otherwise.
        Gen.Int[1, 12]
            .Sample(
                unlucky =>
                {
                    var path = new SimulatedPath
                    {
                        Limit = 740_000,
                        Disturb = (number, result) =>
                            number == unlucky ? result with { Received = result.Received - 1 } : result,
                    };
                    var report = path.Search(Settings);
                    Assert.Equal(StopReason.PathLimit, report.StopReason);
                    Assert.InRange(report.FoundPps!.Value, 740_000 * 0.99, 740_000);
                },
                iter: 100
            );

    [Fact]
    public void Search_ConfirmationFails_GoesOnBelow()
    {
        var found = new SimulatedPath { Limit = 740_000 }.Search(Settings);
        var path = new SimulatedPath
        {
            Limit = 740_000,
            Disturb = (number, result) =>
                number == found.Trials.Count ? result with { Received = 0 } : result,
        };
        var report = path.Search(Settings);
        Assert.Equal(StopReason.PathLimit, report.StopReason);
        Assert.True(report.FoundPps < found.FoundPps);
        Assert.Equal(
            3,
            report.Trials.Count(t => t.Request.Pps == report.WantedPps && t.Outcome is TrialOutcome.Passed)
        );
    }

    [Fact]
    public void Search_NoisyLimit_FindsARateThatPassedEachTimeItWasTried() =>
        Gen.Select(Gen.Int, Gen.Double[5_000, 9_000_000], Gen.Double[0.001, 0.2])
            .Sample(
                (seed, limit, noise) =>
                {
                    var report = Noisy(seed, limit, noise).Search(Settings with { MaxTrials = 200 });
                    // A path that never loses below the grey zone and always above it.
                    Assert.True(report.IsConfirmed);
                    Assert.InRange(report.FoundPps!.Value, limit * (1 - noise) * 0.99 - 1, limit);
                    var own = report.Trials.Where(trial => trial.Request.Pps == report.WantedPps).ToList();
                    Assert.InRange(own.Count(trial => trial.Outcome is TrialOutcome.Passed), 3, 4);
                    Assert.All(own.TakeLast(3), trial => Assert.Equal(TrialOutcome.Passed, trial.Outcome));
                },
                iter: 2_000
            );

    [Fact]
    public void Search_AnyResults_EndsWithinTheAllowedTrials() =>
        Gen.Select(Gen.Int[1, 60], Gen.Int)
            .Sample(
                (maxTrials, seed) =>
                {
                    var random = new Random(seed);
                    var path = new SimulatedPath { Disturb = (_, _) => Nonsense(random) };
                    var report = path.Search(Settings with { MaxTrials = maxTrials });
                    Assert.InRange(report.Trials.Count, 1, maxTrials);
                    Assert.All(report.Trials, trial => Assert.InRange(trial.Request.Pps, 1_000, 10_000_000));
                    Assert.NotEqual(StopReason.Unfinished, report.StopReason);
                    Assert.NotEmpty(report.Conclusion);
                },
                iter: 5_000
            );

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
    public void Search_MoreReceivedThanSent_IsSaid()
    {
        var path = new SimulatedPath { Disturb = (_, result) => result with { Received = result.Sent + 1 } };
        var report = path.Search(Settings);
        Assert.Equal(4, report.TrialsWithSurplus);
        Assert.Contains(
            "In 4 of 4 trials more packets arrived than were sent",
            report.Conclusion,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void FoundPps_SenderSlightlyBelowTheWantedRate_IsWhatWasReallyOffered()
    {
        var path = new SimulatedPath
        {
            Disturb = (_, result) => result with { AchievedPps = result.AchievedPps * 0.995 },
        };
        Assert.Equal(9_950_000, path.Search(Settings).FoundPps);
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

    // Within the grey zone below the limit a trial fails the more often the nearer it is.
    private static SimulatedPath Noisy(int seed, double limit, double noise)
    {
        var random = new Random(seed);
        return new SimulatedPath
        {
            Disturb = (_, result) =>
            {
                var into = (result.AchievedPps - limit * (1 - noise)) / (limit * noise);
                return random.NextDouble() < into ? result with { Received = result.Sent - 1 } : result;
            },
        };
    }

    private static TrialResult Nonsense(Random random)
    {
        double[] rates =
        [
            0,
            -1,
            double.NaN,
            double.PositiveInfinity,
            999,
            1_000,
            5e6,
            random.NextDouble() * 1e7,
        ];
        long[] counts = [0, -1, long.MaxValue, random.NextInt64(1_000_000)];
        return new(
            random.GetItems(counts, 1)[0],
            random.GetItems(counts, 1)[0],
            random.GetItems(rates, 1)[0]
        );
    }
}
