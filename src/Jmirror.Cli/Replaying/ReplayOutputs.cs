using Jmirror.Cli.Impairing;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Datagrams;
using Jmirror.Engine.Ledgers;
using Jmirror.Engine.Matching;
using Jmirror.Network.Files;
using Jmirror.Network.Neighbours;
using Jmirror.Network.Sinks;

namespace Jmirror.Cli.Replaying;

/// <summary>
/// Where the copies of a replay go: sinks towards the analyzers, one set for each thread; capture files; or nowhere in
/// a dry run.
/// </summary>
/// <remarks>
/// With a ledger, every sink that decides what is taken is wrapped in a <see cref="LedgerSink"/>, and the recorder of
/// the files around that: the ledger is told right behind the sending, and a full disk under a capture leaves out
/// nothing that was sent. All sinks share the one writer. With impairments it is their sinks, outermost, that fill the
/// ledger: the files hold what was sent, the ledger what would have been and what was done to it.
/// </remarks>
internal sealed class ReplayOutputs : IDisposable
{
    private readonly List<CaptureFileSink> _files = [];
    private readonly List<(string Analyzer, OpenedSink Sink)> _opened = [];
    private readonly List<IDatagramSink[]> _sinksOfThread = [];
    private bool _sends;
    private bool _impairs;

    private ReplayOutputs() { }

    /// <summary>Where what is sent is recorded; null for nowhere.</summary>
    public LedgerWriter? Ledger { get; private set; }

    /// <summary>In words, for the summary.</summary>
    public List<string> Names { get; } = [];

    /// <summary>The sinks of one thread.</summary>
    public IDatagramSink[] SinksOf(int thread) => _sinksOfThread[thread];

    /// <exception cref="CommandException">An option contradicts another, a sink or a file cannot be opened.</exception>
    public static ReplayOutputs Open(ReplaySettings settings, MirrorPlan plan)
    {
        var outputs = new ReplayOutputs
        {
            _sends = settings.Sends,
            _impairs = settings.Impair.Impairments.Count > 0,
        };
        try
        {
            if (settings.Sends)
                outputs.OpenSinks(settings, plan.Analyzers);
            outputs.OpenFiles(settings.Writes);
            outputs.OpenLedger(settings, plan.Analyzers);
            outputs.Arrange(settings);
            return outputs;
        }
        catch (Exception failure)
        {
            outputs.Dispose();
            throw failure switch
            {
                CaptureFileException refused => new OutputException(refused, outputs.Begun(settings.Writes)),
                SinkUnavailableException unavailable => Unavailable(unavailable),
                _ => failure,
            };
        }
    }

    /// <summary>The sink, by number in <see cref="SinksOf"/>, for copies to one of the plan's analyzers.</summary>
    public int WayOutTo(int analyzer) => _sends ? analyzer : 0;

    /// <summary>What becomes of long copies to one of the plan's analyzers, when <paramref name="asked"/> was asked for.</summary>
    public OversizeRule OversizeTowards(int analyzer, OversizeRule asked) =>
        _sends && asked == OversizeRule.Fragment && _opened[analyzer].Sink.KernelFragments
            ? OversizeRule.Send
            : asked;

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
        Ledger?.Dispose();
    }

    /// <summary>Closes the ledger: whoever reads it then knows that nothing is missing.</summary>
    /// <exception cref="IOException">The rest of it could not be written.</exception>
    public void CloseLedger() => Ledger?.Dispose();

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
        foreach (var (_, sink) in _opened)
            ImpairedSinks.DemandEngineFor(settings.Impair, sink.Engine);
        for (var i = 0; i < analyzers.Count; i++)
            Names.Add($"{analyzers[i].Name} by {_opened[i].Sink.Explanation}");
    }

    private void OpenFiles(IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
            _files.Add(
                CaptureFileSink.Create(path, ProgramVersion.NameAndVersion, "jmirror", ethernet: null)
            );
        Names.AddRange(paths);
    }

    private void OpenLedger(ReplaySettings settings, IReadOnlyList<AnalyzerPlan> analyzers)
    {
        if (settings.Ledger is not { } path)
            return;
        for (var i = 0; i < _opened.Count; i++)
            DemandTrueSource(_opened[i].Sink, analyzers[i % analyzers.Count].Target);
        Ledger = LedgerWriter.Create(path, TimeProvider.System);
        Names.Add($"{path} (ledger)");
    }

    // A ledger that names another stream than the wire does would find every packet misdirected.
    private static void DemandTrueSource(OpenedSink sink, SinkTarget target)
    {
        if (
            sink.KernelSource is { } source
            && (source.Address != target.Source || source.Port != target.SourcePort)
        )
            throw new CommandException(
                $"--ledger records copies from {target.Source}:{target.SourcePort}, but the kernel would send them from "
                    + $"{source.Address}:{source.Port}: give a --source IP:PORT of this host that is free, or another --engine",
                ExitCode.Environment
            );
    }

    // Nothing is left behind without saying so.
    private string Begun(IReadOnlyList<string> paths) =>
        _files.Count == 0 ? "" : $"; left without packets: {string.Join(", ", paths.Take(_files.Count))}";

    // Sinks are recorded in the files. Without sinks, the first file takes their place for all analyzers and threads.
    private void Arrange(ReplaySettings settings)
    {
        if (settings.Sends)
        {
            foreach (var sinks in _sinksOfThread)
            {
                for (var i = 0; i < sinks.Length; i++)
                    sinks[i] = Told(sinks[i]);
            }
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
        _sinksOfThread.Add([SinkWithoutSending()]);
        if (settings.DryRun)
            Names.Add("nowhere (dry run)");
    }

    private IDatagramSink SinkWithoutSending() =>
        _files.Count switch
        {
            0 => new NullSink(),
            1 => Told(_files[0]),
            _ => new RecordedSink(Told(_files[0]), new Recorder([.. _files.Skip(1)])),
        };

    private IDatagramSink Told(IDatagramSink sink) =>
        Ledger is null || _impairs ? sink : new LedgerSink(sink, Ledger, TimeProvider.System);

    private static CommandException Unavailable(SinkUnavailableException failure) =>
        new(
            failure.Cure is null ? failure.Message : $"{failure.Message}; try: {failure.Cure}",
            ExitCode.Environment
        );
}
