using System.Security.Cryptography;
using Jmirror.Cli.Scenarios.Steps;
using Jmirror.Provisioning.Scenarios;

namespace Jmirror.Cli.Scenarios;

/// <summary>Carries the steps of a scenario out, each at its time.</summary>
/// <param name="steps">In order.</param>
/// <param name="analyzer">The scenario's own analyzer; null: it has none to take away.</param>
/// <param name="time">The clock.</param>
internal sealed class ScenarioSteps(
    IReadOnlyList<ScenarioStep> steps,
    IAnalyzerSwitch? analyzer,
    TimeProvider time
)
{
    private readonly List<StepOutcome> _outcomes = [];

    /// <summary>What came of the steps that were carried out.</summary>
    public IReadOnlyList<StepOutcome> Outcomes => _outcomes;

    /// <summary>Carries all of them out; the scenario starts now.</summary>
    /// <exception cref="CommandException">A step cannot be carried out here.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var begin = time.GetTimestamp();
        var context = new StepContext
        {
            Time = time,
            Random = RandomNumberGenerator.Fill,
            Analyzer = analyzer,
        };
        var runner = new StepRunner();
        await using (runner.ConfigureAwait(false))
        {
            foreach (var step in steps)
            {
                if (step.At - time.GetElapsedTime(begin) is var left && left > TimeSpan.Zero)
                    await Task.Delay(left, time, cancellation).ConfigureAwait(false);
                _outcomes.Add(await runner.ExecuteAsync(step, context, cancellation).ConfigureAwait(false));
            }
        }
    }
}
