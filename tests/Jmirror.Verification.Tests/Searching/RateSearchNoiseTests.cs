using CsCheck;
using Jmirror.Verification.Searching;

namespace Jmirror.Verification.Tests.Searching;

/// <summary>Measurements that are not the same each time, or make no sense.</summary>
public sealed class RateSearchNoiseTests
{
    private static readonly RateSearchSettings Settings = new();

    [Fact]
    public void Search_OneChanceLossBelowTheLimit_IsRecheckedAndOvercome() =>
        // Whichever trial the loss falls on, the last confirmations apart: the numbers cover the whole bisection.
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
