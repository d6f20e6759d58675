using Jmirror.Cli.Replaying;
using Jmirror.Engine.Datagrams;
using Jmirror.Engine.Ledgers;
using Jmirror.Engine.Mirroring;
using Jmirror.Engine.Registry;
using Jmirror.Network.Sinks;
using Jmirror.Protocol.Ip;
using Jmirror.Provisioning.Compiling;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Cli.Running;

/// <summary>
/// The ways out of a live run: for each analyzer one sink in every capture thread. Those of the configuration, and
/// those that RADIUS and DTCP name by address and port. A way stays open until the run ends.
/// </summary>
/// <remarks>Any thread may call: the configuration under its own lock, RADIUS and DTCP under the control plane's.</remarks>
internal sealed class RunAnalyzers : IAnalyzers, IAnalyzerWays, IDisposable
{
    /// <summary>Most ways out of a run.</summary>
    public const int MaxWays = 4096;

    private readonly SinkEngine _engine;
    private readonly IReadOnlyList<CaptureThread> _threads;
    private readonly OwnOutput _ownOutput;
    private readonly LedgerWriter? _ledger;
    private readonly Dictionary<SinkTarget, int> _numbers = [];
    private readonly List<RunWay> _ways = [];
    private readonly Lock _opening = new();
    private EmulatorConfig _config;
    private bool _isRunning;

    /// <param name="config">The configuration that the run begins with.</param>
    /// <param name="engine">How copies are sent.</param>
    /// <param name="threads">The capture threads, each of which gets a sink of its own.</param>
    /// <param name="ownOutput">Is told what the copies look like.</param>
    /// <param name="ledger">Where what was sent is recorded; null for nowhere.</param>
    public RunAnalyzers(
        EmulatorConfig config,
        SinkEngine engine,
        IReadOnlyList<CaptureThread> threads,
        OwnOutput ownOutput,
        LedgerWriter? ledger
    )
    {
        _config = config;
        _engine = engine;
        _threads = threads;
        _ownOutput = ownOutput;
        _ledger = ledger;
    }

    /// <summary>The ways that were opened, by number.</summary>
    public IReadOnlyList<RunWay> Ways
    {
        get
        {
            lock (_opening)
                return [.. _ways];
        }
    }

    /// <summary>From here on nothing may wait: the control plane's lock is held when a way is opened.</summary>
    public void BeginRunning() => _isRunning = true;

    /// <summary>Analyzers and defaults are those of this configuration from now on.</summary>
    public void Use(EmulatorConfig config) => _config = config;

    /// <inheritdoc/>
    public int WayOutTo(AnalyzerConfig analyzer)
    {
        try
        {
            lock (_opening)
            {
                var way = WayTo(analyzer.Name, TargetOf(analyzer));
                if (analyzer.Port is { } port)
                    _ownOutput.Add(analyzer.SourceAddress ?? SourceTowards(analyzer), analyzer.Address, port);
                return way;
            }
        }
        catch (SinkUnavailableException failure)
        {
            throw new AnalyzerUnavailableException(WithCure(failure));
        }
    }

    /// <inheritdoc/>
    public Ipv4Address SourceTowards(AnalyzerConfig analyzer)
    {
        try
        {
            return AnalyzerPlan.SourceTowards(analyzer.Address, analyzer.Via.Port);
        }
        catch (CommandException failure)
        {
            throw new AnalyzerUnavailableException(failure.Message);
        }
    }

    /// <inheritdoc/>
    public AnalyzerWay? Find(Ipv4Address address, ushort port, out string? problem)
    {
        try
        {
            var analyzer = AnalyzerAt(address, port);
            if (port == 0 && analyzer.Via.Port is null)
            {
                problem = "a copy without header needs an analyzer port, and this analyzer is routed";
                return null;
            }
            var way = WayOutTo(analyzer);
            problem = null;
            return new AnalyzerWay(
                way,
                analyzer.SourceAddress ?? SourceTowards(analyzer),
                analyzer.UdpSourcePort,
                _config.Router.TimeToLive,
                analyzer.Mtu,
                analyzer.Oversize
            );
        }
        catch (AnalyzerUnavailableException failure)
        {
            problem = failure.Message;
            return null;
        }
    }

    /// <summary>Tells the loop guard what analyzer ports send, as soon as their next hop is known.</summary>
    public void GuardPorts()
    {
        lock (_opening)
        {
            foreach (var way in _ways)
            {
                if (way.LinkAddresses is { } addresses)
                    _ownOutput.AddPort(addresses.Source, addresses.Destination);
            }
        }
    }

    public void Dispose()
    {
        foreach (var way in _ways)
            way.Dispose();
    }

    // One that the configuration lists, by address and port or by address alone; else by the router's default.
    private AnalyzerConfig AnalyzerAt(Ipv4Address address, ushort port)
    {
        var listed = _config.Analyzers.Where(one => one.Address == address).ToList();
        if ((listed.Find(one => one.Port == port) ?? listed.FirstOrDefault()) is { } found)
            return found with { Port = port };
        var byDefault = _config.Analyzers.FirstOrDefault(one =>
            string.Equals(one.Name, _config.Router.DefaultAnalyzer, StringComparison.Ordinal)
        );
        return byDefault is null
            ? new AnalyzerConfig
            {
                Name = $"{address}",
                Address = address,
                Port = port,
                SourceAddress = _config.Router.SourceAddress,
                UdpSourcePort = _config.Router.UdpSourcePort,
            }
            : byDefault with
            {
                Name = $"{address}",
                Address = address,
                Port = port,
            };
    }

    private static SinkTarget TargetOf(AnalyzerConfig analyzer) =>
        // None of these sinks looks at UDP ports: analyzers that differ only there share a way.
        new(analyzer.Address)
        {
            Source = analyzer.SourceAddress ?? default,
            Port = analyzer.Via.Port,
            StaticArp = analyzer.Via.StaticArp,
            MayWait = false,
        };

    private int WayTo(string name, SinkTarget target)
    {
        if (_numbers.TryGetValue(target, out var number))
            return number;
        if (_ways.Count == MaxWays)
            throw new AnalyzerUnavailableException($"there are {MaxWays} ways to analyzers already");
        var patience = _isRunning ? TimeSpan.Zero : target.ResolveTimeout;
        var way = RunWay.Open(name, target with { ResolveTimeout = patience }, _engine, _threads.Count);
        _ways.Add(way);
        for (var i = 0; i < _threads.Count; i++)
            _threads[i].AddWay(Told(way.Sinks[i].Sink));
        _numbers.Add(target, _ways.Count - 1);
        GuardPorts();
        return _ways.Count - 1;
    }

    private IDatagramSink Told(IDatagramSink sink) =>
        _ledger is null ? sink : new LedgerSink(sink, _ledger, TimeProvider.System);

    private static string WithCure(SinkUnavailableException failure) =>
        failure.Cure is null ? failure.Message : $"{failure.Message}; try: {failure.Cure}";
}
