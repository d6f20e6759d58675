using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Scenarios;
using Jmirror.Provisioning.Scenarios.Steps;

namespace Jmirror.Cli.Scenarios.Steps;

/// <summary>
/// Carries the steps of one scenario out, one after the other; remembers what later steps refer to. When to begin a
/// step (<see cref="ScenarioStep.At"/>) is the caller's. At the end everything that a step took down is up again.
/// </summary>
internal sealed class StepRunner : IAsyncDisposable
{
    private readonly SentRequests _requests = new();
    private readonly DtcpSequences _sequences = new();
    private readonly AnalyzerSwitches _analyzers = new();

    /// <summary>Carries a step out.</summary>
    /// <exception cref="CommandException">It cannot be done here: a secret is not to be had, a privilege is lacking.</exception>
    public async Task<StepOutcome> ExecuteAsync(
        ScenarioStep step,
        StepContext context,
        CancellationToken cancellation
    )
    {
        var begin = context.Time.GetTimestamp();
        try
        {
            var finding = await FindAsync(step, context, cancellation).ConfigureAwait(false);
            return new StepOutcome(
                step.Name ?? WordOf(step),
                finding.Passed,
                finding.Sentence,
                context.Time.GetElapsedTime(begin)
            )
            {
                Logins = finding.Logins,
            };
        }
        catch (SecretUnreadableException problem)
        {
            throw new CommandException(problem.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _requests.Dispose();
        await _analyzers.BringAllUpAsync().ConfigureAwait(false);
    }

    private Task<StepFinding> FindAsync(
        ScenarioStep step,
        StepContext context,
        CancellationToken cancellation
    ) =>
        step switch
        {
            RadiusRequestStep request => new RadiusRequestRun(request, context, _requests).ExecuteAsync(
                cancellation
            ),
            RadiusReplayStep replay => RadiusReplayRun.ExecuteAsync(replay, context, _requests, cancellation),
            DtcpRequestStep request => new DtcpRequestStepRun(request, context, _sequences).ExecuteAsync(
                cancellation
            ),
            AnalyzerStep analyzer => AnalyzerRun.ExecuteAsync(analyzer, context, _analyzers, cancellation),
            LoginStormStep storm => new LoginStormRun(storm, context).ExecuteAsync(cancellation),
            _ => throw new ArgumentOutOfRangeException(nameof(step)),
        };

    private static string WordOf(ScenarioStep step) =>
        step switch
        {
            RadiusRequestStep => "radius-request",
            RadiusReplayStep => "radius-replay",
            DtcpRequestStep => "dtcp-request",
            AnalyzerStep => "analyzer",
            _ => "login-storm",
        };
}
