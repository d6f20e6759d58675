using Jmirror.Cli.Options;
using Jmirror.Cli.Output;
using Jmirror.Cli.Replaying;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Pacing;
using Jmirror.Network.Linux;
using Jmirror.Verification.Reporting;
using Jmirror.Verification.Searching;

namespace Jmirror.Cli.Searching;

/// <summary>Runs trials: each a replay of the same captures, over and over, at the trial's rate for the trial's time.</summary>
internal sealed class TrialRunner(
    ReplaySettings replay,
    TimeSpan settle,
    ReplaySource source,
    ReplayOutputs outputs,
    MirrorTable table,
    IArrivalCounter arrivals,
    Terminal terminal
)
{
    private static readonly TimeSpan WarmUpDuration = TimeSpan.FromMilliseconds(500);

    private readonly HighResolutionClock _clock = new(new MonotonicClock(TimeProvider.System));

    /// <summary>What became of every packet, those of the warm-up included.</summary>
    public RunCounters Counters { get; } = new();

    /// <summary>Packets of each trial that our own receiver was too slow for.</summary>
    public List<long> DroppedByReceiver { get; } = [];

    /// <summary>
    /// Sends for a moment what nobody counts: code is compiled, neighbours are resolved and bridges have learnt before
    /// the first trial, which would otherwise stall and lose for these reasons.
    /// </summary>
    /// <exception cref="OperationCanceledException">Interrupted.</exception>
    /// <exception cref="ArrivalsUnknownException">The counter fails.</exception>
    /// <exception cref="CommandException">No packet of the captures is mirrored.</exception>
    public void WarmUp(long pps, CancellationToken cancellation)
    {
        var threads = Send(pps, WarmUpDuration, "warming up", cancellation);
        if (threads.SumUp() is { Mirrored: 0, Read: var read })
            throw new CommandException(
                $"none of the {read} packets read is mirrored: there is nothing to send (jmirror replay --dry-run says why)"
            );
        arrivals.End(settle, cancellation);
    }

    /// <exception cref="OperationCanceledException">Interrupted: the trial says nothing.</exception>
    /// <exception cref="ArrivalsUnknownException">The counter fails.</exception>
    public TrialResult Run(TrialRequest request, CancellationToken cancellation)
    {
        var threads = Send(request.Pps, request.Duration, $"trial {request.Number}", cancellation);
        var arrived = arrivals.End(settle, cancellation);
        DroppedByReceiver.Add(arrived.DroppedByReceiver);
        return new TrialResult(threads.SumUp().Sent, arrived.Packets, threads.ReportPacing().AchievedPps);
    }

    private ReplayThreads Send(long pps, TimeSpan duration, string purpose, CancellationToken cancellation)
    {
        var settings = replay with
        {
            Pacing = new PacingOptions(PacingSchedule.CopiesPerSecond(pps), Burst: null),
            Duration = duration,
        };
        source.Rewind();
        var threads = new ReplayThreads(settings, source, outputs, table, _clock);
        var status = new ReplayStatus(settings, source, outputs, threads.All, _clock);
        arrivals.Begin(cancellation);
        using (
            new Progress(
                terminal,
                () => $"{purpose}, {Quantity.Rate(pps)}: {status.Line()}",
                TimeProvider.System
            )
        )
            threads.Run(cancellation);
        Counters.Add(threads.SumUp());
        cancellation.ThrowIfCancellationRequested();
        return threads;
    }
}
