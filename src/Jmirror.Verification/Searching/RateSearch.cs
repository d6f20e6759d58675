namespace Jmirror.Verification.Searching;

/// <summary>
/// Searches the highest rate that a path carries without loss, one trial at a time: run <see cref="Next"/>, hand
/// what it measured to <see cref="Record"/>, until there is no next. It does no I/O and reads no clock.
/// </summary>
/// <remarks>
/// The lowest rate of the range is tried first, then the highest, then the geometric middle between the highest rate
/// that passed and the lowest that failed, until they are within the tolerance. Measurements are noisy, so one loss
/// proves little: the failure just above is repeated, and when it passes the search goes on above it. The found rate
/// has to pass again; when it does not it is condemned, and the search goes on below.
/// </remarks>
public sealed class RateSearch
{
    private readonly RateSearchSettings _settings;
    private readonly List<Trial> _trials = [];
    private readonly RateEvidence _evidence = new();

    /// <param name="settings">Range, tolerance and effort.</param>
    /// <exception cref="ArgumentException">The settings have a <see cref="RateSearchSettings.Problem"/>.</exception>
    public RateSearch(RateSearchSettings settings)
    {
        if (settings.Problem() is { } problem)
            throw new ArgumentException(problem, nameof(settings));
        _settings = settings;
        (Next, StopReason) = Decide();
    }

    /// <summary>The trial to run now; null when the search has ended.</summary>
    public TrialRequest? Next { get; private set; }

    private StopReason StopReason { get; set; }

    /// <summary>Takes the result of <see cref="Next"/>.</summary>
    /// <exception cref="InvalidOperationException">The search has ended.</exception>
    public void Record(TrialResult result)
    {
        if (Next is not { } request)
            throw new InvalidOperationException("The search has ended.");
        var trial = Trial.Of(request, result, _settings);
        _trials.Add(trial);
        Weigh(trial);
        (Next, StopReason) = Decide();
    }

    /// <summary>What is known so far; at the end, the result.</summary>
    public RateSearchReport Report() =>
        new(_settings, [.. _trials], _evidence.Low, IsConfirmed(_evidence.Low), StopReason);

    private void Weigh(Trial trial)
    {
        var wanted = trial.Request.Pps;
        // A trial is about the rate that was really offered, as far as the search is not beyond that already.
        var offered = (long)Math.Max(0, trial.OfferedPps);
        var low = _evidence.Low ?? _settings.MinPps;
        switch (trial.Outcome)
        {
            case TrialOutcome.Passed:
                _evidence.Pass(wanted);
                break;
            case TrialOutcome.Lossy:
                _evidence.Fail(offered > low ? offered : wanted, trial.Outcome);
                break;
            default:
                var isTopSpeed = JustAbove(offered) > low;
                _evidence.Fail(
                    isTopSpeed ? Math.Min(wanted, JustAbove(Math.Max(offered, low))) : wanted,
                    trial.Outcome
                );
                if (offered >= _settings.MinPps)
                    _evidence.Pass(offered);
                break;
        }
    }

    private (TrialRequest? Next, StopReason Reason) Decide()
    {
        if (_evidence.Low is not { } low)
            return _evidence.IsCondemned(_settings.MinPps)
                ? (null, ReasonBelow(_settings.MinPps))
                : Try(_settings.MinPps, TrialPurpose.Search);
        if (_evidence.High is not { } high)
        {
            if (low < _settings.MaxPps)
                return Try(_settings.MaxPps, TrialPurpose.Search);
            return IsConfirmed(low) ? (null, StopReason.UpperBound) : Try(low, TrialPurpose.Confirmation);
        }
        if (high > JustAbove(low))
            return Try(MiddleOf(low, high), TrialPurpose.Search);
        if (!_evidence.IsCondemned(high))
            return Try(high, TrialPurpose.Recheck);
        if (!IsConfirmed(low))
            return Try(low, TrialPurpose.Confirmation);
        return (
            null,
            _evidence.FailureOf(high) is TrialOutcome.Lossy ? StopReason.PathLimit : StopReason.SenderLimit
        );
    }

    private (TrialRequest? Next, StopReason Reason) Try(long pps, TrialPurpose purpose)
    {
        if (_trials.Count == _settings.MaxTrials)
            return (null, StopReason.TrialsUsedUp);
        var duration =
            purpose is TrialPurpose.Confirmation ? _settings.ConfirmationDuration : _settings.TrialDuration;
        return (new TrialRequest(_trials.Count + 1, pps, duration, purpose), StopReason.Unfinished);
    }

    private StopReason ReasonBelow(long rate) =>
        _evidence.FailureOf(rate) is TrialOutcome.Lossy
            ? StopReason.LossAtLowerBound
            : StopReason.SenderBelowLowerBound;

    private bool IsConfirmed(long? rate) =>
        rate is { } pps && _evidence.PassesOf(pps) > _settings.Confirmations;

    /// <summary>The rate that this one is just too far below to count as reached; at least the next whole one.</summary>
    private long JustAbove(long rate) =>
        Math.Max(rate + 1, (long)Math.Ceiling(rate / (1 - _settings.Tolerance)));

    // Geometric, as the tolerance is a ratio: from 1 kpps to 10 Mpps within 1 % takes ten steps.
    private static long MiddleOf(long low, long high) =>
        Math.Clamp((long)Math.Round(Math.Sqrt((double)low * high)), low + 1, high - 1);
}
