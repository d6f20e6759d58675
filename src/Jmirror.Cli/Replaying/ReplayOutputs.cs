using Jmirror.Engine.Datagrams;
using Jmirror.Network.Files;

namespace Jmirror.Cli.Replaying;

/// <summary>Where the copies of a replay go: capture files, or nowhere in a dry run.</summary>
internal sealed class ReplayOutputs : IDisposable
{
    private readonly List<CaptureFileSink> _files = [];

    private ReplayOutputs() { }

    /// <summary>What the copies are given to; the others are recorded behind it.</summary>
    public IDatagramSink Sink { get; private set; } = new NullSink();

    /// <summary>In words, for the summary.</summary>
    public IReadOnlyList<string> Names { get; private set; } = ["nowhere (dry run)"];

    /// <exception cref="CommandException">A file cannot be written, or is one of the captures.</exception>
    public static ReplayOutputs Open(ReplaySettings settings)
    {
        if (settings.DryRun && settings.Writes.Count > 0)
            throw new CommandException("--dry-run writes nothing: leave out --write");
        if (!settings.DryRun && settings.Writes.Count == 0)
            throw new CommandException(
                "nowhere to send the copies: give --write FILE, or --dry-run to only count them"
            );
        var outputs = new ReplayOutputs();
        try
        {
            outputs.OpenFiles(settings.Writes);
        }
        catch (CaptureFileException failure)
        {
            outputs.Dispose();
            throw new CommandException(failure.Message, ExitCode.Environment);
        }
        return outputs;
    }

    public void Dispose()
    {
        foreach (var file in _files)
            file.Dispose();
    }

    private void OpenFiles(IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
            _files.Add(
                CaptureFileSink.Create(path, ProgramVersion.NameAndVersion, "jmirror", ethernet: null)
            );
        if (_files.Count == 0)
            return;
        Sink = _files.Count == 1 ? _files[0] : new RecordedSink(_files[0], new Recorder([.. _files.Skip(1)]));
        Names = paths;
    }
}
