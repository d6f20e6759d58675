using Jmirror.Engine.Counting;
using Jmirror.Engine.Datagrams;
using Jmirror.Engine.Matching;
using Jmirror.Network.Files;
using Jmirror.Network.Neighbours;
using Jmirror.Network.Sinks;

namespace Jmirror.Cli.Replaying;

/// <summary>
/// Where the copies of a replay go: sinks towards the analyzers, one set for each thread; capture files; or nowhere in
/// a dry run.
/// </summary>
internal sealed class ReplayOutputs : IDisposable
{
    private readonly List<CaptureFileSink> _files = [];
    private readonly List<(string Analyzer, OpenedSink Sink)> _opened = [];
    private readonly List<IDatagramSink[]> _sinksOfThread = [];

    private ReplayOutputs(MirrorPlan plan) => Mirrors = plan.Mirrors;

    /// <summary>The plan's mirrors, with ways out that count in <see cref="SinksOf"/>.</summary>
    public IReadOnlyList<MirrorDefinition> Mirrors { get; private set; }

    /// <summary>In words, for the summary.</summary>
    public List<string> Names { get; } = [];

    /// <summary>The sinks of one thread.</summary>
    public IDatagramSink[] SinksOf(int thread) => _sinksOfThread[thread];

    /// <exception cref="CommandException">An option contradicts another, a sink or a file cannot be opened.</exception>
    public static ReplayOutputs Open(ReplaySettings settings, MirrorPlan plan)
    {
        var outputs = new ReplayOutputs(plan);
        try
        {
            if (settings.Sends)
                outputs.OpenSinks(settings, plan.Analyzers);
            outputs.OpenFiles(settings.Writes);
            outputs.Arrange(settings);
            return outputs;
        }
        catch (Exception failure)
        {
            outputs.Dispose();
            throw failure switch
            {
                CaptureFileException => new CommandException(
                    failure.Message + outputs.Begun(settings.Writes),
                    ExitCode.Environment
                ),
                SinkUnavailableException unavailable => Unavailable(unavailable),
                _ => failure,
            };
        }
    }

    /// <summary>Analyzers that could not be reached when the last copies were sent, each with the reason.</summary>
    public IEnumerable<string> Suspended =>
        _opened
            .Where(one => one.Sink.Reachability != Reachability.Up)
            .Select(one => $"{one.Analyzer} ({DropReasons.NameOf(one.Sink.Reachability.ToDropReason())})")
            .Distinct(StringComparer.Ordinal);

    public void Dispose()
    {
        foreach (var (_, sink) in _opened)
            sink.Dispose();
        foreach (var file in _files)
            file.Dispose();
    }

    private void OpenSinks(ReplaySettings settings, IReadOnlyList<AnalyzerPlan> analyzers)
    {
        for (var thread = 0; thread < settings.Threads; thread++)
        {
            var sinks = analyzers
                .Select(analyzer =>
                    SinkFactory.Open(
                        analyzer.Target with
                        {
                            MayWait = analyzers.Count == 1,
                        },
                        settings.Engine,
                        TimeProvider.System
                    )
                )
                .ToList();
            _opened.AddRange(analyzers.Select(analyzer => analyzer.Name).Zip(sinks));
            _sinksOfThread.Add([.. sinks.Select(sink => sink.Sink)]);
        }
        for (var i = 0; i < analyzers.Count; i++)
        {
            Names.Add($"{analyzers[i].Name} by {_opened[i].Sink.Explanation}");
            if (_opened[i].Sink.KernelFragments)
                LetTheKernelFragment(i);
        }
    }

    private void LetTheKernelFragment(int wayOut) =>
        Mirrors = [
            .. Mirrors.Select(mirror =>
                mirror.WayOut == wayOut && mirror.Oversize == OversizeRule.Fragment
                    ? mirror with
                    {
                        Oversize = OversizeRule.Send,
                    }
                    : mirror
            ),
        ];

    private void OpenFiles(IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
            _files.Add(
                CaptureFileSink.Create(path, ProgramVersion.NameAndVersion, "jmirror", ethernet: null)
            );
        Names.AddRange(paths);
    }

    // Nothing is left behind without saying so.
    private string Begun(IReadOnlyList<string> paths) =>
        _files.Count == 0 ? "" : $"; left without packets: {string.Join(", ", paths.Take(_files.Count))}";

    // Sinks are recorded in the files. Without sinks, the first file takes their place for all analyzers and threads.
    private void Arrange(ReplaySettings settings)
    {
        if (settings.Sends)
        {
            if (_files.Count == 0)
                return;
            var recorder = new Recorder(_files);
            foreach (var sinks in _sinksOfThread)
            {
                for (var i = 0; i < sinks.Length; i++)
                    sinks[i] = new RecordedSink(sinks[i], recorder);
            }
            return;
        }
        Mirrors = [.. Mirrors.Select(mirror => mirror with { WayOut = 0 })];
        _sinksOfThread.Add([SinkWithoutSending()]);
        if (settings.DryRun)
            Names.Add("nowhere (dry run)");
    }

    private IDatagramSink SinkWithoutSending() =>
        _files.Count switch
        {
            0 => new NullSink(),
            1 => _files[0],
            _ => new RecordedSink(_files[0], new Recorder([.. _files.Skip(1)])),
        };

    private static CommandException Unavailable(SinkUnavailableException failure) =>
        new(
            failure.Cure is null ? failure.Message : $"{failure.Message}; try: {failure.Cure}",
            ExitCode.Environment
        );
}
