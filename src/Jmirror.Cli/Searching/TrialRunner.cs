using Jmirror.Cli.Options;
using Jmirror.Cli.Output;
using Jmirror.Cli.Replaying;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Pacing;
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
    private readonly MonotonicClock _clock = new(TimeProvider.System);

    /// <summary>What became of every packet of all trials.</summary>
    public RunCounters Counters { get; } = new();

    /// <summary>Packets of each trial that our own receiver was too slow for.</summary>
    public List<long> DroppedByReceiver { get; } = [];

    /// <exception cref="OperationCanceledException">Interrupted: the trial says nothing.</exception>
    /// <exception cref="ArrivalsUnknownException">The counter fails.</exception>
    /// <exception cref="CommandException">No packet of the captures is mirrored.</exception>
    public TrialResult Run(TrialRequest request, CancellationToken cancellation)
    {
        var settings = replay with
        {
            Pacing = new PacingOptions(PacingSchedule.CopiesPerSecond(request.Pps), Burst: null),
            Duration = request.Duration,
        };
        source.Rewind();
        var threads = new ReplayThreads(settings, source, outputs, table, _clock);
        var status = new ReplayStatus(settings, source, outputs, threads.All, _clock);
        arrivals.Begin(cancellation);
        using (
            new Progress(
                terminal,
                () => $"trial {request.Number}, {Quantity.Rate(request.Pps)}: {status.Line()}",
                TimeProvider.System
            )
        )
            threads.Run(cancellation);
        var counters = threads.SumUp();
        Counters.Add(counters);
        cancellation.ThrowIfCancellationRequested();
        if (counters.Mirrored == 0)
            throw new CommandException(
                $"none of the {counters.Read} packets read is mirrored: there is nothing to send (jmirror replay --dry-run says why)"
            );
        var arrived = arrivals.End(settle, cancellation);
        DroppedByReceiver.Add(arrived.DroppedByReceiver);
        return new TrialResult(counters.Sent, arrived.Packets, threads.ReportPacing().AchievedPps);
    }
}
