namespace Jmirror.Verification.Searching;

/// <summary>What a trial is for.</summary>
public enum TrialPurpose
{
    /// <summary>To narrow the range down.</summary>
    Search,

    /// <summary>To see whether the failure just above the found rate was chance.</summary>
    Recheck,

    /// <summary>To see whether the found rate passes again.</summary>
    Confirmation,
}

/// <summary>How a trial went.</summary>
public enum TrialOutcome
{
    /// <summary>The rate was reached and no more was lost than allowed.</summary>
    Passed,

    /// <summary>More was lost than allowed.</summary>
    Lossy,

    /// <summary>Nothing was lost, but the sender did not reach the rate.</summary>
    SenderShort,
}

/// <summary>A trial to run.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Pps">Wanted rate, packets per second.</param>
/// <param name="Duration">How long to send.</param>
/// <param name="Purpose">What it is for.</param>
public readonly record struct TrialRequest(int Number, long Pps, TimeSpan Duration, TrialPurpose Purpose);

/// <summary>What a trial measured.</summary>
/// <param name="Sent">Packets that left.</param>
/// <param name="Received">Packets that arrived, waited for until none came any more.</param>
/// <param name="AchievedPps">Rate at which they left, packets per second.</param>
public readonly record struct TrialResult(long Sent, long Received, double AchievedPps);

/// <summary>A trial that was run.</summary>
/// <param name="Request">What was wanted.</param>
/// <param name="Result">What was measured.</param>
/// <param name="Outcome">What that means.</param>
public sealed record Trial(TrialRequest Request, TrialResult Result, TrialOutcome Outcome)
{
    /// <summary>Packets that did not arrive; 0 when more arrived than were sent.</summary>
    public long Lost => Math.Max(0, Result.Sent - Result.Received);

    /// <summary>Lost packets per packet sent, 0 to 1; 0 when none was sent.</summary>
    public double LossFraction => Result.Sent <= 0 ? 0 : (double)Lost / Result.Sent;

    /// <summary>The rate the path was offered: the wanted one, or less when the sender did not reach it.</summary>
    public double OfferedPps => Math.Min(Request.Pps, Result.AchievedPps);

    internal static Trial Of(TrialRequest request, TrialResult result, RateSearchSettings settings)
    {
        var trial = new Trial(request, result, TrialOutcome.Passed);
        if (trial.LossFraction > settings.AllowedLoss)
            return trial with { Outcome = TrialOutcome.Lossy };
        // Written so that a rate which is not a number falls short as well.
        var isReached = result.Sent > 0 && result.AchievedPps > request.Pps * (1 - settings.Tolerance);
        return isReached ? trial : trial with { Outcome = TrialOutcome.SenderShort };
    }
}
