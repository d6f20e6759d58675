using Jmirror.Verification.Reporting;

namespace Jmirror.Verification.Searching;

/// <summary>Why a search ended.</summary>
public enum StopReason
{
    /// <summary>It has not ended.</summary>
    Unfinished,

    /// <summary>The path loses packets just above the found rate.</summary>
    PathLimit,

    /// <summary>The sender does not reach more than the found rate.</summary>
    SenderLimit,

    /// <summary>Even the highest rate of the range passes.</summary>
    UpperBound,

    /// <summary>Even the lowest rate of the range loses packets.</summary>
    LossAtLowerBound,

    /// <summary>The sender does not even reach the lowest rate of the range.</summary>
    SenderBelowLowerBound,

    /// <summary>No more trials were allowed.</summary>
    TrialsUsedUp,
}

/// <summary>What a search found, and by which trials.</summary>
/// <param name="Settings">What was asked for.</param>
/// <param name="Trials">Every trial, in order.</param>
/// <param name="WantedPps">The found rate as it was asked of the sender; null when no rate passed.</param>
/// <param name="IsConfirmed">True when the found rate passed again as often as was wanted.</param>
/// <param name="StopReason">Why the search ended.</param>
public sealed record RateSearchReport(
    RateSearchSettings Settings,
    IReadOnlyList<Trial> Trials,
    long? WantedPps,
    bool IsConfirmed,
    StopReason StopReason
)
{
    /// <summary>
    /// The found rate, packets per second: the least that the sender really offered in the trials of
    /// <see cref="WantedPps"/> that passed. Null when no rate passed.
    /// </summary>
    public double? FoundPps =>
        WantedPps is not { } wanted
            ? null
            : Trials
                .Where(trial => trial.Request.Pps == wanted && trial.Outcome is TrialOutcome.Passed)
                .Select(trial => trial.OfferedPps)
                .DefaultIfEmpty(wanted)
                .Min();

    /// <summary>
    /// Trials in which more arrived than was sent: duplicates or foreign packets were counted, and may hide loss.
    /// </summary>
    public int TrialsWithSurplus => Trials.Count(trial => trial.Result.Received > trial.Result.Sent);

    /// <summary>What was found and why the search ended, in one or two sentences.</summary>
    public string Conclusion
    {
        get
        {
            var conclusion = StopReason switch
            {
                StopReason.PathLimit => $"The path carries {Found}{Within}; it loses packets just above.",
                StopReason.SenderLimit =>
                    $"The sender is the limit: it reaches {Found}, and the path carries that{Within}.",
                StopReason.UpperBound =>
                    $"The path carries {Found}{Within}, the highest rate asked for; its limit lies above.",
                StopReason.LossAtLowerBound =>
                    $"The path loses packets even at {Quantity.Rate(Settings.MinPps)}, the lowest rate asked for.",
                StopReason.SenderBelowLowerBound =>
                    $"The sender does not reach {Quantity.Rate(Settings.MinPps)}, the lowest rate asked for.",
                StopReason.TrialsUsedUp => $"The search used up its {Trials.Count} trials. {SoFar}",
                _ => $"The search was not finished. {SoFar}",
            };
            return TrialsWithSurplus == 0
                ? conclusion
                : $"{conclusion} In {TrialsWithSurplus} of {Trials.Count} trials more packets arrived than were sent: "
                    + "something else was counted as well, and may hide loss.";
        }
    }

    private string Found => FoundPps is { } pps ? Quantity.Rate(pps) : "no rate";

    private string Within =>
        Settings.AllowedLoss == 0
            ? " without loss"
            : $" with at most {Quantity.Percent(Settings.AllowedLoss)} loss";

    private string SoFar =>
        FoundPps is null ? "No rate has passed."
        : IsConfirmed ? $"{Found} passed and was confirmed; the limit may lie above."
        : $"{Found} passed, but was not confirmed.";
}
