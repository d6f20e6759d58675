using Jmirror.Cli.Options;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Datagrams;
using Jmirror.Engine.Impairing;
using Jmirror.Engine.Ledgers;
using Jmirror.Engine.Pacing;
using Jmirror.Network.Sinks;

namespace Jmirror.Cli.Impairing;

/// <summary>The sinks of one thread, with faults put in between when some were asked for.</summary>
internal sealed class ImpairedSinks
{
    private readonly List<ImpairingSink> _sinks = [];
    private readonly ImpairmentPlan? _plan;
    private readonly ImpairingOptions _options;
    private readonly RunCounters _counters;
    private readonly ReleasingClock _clock;

    /// <param name="impair">Which faults.</param>
    /// <param name="ledger">Records what is sent; null for nowhere. Without faults it is for the sinks' owner to fill.</param>
    /// <param name="counters">Those of the thread's ways out.</param>
    /// <param name="clock">What the thread is paced by.</param>
    /// <param name="sends">False where copies are written to files: time then goes by as their timestamps do.</param>
    public ImpairedSinks(
        ImpairOptions impair,
        LedgerWriter? ledger,
        RunCounters counters,
        IPacingClock clock,
        bool sends
    )
    {
        _plan = impair.Impairments.Count == 0 ? null : new ImpairmentPlan(impair.Impairments, impair.Seed);
        _options = new ImpairingOptions(sends ? clock : null, ledger, TimeProvider.System);
        _counters = counters;
        _clock = new ReleasingClock(clock);
    }

    /// <summary>What the thread is to be paced by: while it waits, held copies leave when they are due.</summary>
    public IPacingClock Clock => _clock;

    /// <summary>The sink for a way out.</summary>
    public IDatagramSink Around(IDatagramSink sink)
    {
        if (_plan is null)
            return sink;
        var impaired = new ImpairingSink(sink, _plan, _options, _counters);
        _clock.Add(impaired);
        _sinks.Add(impaired);
        return impaired;
    }

    /// <summary>Sends what is still held, when the ways out are drained.</summary>
    public void Finish(CancellationToken cancellation)
    {
        foreach (var sink in _sinks)
            sink.Finish(cancellation);
    }

    /// <summary>Refuses faults that the engine would undo.</summary>
    /// <exception cref="CommandException">The kernel writes the headers that a fault is about.</exception>
    public static void DemandEngineFor(ImpairOptions impair, SinkEngine engine)
    {
        foreach (var fault in impair.Impairments.Select(one => one.Fault))
        {
            if (engine == SinkEngine.Udp && ImpairmentRules.NeedsOwnHeaders(fault))
                throw new CommandException(
                    $"--impair {FaultKinds.NameOf(fault)} is about outer headers, which the kernel writes for the udp engine: "
                        + "send with --engine packet, raw, xdp or pcap, or only --write"
                );
            if (engine == SinkEngine.Raw && fault == FaultKind.IpChecksum)
                throw new CommandException(
                    $"--impair {FaultKinds.NameOf(fault)} does not get through a raw socket, where the kernel writes the right "
                        + "checksum: send with --engine packet, xdp or pcap, or only --write"
                );
        }
    }
}
