namespace Jmirror.Verification.Searching;

/// <summary>What the trials say about each rate that was offered.</summary>
internal sealed class RateEvidence
{
    private readonly SortedList<long, Standing> _rates = [];

    /// <summary>The highest rate that passed, with no condemned rate below it; null when there is none.</summary>
    public long? Low { get; private set; }

    /// <summary>The lowest rate above <see cref="Low"/> that failed; null when there is none.</summary>
    public long? High { get; private set; }

    /// <summary>How often a rate passed.</summary>
    public int PassesOf(long rate) => _rates.TryGetValue(rate, out var standing) ? standing.Passes : 0;

    /// <summary>True when a rate failed for good: twice, or once after it had passed.</summary>
    public bool IsCondemned(long rate) => _rates.TryGetValue(rate, out var standing) && standing.IsCondemned;

    /// <summary>How a rate failed last.</summary>
    public TrialOutcome FailureOf(long rate) => _rates[rate].Failure;

    /// <summary>The rate was offered and nothing was lost. A condemned rate stays condemned.</summary>
    public void Pass(long rate) =>
        Set(rate, standing => standing with { Passes = standing.Passes + 1, IsSuspect = false });

    /// <summary>The rate failed. The first failure makes it suspect, as it may have been chance.</summary>
    public void Fail(long rate, TrialOutcome failure) =>
        Set(
            rate,
            standing =>
                standing with
                {
                    IsSuspect = true,
                    IsCondemned = standing.IsSuspect || standing.IsCondemned || standing.Passes > 0,
                    Failure = failure,
                }
        );

    private void Set(long rate, Func<Standing, Standing> change)
    {
        _rates.TryGetValue(rate, out var standing);
        _rates[rate] = change(standing);
        (Low, High) = (null, null);
        foreach (var (pps, known) in _rates)
        {
            if (known.IsCondemned)
            {
                High ??= pps;
                return;
            }
            // What passed above a suspect rate clears it.
            if (known.IsSuspect)
                High ??= pps;
            else
                (Low, High) = (pps, null);
        }
    }

    private readonly record struct Standing(
        int Passes,
        bool IsSuspect,
        bool IsCondemned,
        TrialOutcome Failure
    );
}
