namespace Jmirror.Cli.Scenarios.Steps;

/// <summary>Takes an analyzer away and gives it back. Doing either twice does no harm.</summary>
internal interface IAnalyzerSwitch
{
    /// <summary>The analyzer goes.</summary>
    /// <exception cref="CommandException">It cannot be done here; the sentence says why.</exception>
    Task TakeDownAsync(CancellationToken cancellation);

    /// <summary>The analyzer is there again.</summary>
    /// <exception cref="CommandException">It cannot be done here; the sentence says why.</exception>
    Task BringUpAsync(CancellationToken cancellation);
}
