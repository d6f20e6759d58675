namespace Jmirror.Cli.Scenarios.Steps;

/// <summary>What came of a step.</summary>
/// <param name="Name">The step's name, or the word for what it does.</param>
/// <param name="Passed">True when what came is what was expected.</param>
/// <param name="Sentence">What was expected and what came. Names no secret, no subscriber and no mediation device.</param>
/// <param name="Duration">How long the step took.</param>
internal sealed record StepOutcome(string Name, bool Passed, string Sentence, TimeSpan Duration)
{
    /// <summary>Logins that were accepted.</summary>
    public long Logins { get; init; }
}

/// <summary>What a step found: an outcome that does not know its name and time yet.</summary>
internal readonly record struct StepFinding(bool Passed, string Sentence, long Logins = 0);
