using CsCheck;
using Jmirror.Verification.Searching;

namespace Jmirror.Verification.Tests.Searching;

/// <summary>A sender that does not reach what is wanted.</summary>
public sealed class RateSearchSenderTests
{
    private static readonly RateSearchSettings Settings = new();

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
    public void FoundPps_SenderSlightlyBelowTheWantedRate_IsWhatWasReallyOffered()
    {
        var path = new SimulatedPath
        {
            Disturb = (_, result) => result with { AchievedPps = result.AchievedPps * 0.995 },
        };
        Assert.Equal(9_950_000, path.Search(Settings).FoundPps);
    }
}
