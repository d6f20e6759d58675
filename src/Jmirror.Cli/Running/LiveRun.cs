using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Jmirror.Cli.Output;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Ledgers;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Measuring;
using Jmirror.Engine.Mirroring;
using Jmirror.Engine.Pacing;
using Jmirror.Engine.Registry;
using Jmirror.Network.Neighbours;
using Jmirror.Network.Sinks;
using Jmirror.Provisioning.Api;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Logging;
using Jmirror.Provisioning.Reloading;
using Microsoft.Extensions.Logging;

namespace Jmirror.Cli.Running;

/// <summary>Puts a live run together, keeps it going until it is told to end, and reports.</summary>
internal sealed class LiveRun : IDisposable
{
    private readonly RunSettings _settings;
    private readonly EmulatorConfig _config;
    private readonly LiveCapture _capture;
    private readonly LedgerWriter? _ledger;
    private readonly SecureLog _secureLog;
    private readonly LiveEvents _events = new();
    private readonly ControlPlane _control;
    private readonly RunAnalyzers _analyzers;
    private readonly Provisioner _provisioner;
    private readonly RunReload _reload;
    private readonly ILogger _logger;
    private readonly RunLog _log;
    private readonly MirrorTable _table;
    private readonly RunServices _services;
    private readonly List<CaptureThread> _threads = [];
    private readonly CancellationTokenSource _end = new();
    private readonly MonotonicClock _clock = new(TimeProvider.System);
    private Exception? _failure;

    private LiveRun(RunSettings settings, EmulatorConfig config, OpenedFirst opened, ILogger logger)
    {
        (_settings, _config) = (settings, config);
        _logger = logger;
        _log = new RunLog(logger);
        _capture = opened.Capture;
        _secureLog = SecureLog.Open(config.Logging.SecureLogSize, config.Logging.SecureLogFile, logger);
        _ledger = opened.Ledger is { } ledger ? new LedgerWriter(ledger, TimeProvider.System) : null;
        var sides = config.Capture.Interfaces.Select(one => one.Side).ToList();
        var options = RouterPersonality.Of(config);
        _table = new MirrorTable(options.Precedence, sides);
        var ownOutput = new OwnOutput();
        _analyzers = new RunAnalyzers(config, settings.Engine, _threads, ownOutput, _ledger);
        _control = new ControlPlane(
            _table,
            _analyzers,
            new MirrorLogs(_secureLog, _events),
            TimeProvider.System,
            options,
            _events
        );
        _services = new RunServices(config, opened, _control, _log);
        var plane = new DataPlane(
            _table,
            ownOutput,
            LearnerFactory.Make(config.Learning, _control.See, _services.Tap),
            _control.Accounts,
            _clock
        );
        var sources = _capture.Sources;
        for (var i = 0; i < sources.Count; i++)
            _threads.Add(new CaptureThread(i, sources.Count, sources[i], plane, Fail));
        _provisioner = new Provisioner(config, opened.Interfaces, _control, _analyzers);
        _reload = new RunReload(settings.ConfigFile, _provisioner, _analyzers, _secureLog, _events, _log);
    }

    /// <exception cref="CommandException">The run cannot begin.</exception>
    public static int Execute(RunSettings settings, Terminal terminal)
    {
        if (settings.Engine == SinkEngine.Udp)
            throw new CommandException(
                "run needs an engine that sends headers as made: packet, raw, xdp or pcap"
            );
        var loaded = ConfigFile.Load(settings.ConfigFile);
        if (loaded.Config is not { } config)
            throw new ConfigurationException(loaded.Errors);
        using var opened = OpenedFirst.Open(config, settings.Ledger);
        using var logs = OrdinaryLog.Open(config.Logging.Level);
        using var run = new LiveRun(settings, config, opened, logs.CreateLogger("jmirror"));
        return run.Run(terminal);
    }

    public void Dispose()
    {
        _services.Dispose();
        _analyzers.Dispose();
        _ledger?.Dispose();
        _secureLog.Dispose();
        _end.Dispose();
    }

    private int Run(Terminal terminal)
    {
        if (_provisioner.Start(_settings.ConfigFile) is { Succeeded: false } outcome)
            throw new ConfigurationException(outcome.Errors);
        _analyzers.BeginRunning();
        // Signals first: the thread that hears them begins here, not in the starter of the SSH front with its privileges.
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, _reload.OnSignal);
        using var interruption = new Interruption();
        _services.Start(ApiServicesOf(new RunFigures(_threads, _capture, _control, _services, _table)));
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(_end.Token, interruption.Token);
        var start = _clock.Now;
        using (new RunWatch(_control, _analyzers, _capture, _log))
        using (
            new Progress(
                terminal,
                new RunStatus(_threads, _capture, _control, _clock).Line,
                TimeProvider.System
            )
        )
        {
            _threads.ForEach(thread => thread.Start());
            _log.Mirroring(_config.Router.Name, _capture);
            _services.LogIn();
            ending.Token.WaitHandle.WaitOne(_settings.Duration ?? Timeout.InfiniteTimeSpan);
            _log.Ending();
            // Frames first: the last accounting reports tell of all of them.
            _capture.Stop();
            _threads.ForEach(thread => thread.Join());
            _services.End();
            _control.WriteShutdown();
        }
        var elapsed = TimeSpan.FromMicroseconds((_clock.Now - start) / 1000.0);
        _ledger?.Dispose();
        if (_failure is not null)
            ExceptionDispatchInfo.Throw(_failure);
        var summary = SummarizeAfter(elapsed);
        Report.Write(summary, _settings.Json, terminal);
        return summary.Problems.Count > 0 ? ExitCode.CheckFailed : ExitCode.Success;
    }

    private ApiServices ApiServicesOf(RunFigures figures) =>
        new()
        {
            Control = _control,
            Provisioner = _provisioner,
            SecureLog = _secureLog,
            Events = _events,
            Reload = _reload.Apply,
            WriteStatistics = figures.WriteJson,
            WriteMetrics = figures.WriteMetrics,
            Logger = _logger,
            Time = TimeProvider.System,
            Version = ProgramVersion.NameAndVersion,
        };

    private RunSummary SummarizeAfter(TimeSpan elapsed)
    {
        var counters = RunStatus.Sum(_threads);
        var latency = new Histogram();
        foreach (var thread in _threads)
            latency.Add(thread.Residence.Times);
        return new RunSummary
        {
            Command = "run",
            Inputs = _capture.Descriptions,
            Outputs = [.. _analyzers.Ways.Select(way => way.Description)],
            Counters = counters,
            Kernel = _capture.Kernel,
            Latency = latency,
            Radius = _services.Radius,
            Mirrors = _table.Mirrors,
            Ended = _table.Ended,
            Duration = elapsed,
            Problems = [.. ProblemsOf(counters)],
        };
    }

    private IEnumerable<string> ProblemsOf(RunCounters counters)
    {
        foreach (var problem in _capture.Problems)
            yield return problem;
        foreach (var way in _analyzers.Ways.Where(way => way.Reachability != Reachability.Up))
            yield return $"at the end of the run this analyzer could not be reached: {way.Name} ({DropReasons.NameOf(way.Reachability.ToDropReason())})";
        if (counters.DroppedFor(DropReason.SuperFrame) > 0)
            yield return $"{counters.DroppedFor(DropReason.SuperFrame)} frames were longer than the interface's MTU and could not be cut: ethtool -K IFACE gro off lro off tso off gso off";
        if (counters.Imbalance() is { } imbalance)
            yield return $"the figures do not add up ({imbalance}): please report this";
    }

    private void Fail(Exception failure)
    {
        Interlocked.CompareExchange(ref _failure, failure, null);
        _end.Cancel();
    }
}
