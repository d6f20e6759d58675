namespace Jmirror.Cli.Scenarios.Steps;

/// <summary>What was taken down and is not up again.</summary>
internal sealed class AnalyzerSwitches
{
    private readonly Dictionary<string, AnalyzerLink> _links = new(StringComparer.Ordinal);
    private readonly HashSet<IAnalyzerSwitch> _down = [];

    /// <summary>The switch of an interface.</summary>
    public AnalyzerLink LinkOf(string name)
    {
        if (!_links.TryGetValue(name, out var link))
            _links.Add(name, link = new AnalyzerLink(name));
        return link;
    }

    /// <summary>Takes one down.</summary>
    public async Task TakeDownAsync(IAnalyzerSwitch analyzer, CancellationToken cancellation)
    {
        await analyzer.TakeDownAsync(cancellation).ConfigureAwait(false);
        _down.Add(analyzer);
    }

    /// <summary>Brings one up.</summary>
    public async Task BringUpAsync(IAnalyzerSwitch analyzer, CancellationToken cancellation)
    {
        await analyzer.BringUpAsync(cancellation).ConfigureAwait(false);
        _down.Remove(analyzer);
    }

    /// <summary>Brings up all that is down.</summary>
    public async Task BringAllUpAsync()
    {
        foreach (var analyzer in _down.ToArray())
            await BringUpAsync(analyzer, CancellationToken.None).ConfigureAwait(false);
    }
}
