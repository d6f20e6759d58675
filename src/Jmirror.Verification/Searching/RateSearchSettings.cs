namespace Jmirror.Verification.Searching;

/// <summary>How the highest loss-free rate is searched.</summary>
public sealed record RateSearchSettings
{
    /// <summary>Highest rate that can be asked for, packets per second.</summary>
    public const long HighestPps = 10_000_000_000;

    /// <summary>Lowest rate of interest, packets per second; tried first.</summary>
    public long MinPps { get; init; } = 1_000;

    /// <summary>Highest rate of interest, packets per second; tried second.</summary>
    public long MaxPps { get; init; } = 10_000_000;

    /// <summary>
    /// How far below the lowest rate that failed the highest that passed may be at the end, as a fraction; and how
    /// far below the wanted rate the sender may stay.
    /// </summary>
    public double Tolerance { get; init; } = 0.01;

    /// <summary>Part of the packets that may be lost in a trial that passes: 0 means not one.</summary>
    public double AllowedLoss { get; init; }

    /// <summary>How often the found rate has to pass again before it is believed.</summary>
    public int Confirmations { get; init; } = 2;

    /// <summary>Trials after which the search ends with what it has.</summary>
    public int MaxTrials { get; init; } = 50;

    /// <summary>Length of a trial.</summary>
    public TimeSpan TrialDuration { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Length of a confirmation.</summary>
    public TimeSpan ConfirmationDuration { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>One sentence about the first setting that cannot be; null when all can.</summary>
    public string? Problem() =>
        this switch
        {
            { MinPps: < 1 } => $"the lowest rate is {MinPps} pps, but it has to be at least 1",
            { MaxPps: > HighestPps } =>
                $"the highest rate is {MaxPps} pps, but at most {HighestPps} is possible",
            _ when MinPps > MaxPps => $"the lowest rate ({MinPps} pps) is above the highest ({MaxPps} pps)",
            { Tolerance: not (> 0 and < 1) } =>
                $"the tolerance is {Tolerance}, but it has to be between 0 and 1",
            { AllowedLoss: not (>= 0 and < 1) } =>
                $"the allowed loss is {AllowedLoss}, but it has to be 0 or more and below 1",
            { Confirmations: < 0 } => $"{Confirmations} confirmations are less than none",
            { MaxTrials: < 1 } => $"{MaxTrials} trials are too few for a search",
            _ when TrialDuration <= TimeSpan.Zero => "a trial has to take time",
            _ when ConfirmationDuration <= TimeSpan.Zero => "a confirmation has to take time",
            _ => null,
        };
}
