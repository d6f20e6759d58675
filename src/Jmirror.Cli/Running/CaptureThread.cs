using Jmirror.Engine.Counting;
using Jmirror.Engine.Learning;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Mirroring;
using Jmirror.Engine.Pacing;
using Jmirror.Network.Linux.Receiving;

namespace Jmirror.Cli.Running;

/// <summary>
/// One capture thread: its source, its ways out, its counters. It runs until its source ends, which
/// <see cref="Stop"/> brings about.
/// </summary>
internal sealed class CaptureThread
{
    private readonly ILiveSource _source;
    private readonly Pump _pump;
    private readonly Thread _thread;

    /// <param name="number">From 0; threads interleave their outer identifications.</param>
    /// <param name="count">How many threads there are.</param>
    /// <param name="source">Where its frames come from; stays the caller's to dispose.</param>
    /// <param name="table">The live mirrors.</param>
    /// <param name="ownOutput">What must not be mirrored again.</param>
    /// <param name="learner">Who learns from signalling; null for nobody.</param>
    /// <param name="failed">Told what ended the thread before its time.</param>
    public CaptureThread(
        int number,
        int count,
        ILiveSource source,
        MirrorTable table,
        OwnOutput ownOutput,
        ILearner? learner,
        Action<Exception> failed
    )
    {
        _source = source;
        var clock = new MonotonicClock(TimeProvider.System);
        Meter = new RateMeter(clock);
        Clock = clock;
        WayOutOptions = new WayOutOptions((ushort)(number + 1), (ushort)count, Residence: Residence);
        var pacer = new Pacer(PacingSchedule.TopSpeed, clock, new PacingLimits());
        _pump = new Pump(table, WaysOut, Counters, pacer, PumpShare.Whole, learner: learner, ownOutput: ownOutput);
        _thread = new Thread(() => Run(failed)) { Name = $"capture {number}", IsBackground = true };
    }

    public RunCounters Counters { get; } = new();

    public WaysOut WaysOut { get; } = new();

    /// <summary>Time from the capture of a frame until its copy has left.</summary>
    public ResidenceTime Residence { get; } = new(TimeProvider.System);

    public KernelCounters Kernel => _source.ReadKernelCounters();

    /// <summary>See <see cref="ILiveSource.Problem"/>.</summary>
    public string? Problem => _source.Problem;

    public void Start() => _thread.Start();

    /// <summary>Lets no further frame in; those that the kernel has taken are still carried.</summary>
    public void Stop() => _source.Stop();

    /// <summary>Waits until the last frame was carried.</summary>
    public void Join() => _thread.Join();
}
