using Jmirror.Provisioning.Radius;

namespace Jmirror.Cli.Scenarios.Steps;

/// <summary>What steps need of the scenario around them.</summary>
internal sealed record StepContext
{
    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>For authenticators, salts and identifiers: <c>RandomNumberGenerator.Fill</c>.</summary>
    public required RandomFill Random { get; init; }

    /// <summary>Takes the scenario's own analyzer away and gives it back; null: the scenario has none to take away.</summary>
    public IAnalyzerSwitch? Analyzer { get; init; }
}
