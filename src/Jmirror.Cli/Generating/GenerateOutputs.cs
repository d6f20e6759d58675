using Jmirror.Cli.Impairing;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Datagrams;
using Jmirror.Engine.Ledgers;
using Jmirror.Network.Files;
using Jmirror.Network.Neighbours;
using Jmirror.Network.Sinks;
using Jmirror.Protocol.Ip;
using Jmirror.Traffic.Generating;

namespace Jmirror.Cli.Generating;

/// <summary>Where generated packets go: one sink towards the analyzer or the interface, capture files, a ledger; or nowhere.</summary>
internal sealed class GenerateOutputs : IDisposable
{
    private const string FramesOf = "subscribers";
    private const string CopiesOf = "jmirror";

    private readonly List<CaptureFileSink> _files = [];
    private OpenedSink? _opened;
    private string? _destination;

    private GenerateOutputs() { }

    /// <summary>In words, for the summary.</summary>
    public List<string> Names { get; } = [];

    /// <summary>Where the packets are sent or written first.</summary>
    public IDatagramSink Sink { get; private set; } = new NullSink();

    /// <summary>Null where none was asked for.</summary>
    public LedgerWriter? Ledger { get; private set; }

    /// <summary>True when the kernel cuts fragments.</summary>
    public bool KernelFragments => _opened?.KernelFragments ?? false;

    /// <summary>From where the kernel sends, when it writes the outer headers.</summary>
    public (Ipv4Address Address, ushort Port)? KernelSource => _opened?.KernelSource;

    /// <summary>Why the destination could not be reached when the last packets were sent; null when it could.</summary>
    public string? Suspended =>
        _opened is { Reachability: not Reachability.Up and var state }
            ? $"{_destination} ({DropReasons.NameOf(state.ToDropReason())})"
            : null;

    /// <exception cref="CommandException">A sink or a file cannot be opened.</exception>
    public static GenerateOutputs Open(GenerateSettings settings, SinkTarget? target)
    {
        var outputs = new GenerateOutputs();
        try
        {
            if (settings.Sends)
                outputs.OpenSink(settings, target);
            outputs.OpenFiles(settings);
            outputs.Arrange(settings);
            return outputs;
        }
        catch (Exception failure)
        {
            outputs.Dispose();
            throw failure switch
            {
                CaptureFileException refused => new OutputException(refused),
                SinkUnavailableException unavailable => new CommandException(
                    unavailable.Cure is null
                        ? unavailable.Message
                        : $"{unavailable.Message}; try: {unavailable.Cure}",
                    ExitCode.Environment
                ),
                _ => failure,
            };
        }
    }

    public void Dispose()
    {
        Sink.Dispose();
        foreach (var file in _files)
            file.Dispose();
        Ledger?.Dispose();
    }

    private void OpenSink(GenerateSettings settings, SinkTarget? target)
    {
        if (settings.Interface is { } port)
        {
            _opened = FrameSinkFactory.Open(port, settings.Engine, TimeProvider.System);
            _destination = port;
        }
        else
        {
            _opened = SinkFactory.Open(target!, settings.Engine, TimeProvider.System);
            ImpairedSinks.DemandEngineFor(settings.Impair, _opened.Engine);
            _destination = $"{target!.Analyzer}";
        }
        Sink = _opened.Sink;
        Names.Add($"{_destination} by {_opened.Explanation}");
    }

    private void OpenFiles(GenerateSettings settings)
    {
        foreach (var path in settings.Writes)
        {
            _files.Add(
                settings.Form == TrafficForm.Frames
                    ? CaptureFileSink.CreateForFrames(path, ProgramVersion.NameAndVersion, FramesOf)
                    : CaptureFileSink.Create(path, ProgramVersion.NameAndVersion, CopiesOf, ethernet: null)
            );
        }
        Names.AddRange(settings.Writes);
    }

    // The ledger is told right behind the sending; files record what was taken. With impairments it is their sink,
    // outermost, that fills the ledger. Of subscribers' frames the ledger holds something else: the copies that a router
    // has to make of them.
    private void Arrange(GenerateSettings settings)
    {
        if (settings.DryRun)
            Names.Add("nowhere (dry run)");
        if (settings.Ledger is { } path)
        {
            Ledger = LedgerWriter.Create(path, TimeProvider.System);
            Names.Add($"{path} (ledger)");
        }
        var recorded = _files;
        if (_opened is null && _files.Count > 0)
            (Sink, recorded) = (_files[0], _files[1..]);
        if (Ledger is not null && settings is { Form: TrafficForm.Mirrored, Impair.Impairments.Count: 0 })
            Sink = new LedgerSink(Sink, Ledger, TimeProvider.System);
        if (recorded.Count > 0)
            Sink = new RecordedSink(Sink, new Recorder(recorded));
    }
}
