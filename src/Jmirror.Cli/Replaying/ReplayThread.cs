using Jmirror.Cli.Impairing;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Mirroring;
using Jmirror.Engine.Pacing;
using Jmirror.Network.Files;

namespace Jmirror.Cli.Replaying;

/// <summary>One thread's part of a replay: its source, its ways out, its share of the mirrors.</summary>
internal sealed class ReplayThread
{
    // With one analyzer, waiting for a busy way out is what a replay wants; with several, nobody waits for another.
    private const long PatienceWithOneAnalyzer = 1_000_000_000;

    private readonly IRewindableSource _source;
    private readonly ReplaySettings _settings;
    private readonly Pump _pump;
    private readonly ReplayMirrors _mirrors;
    private readonly ImpairedSinks _impaired;
    private long _passes;

    public ReplayThread(
        int number,
        ReplaySettings settings,
        ReplaySource source,
        ReplayOutputs outputs,
        ReplayMirrors mirrors,
        IPacingClock clock
    )
    {
        _source = source.Of(number);
        _settings = settings;
        _impaired = new ImpairedSinks(settings.Impair, outputs.Ledger, Counters, clock, settings.Sends);
        Pacer = new Pacer(ScheduleOf(settings), _impaired.Clock, settings.Pacing.Limits);
        Meter = new RateMeter(clock);
        var sinks = outputs.SinksOf(number);
        var options = new WayOutOptions(
            (ushort)(number + 1),
            (ushort)settings.Threads,
            sinks.Length == 1 ? PatienceWithOneAnalyzer : 0
        );
        var waysOut = new WaysOut(
            sinks.Select(sink => new WayOut(_impaired.Around(sink), options, Counters, Meter, clock))
        );
        var share = new PumpShare(number, settings.Threads);
        _mirrors = mirrors;
        _pump = new Pump(
            mirrors.Table,
            waysOut,
            Counters,
            Pacer,
            share,
            settings.Limit ?? long.MaxValue,
            learner: mirrors.Learner
        );
    }

    public RunCounters Counters { get; } = new();

    public Pacer Pacer { get; }

    public RateMeter Meter { get; }

    /// <summary>Passes over the captures that are over.</summary>
    public long Passes => Volatile.Read(ref _passes);

    /// <summary>Frames read in the passes that are over.</summary>
    public long FramesOfPasses { get; private set; }

    public void Run(CancellationToken cancellation)
    {
        while (_pump.Run(_source, cancellation))
        {
            _passes++;
            // Captures without packets would be run through for ever.
            if (_passes == _settings.Loops || _pump.Read == FramesOfPasses)
                break;
            FramesOfPasses = _pump.Read;
            Pacer.BeginLoop(_settings.LoopDelay);
            _source.Rewind();
            _mirrors.Forget();
        }
        _pump.Finish();
        _impaired.Finish(cancellation);
    }

    private static PacingSchedule ScheduleOf(ReplaySettings settings) =>
        settings.Pacing.Schedule
        ?? (settings.Sends ? PacingSchedule.OriginalTiming(1) : PacingSchedule.TopSpeed);
}
