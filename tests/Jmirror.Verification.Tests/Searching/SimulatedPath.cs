using Jmirror.Verification.Searching;

namespace Jmirror.Verification.Tests.Searching;

/// <summary>A sender and a path without a network: what goes above the limit is lost.</summary>
internal sealed class SimulatedPath
{
    /// <summary>Most that the path carries, packets per second.</summary>
    public double Limit { get; init; } = double.PositiveInfinity;

    /// <summary>Most that the sender reaches, packets per second.</summary>
    public double SenderLimit { get; init; } = double.PositiveInfinity;

    /// <summary>Changes a result, given the number of the trial.</summary>
    public Func<int, TrialResult, TrialResult> Disturb { get; init; } = (_, result) => result;

    /// <summary>Runs a search to its end.</summary>
    public RateSearchReport Search(RateSearchSettings settings)
    {
        var search = new RateSearch(settings);
        while (search.Next is { } trial)
            search.Record(Run(trial));
        return search.Report();
    }

    public TrialResult Run(TrialRequest trial)
    {
        var pps = Math.Min(trial.Pps, SenderLimit);
        var sent = (long)Math.Ceiling(pps * trial.Duration.TotalSeconds);
        var received = pps <= Limit ? sent : (long)(Limit * trial.Duration.TotalSeconds);
        return Disturb(trial.Number, new TrialResult(sent, received, pps));
    }
}
