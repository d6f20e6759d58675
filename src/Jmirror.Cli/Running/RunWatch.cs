using Jmirror.Engine.Counting;
using Jmirror.Engine.Measuring;
using Jmirror.Engine.Registry;
using Jmirror.Network.Neighbours;

namespace Jmirror.Cli.Running;

/// <summary>
/// What happens once a second beside the packets: sessions expire, the loop guard learns next hops, and the log hears of
/// analyzers that come and go and of frames that the kernel dropped.
/// </summary>
internal sealed class RunWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ControlPlane _control;
    private readonly RunAnalyzers _analyzers;
    private readonly LiveCapture _capture;
    private readonly RunLog _log;
    private readonly HashSet<RunWay> _suspended = [];
    private readonly HashSet<string> _problems = [];
    private readonly Timer _timer;
    private readonly Lock _looking = new();
    private long _dropped;
    private bool _ended;

    public RunWatch(ControlPlane control, RunAnalyzers analyzers, LiveCapture capture, RunLog log)
    {
        (_control, _analyzers, _capture, _log) = (control, analyzers, capture, log);
        _timer = new Timer(_ => Look(), null, Interval, Interval);
    }

    public void Dispose()
    {
        _timer.Dispose();
        lock (_looking)
            _ended = true;
    }

    private void Look()
    {
        // A look that takes longer than a second is followed by the next one, not joined by it.
        if (!_looking.TryEnter())
            return;
        try
        {
            if (_ended)
                return;
            _control.Tick(UnixTime.Now(TimeProvider.System));
            _analyzers.GuardPorts();
            LookAtAnalyzers();
            LookAtCapture();
        }
        finally
        {
            _looking.Exit();
        }
    }

    private void LookAtAnalyzers()
    {
        foreach (var way in _analyzers.Ways)
        {
            if (way.Reachability == Reachability.Up)
            {
                if (_suspended.Remove(way))
                    _log.Resumed(way.Name);
            }
            else if (_suspended.Add(way))
            {
                _log.Suspended(way.Name, DropReasons.NameOf(way.Reachability.ToDropReason()));
            }
        }
    }

    private void LookAtCapture()
    {
        foreach (var problem in _capture.Problems)
        {
            if (_problems.Add(problem))
                _log.CaptureProblem(problem);
        }
        var dropped = _capture.Kernel.Dropped;
        if (dropped > _dropped)
            _log.KernelDropped(dropped - _dropped);
        _dropped = dropped;
    }
}
