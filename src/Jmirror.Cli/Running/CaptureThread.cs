using Jmirror.Engine.Accounting;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Datagrams;
using Jmirror.Engine.Learning;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Mirroring;
using Jmirror.Engine.Pacing;
using Jmirror.Network.Linux.Receiving;

namespace Jmirror.Cli.Running;

/// <summary>What capture threads share.</summary>
/// <param name="Table">The live mirrors.</param>
/// <param name="OwnOutput">What must not be mirrored again.</param>
/// <param name="Learner">Who learns from signalling; null for nobody.</param>
/// <param name="Accounts">Sessions whose traffic is counted.</param>
/// <param name="Clock">The clock of patience and rates.</param>
internal sealed record DataPlane(
    MirrorTable Table,
    OwnOutput OwnOutput,
    ILearner? Learner,
    SessionAccounts Accounts,
    IPacingClock Clock
);

/// <summary>
/// One capture thread: a source, ways out of its own, counters. It runs until its source ends, and carries
/// everything that the source still has.
/// </summary>
internal sealed class CaptureThread
{
    // A full queue empties within this time, or the analyzer is too slow; the capture ring bridges it.
    private const long Patience = 1_000_000;

    private readonly ILiveSource _source;
    private readonly Thread _thread;
    private readonly RateMeter _meter;
    private readonly WaysOut _waysOut = new();
    private readonly WayOutOptions _wayOutOptions;
    private readonly IPacingClock _clock;

    /// <param name="number">From 0; threads interleave their outer identifications.</param>
    /// <param name="count">How many threads there are.</param>
    /// <param name="source">Where its frames come from; stays the caller's to dispose.</param>
    /// <param name="plane">What all threads share.</param>
    /// <param name="failed">Told what ended the thread before its source ended.</param>
    public CaptureThread(int number, int count, ILiveSource source, DataPlane plane, Action<Exception> failed)
    {
        _source = source;
        _clock = plane.Clock;
        _meter = new RateMeter(_clock);
        _wayOutOptions = new WayOutOptions((ushort)(number + 1), (ushort)count, Patience, Residence);
        var pump = new Pump(
            plane.Table,
            _waysOut,
            Counters,
            new Pacer(PacingSchedule.TopSpeed, _clock, PacingLimits.Default),
            PumpShare.Whole,
            ownOutput: plane.OwnOutput,
            learner: plane.Learner,
            accounts: plane.Accounts
        );
        _thread = new Thread(() => Run(pump, failed)) { Name = $"capture {number}", IsBackground = true };
    }

    /// <summary>What became of this thread's frames.</summary>
    public RunCounters Counters { get; } = new();

    /// <summary>Time from the capture of a frame until its copy has left.</summary>
    public ResidenceTime Residence { get; } = new(TimeProvider.System);

    /// <summary>Opens one more way out, under the next number.</summary>
    public void AddWay(IDatagramSink sink) =>
        _waysOut.Add(new WayOut(sink, _wayOutOptions, Counters, _meter, _clock));

    /// <summary>Begins to carry frames.</summary>
    public void Start() => _thread.Start();

    /// <summary>Waits until the last frame was carried.</summary>
    public void Join() => _thread.Join();

    private void Run(Pump pump, Action<Exception> failed)
    {
        try
        {
            pump.Run(_source, CancellationToken.None);
            pump.Finish();
        }
        catch (Exception error)
        {
            failed(error);
        }
    }
}
