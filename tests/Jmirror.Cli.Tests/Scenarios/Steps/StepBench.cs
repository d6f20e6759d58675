using System.Security.Cryptography;
using Jmirror.Cli.Scenarios.Steps;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Scenarios;

namespace Jmirror.Cli.Tests.Scenarios.Steps;

/// <summary>A runner with the system's clock, and no analyzer unless it is given one.</summary>
internal sealed class StepBench(IAnalyzerSwitch? analyzer = null) : IAsyncDisposable
{
    private readonly StepContext _context = new()
    {
        Time = TimeProvider.System,
        Random = RandomNumberGenerator.Fill,
        Analyzer = analyzer,
    };

    private readonly StepRunner _runner = new();

    public ValueTask DisposeAsync() => _runner.DisposeAsync();

    public Task<StepOutcome> RunAsync(ScenarioStep step) =>
        _runner.ExecuteAsync(step, _context, TestContext.Current.CancellationToken);

    public async Task PassesAsync(ScenarioStep step, string sentence)
    {
        var outcome = await RunAsync(step);
        Assert.Equal(sentence, outcome.Sentence);
        Assert.True(outcome.Passed);
    }

    public async Task FailsAsync(ScenarioStep step, string sentence)
    {
        var outcome = await RunAsync(step);
        Assert.Equal(sentence, outcome.Sentence);
        Assert.False(outcome.Passed);
    }

    public static SecretConfig Secret(string text) => new(new Protocol.Radius.RadiusSecret(text), null);
}
