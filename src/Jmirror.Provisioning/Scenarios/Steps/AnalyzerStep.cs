namespace Jmirror.Provisioning.Scenarios.Steps;

/// <summary>Takes the analyzer away, or gives it back.</summary>
public sealed record AnalyzerStep() : ScenarioStep(TimeSpan.Zero)
{
    /// <summary>What is done.</summary>
    public required AnalyzerChange Change { get; init; }

    /// <summary>How often it goes and comes back, for <see cref="AnalyzerChange.Flap"/>.</summary>
    public int Times { get; init; } = 1;

    /// <summary>How long it is away, and then there, each time.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Interface that is taken down and up instead; null: the analyzer's UDP port, which the scenario holds, is closed
    /// and opened.
    /// </summary>
    public string? Link { get; init; }
}

/// <summary>What is done to the analyzer.</summary>
public enum AnalyzerChange
{
    /// <summary>It goes.</summary>
    Down,

    /// <summary>It comes back.</summary>
    Up,

    /// <summary>It goes and comes back, several times; in the end it is there.</summary>
    Flap,
}
