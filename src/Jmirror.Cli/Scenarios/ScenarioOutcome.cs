using Jmirror.Cli.Scenarios.Steps;
using Jmirror.Provisioning.Scenarios;
using Jmirror.Verification.Verdicts;

namespace Jmirror.Cli.Scenarios;

/// <summary>What came of a scenario.</summary>
internal sealed record ScenarioOutcome
{
    public required ScenarioSettings Settings { get; init; }
    public required ScenarioConfig Scenario { get; init; }

    /// <summary>The commands that were started, in order.</summary>
    public required IReadOnlyList<ChildOutcome> Children { get; init; }

    /// <summary>The steps that were carried out, in order.</summary>
    public required IReadOnlyList<StepOutcome> Steps { get; init; }
    public required Verdict Verdict { get; init; }

    /// <summary>True when it was ended before its time; the verdict is then of what was done.</summary>
    public required bool IsInterrupted { get; init; }
    public required DateTimeOffset Start { get; init; }
    public required TimeSpan Duration { get; init; }

    /// <summary>The file, and what is tried.</summary>
    public string Title => Scenario.About is { } about ? $"{Settings.File}: {about}" : Settings.File;

    /// <summary>The verdict in one sentence.</summary>
    public string Conclusion
    {
        get
        {
            var failed = Verdict.Checks.Count(check => !check.Passed);
            var count = Verdict.Checks.Count == 1 ? "1 check" : $"{Verdict.Checks.Count} checks";
            var time = $"{Duration.TotalSeconds:0.0} s";
            return IsInterrupted ? $"interrupted after {time}"
                : failed == 0 ? $"passed: {count} in {time}"
                : $"FAILED: {failed} of {count} in {time}";
        }
    }

    /// <summary>What a command that was started came to; null when it was not.</summary>
    public ChildOutcome? this[string command] =>
        Children.FirstOrDefault(child => child.Command.Equals(command, StringComparison.Ordinal));
}
