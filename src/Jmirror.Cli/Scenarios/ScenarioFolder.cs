namespace Jmirror.Cli.Scenarios;

/// <summary>Where the ledger and what the commands say are written: a folder to keep, or one that is gone afterwards.</summary>
internal sealed class ScenarioFolder : IDisposable
{
    private readonly string _path;
    private readonly bool _isKept;

    private ScenarioFolder(string path, bool isKept) => (_path, _isKept) = (path, isKept);

    /// <param name="keep">Folder to keep, made when it is not there; null: one that is gone afterwards.</param>
    public static ScenarioFolder Open(string? keep) =>
        keep is null
            ? new ScenarioFolder(
                Directory.CreateTempSubdirectory("jmirror-scenario-").FullName,
                isKept: false
            )
            : new ScenarioFolder(Directory.CreateDirectory(keep).FullName, isKept: true);

    /// <summary>What was sent, or must be.</summary>
    public string Ledger => Path.Combine(_path, "sent.ledger");

    /// <summary>The receiver's own report; null when nothing is kept.</summary>
    public string? ReceiverReport => _isKept ? Path.Combine(_path, "receive.html") : null;

    /// <summary>Writes down what a command said.</summary>
    public void Keep(ChildOutcome outcome)
    {
        if (!_isKept)
            return;
        File.WriteAllText(Path.Combine(_path, $"{outcome.Command}.json"), outcome.Output);
        File.WriteAllText(Path.Combine(_path, $"{outcome.Command}.log"), outcome.Errors);
    }

    public void Dispose()
    {
        if (!_isKept)
            Directory.Delete(_path, recursive: true);
    }
}
