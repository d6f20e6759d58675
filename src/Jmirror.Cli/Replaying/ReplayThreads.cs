using System.Runtime.ExceptionServices;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Pacing;
using Jmirror.Network.Files;

namespace Jmirror.Cli.Replaying;

/// <summary>The threads of a replay, which begin and end together. They run once; captures and sinks can be used again.</summary>
internal sealed class ReplayThreads
{
    private readonly List<ReplayThread> _threads;
    private readonly TimeSpan? _duration;

    public ReplayThreads(
        ReplaySettings settings,
        ReplaySource source,
        ReplayOutputs outputs,
        MirrorTable table,
        IPacingClock clock
    )
    {
        _duration = settings.Duration;
        _threads =
        [
            .. Enumerable
                .Range(0, settings.Threads)
                .Select(number => new ReplayThread(number, settings, source, outputs, table, clock)),
        ];
    }

    /// <summary>Each thread, to be watched while they run.</summary>
    public IReadOnlyList<ReplayThread> All => _threads;

    /// <summary>Runs until the captures, the duration or the limit are at their end.</summary>
    /// <exception cref="CommandException">An output file cannot be written, or a capture cannot be read again.</exception>
    public void Run(CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (_duration is { } duration)
            end.CancelAfter(duration);
        Exception? failure = null;
        void Guarded(ReplayThread part)
        {
            try
            {
                part.Run(end.Token);
            }
            catch (Exception error)
            {
                Interlocked.CompareExchange(ref failure, error, null);
                end.Cancel();
            }
        }

        var others = _threads.Skip(1).Select(part => new Thread(() => Guarded(part))).ToList();
        others.ForEach(thread => thread.Start());
        Guarded(_threads[0]);
        others.ForEach(thread => thread.Join());
        if (failure is CaptureFileException full)
            throw new OutputException(full);
        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
    }

    /// <summary>The figures of all threads.</summary>
    public RunCounters SumUp()
    {
        var counters = new RunCounters();
        foreach (var thread in _threads)
            counters.Add(thread.Counters);
        return counters;
    }

    /// <summary>Wanted and achieved rate of all threads; asked for once, after the run.</summary>
    public PacingReport ReportPacing()
    {
        var meter = _threads[0].Meter;
        foreach (var thread in _threads.Skip(1))
            meter.Add(thread.Meter);
        return PacingReport.Of(_threads[0].Pacer, meter);
    }
}
