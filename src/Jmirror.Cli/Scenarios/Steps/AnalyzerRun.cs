using Jmirror.Provisioning.Scenarios.Steps;

namespace Jmirror.Cli.Scenarios.Steps;

/// <summary>Carries an <see cref="AnalyzerStep"/> out.</summary>
internal static class AnalyzerRun
{
    public static async Task<StepFinding> ExecuteAsync(
        AnalyzerStep step,
        StepContext context,
        AnalyzerSwitches switches,
        CancellationToken cancellation
    )
    {
        var analyzer =
            (step.Link is { } name ? switches.LinkOf(name) : context.Analyzer)
            ?? throw new CommandException(
                "the scenario has no analyzer of its own to take away: give the step the key link"
            );
        switch (step.Change)
        {
            case AnalyzerChange.Down:
                await switches.TakeDownAsync(analyzer, cancellation).ConfigureAwait(false);
                return new StepFinding(Passed: true, "the analyzer is away");
            case AnalyzerChange.Up:
                await switches.BringUpAsync(analyzer, cancellation).ConfigureAwait(false);
                return new StepFinding(Passed: true, "the analyzer is there");
            default:
                for (var i = 0; i < step.Times; i++)
                {
                    await switches.TakeDownAsync(analyzer, cancellation).ConfigureAwait(false);
                    await Task.Delay(step.Every, context.Time, cancellation).ConfigureAwait(false);
                    await switches.BringUpAsync(analyzer, cancellation).ConfigureAwait(false);
                    await Task.Delay(step.Every, context.Time, cancellation).ConfigureAwait(false);
                }
                return new StepFinding(
                    Passed: true,
                    $"the analyzer went away and came back, {step.Times} times"
                );
        }
    }
}
