using Jmirror.Engine.Frames;
using Jmirror.Network.Neighbours;

namespace Jmirror.Network.Linux.Receiving;

/// <summary>
/// Captures the frames that arrive at one interface with AF_XDP: before the host makes packets of them, and nothing is
/// copied after the kernel's hand-over. The host itself gets none of them as long as the source is open, so this is
/// for an interface that is there to be captured, such as the mirror port of a switch. Needs CAP_BPF, CAP_NET_ADMIN
/// and CAP_NET_RAW.
/// </summary>
/// <remarks>
/// What this host sends is never captured. A VLAN tag that the network card takes out of the frame is not seen:
/// <c>rx-vlan-offload</c> must be off where there are tags. The kernel gives no times: all frames of a batch carry the
/// time at which it was taken. It says nothing about checksums either, so each frame counts as possibly unfinished
/// (<see cref="FrameInfo.ChecksumPending"/>). On a virtual cable, frames for which the receiving end has no room are
/// lost before the program sees them and show in the interface's own counters only.
/// </remarks>
public sealed class XdpSource : ILiveSource
{
    // After this time without a frame none is under way any more.
    private const int LastFramesMilliseconds = 20;

    private readonly XdpProgram _program;
    private readonly InterfaceWatch _watch;
    private readonly XdpQueue[] _queues;
    private readonly Pollfd[] _waited;
    private readonly Lock _countersLock = new();
    private readonly TimeProvider _time;
    private readonly string _interfaceName;
    private readonly int _idleMilliseconds;
    private readonly long _gatherNanoseconds;
    private XdpQueue _lender;
    private bool _isFlowing;
    private int _next;
    private KernelCounters _counters;
    private volatile bool _isStopped;
    private bool _isClosed;

    private XdpSource(
        XdpProgram program,
        InterfaceWatch watch,
        XdpQueue[] queues,
        XdpSourceOptions options,
        TimeProvider time
    )
    {
        _program = program;
        program.Share();
        _watch = watch;
        _queues = queues;
        _lender = queues[0];
        _waited =
        [
            .. queues.Select(queue => new Pollfd
            {
                Descriptor = (int)queue.Socket.DangerousGetHandle(),
                Events = PollConstants.POLLIN,
            }),
        ];
        _interfaceName = options.Interface;
        _idleMilliseconds = (int)options.IdleTimeout.TotalMilliseconds;
        _gatherNanoseconds = (long)options.GatherTime.TotalNanoseconds;
        _time = time;
    }

    /// <inheritdoc/>
    public string? Problem { get; private set; }

    /// <summary>True when the program runs in the driver; false when behind it, which is slower.</summary>
    public bool IsInDriver => _program.IsInDriver;

    /// <summary>True when the driver writes frames in place.</summary>
    public bool IsZeroCopy => _queues.All(queue => queue.IsZeroCopy);

    /// <summary>Starts to capture from all queues of an interface.</summary>
    /// <param name="options">What to capture.</param>
    /// <param name="shares">For how many threads; there are never more sources than queues.</param>
    /// <param name="interfaces">Gives the interface its number.</param>
    /// <param name="time">Gives frames their time.</param>
    /// <returns>One source per thread, each with its own queues.</returns>
    /// <exception cref="SourceUnavailableException">
    /// Not permitted, no such interface, its frames are too long, or something else has it.
    /// </exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static IReadOnlyList<XdpSource> Open(
        XdpSourceOptions options,
        int shares,
        CaptureInterfaces interfaces,
        TimeProvider time
    )
    {
        options.Check();
        ArgumentOutOfRangeException.ThrowIfLessThan(shares, 1);
        var link =
            LinkInspector.Find(options.Interface)
            ?? throw new SourceUnavailableException($"there is no interface {options.Interface}");
        Demand(link);
        var queueCount = Ethtool.ReadReceiveQueues(link.Name);
        var program = XdpProgram.Attach(link, queueCount);
        // This method counts as a user, so that the program goes away when nothing comes of it.
        program.Share();
        var sources = new List<XdpSource>();
        try
        {
            var number = interfaces.NumberOf(link.Name);
            for (var share = 0; share < Math.Min(shares, queueCount); share++)
            {
                var queues = Enumerable.Range(0, queueCount).Where(queue => queue % shares == share);
                sources.Add(Open(options, program, link, [.. queues], number, time));
            }
            program.Dispose();
            return sources;
        }
        catch
        {
            foreach (var source in sources)
                source.Dispose();
            program.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ReceiveStatus Receive(out FrameBatch batch)
    {
        _lender.GiveBack();
        if (TryTake(out batch) || TryGather(out batch))
            return ReceiveStatus.Frames;
        var isLast = _isStopped || Problem is not null;
        _isFlowing = false;
        Libc.WaitReadable(_waited, isLast ? LastFramesMilliseconds : _idleMilliseconds);
        if (TryTake(out batch))
            return ReceiveStatus.Frames;
        if (_isStopped && isLast)
            return ReceiveStatus.End;
        return LookForTrouble() ? ReceiveStatus.End : ReceiveStatus.Idle;
    }

    /// <inheritdoc/>
    public void StopCapture()
    {
        foreach (var queue in _queues)
            _program.Leave(queue.Number);
        _isStopped = true;
    }

    /// <inheritdoc/>
    public KernelCounters ReadKernelCounters()
    {
        lock (_countersLock)
        {
            if (_isClosed)
                return _counters;
            var (seen, dropped) = (0L, 0L);
            foreach (var queue in _queues)
            {
                var counters = queue.ReadCounters();
                seen += counters.Seen;
                dropped += counters.Dropped;
            }
            _counters = new KernelCounters(seen, dropped);
            return _counters;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isClosed)
            return;
        StopCapture();
        ReadKernelCounters();
        lock (_countersLock)
        {
            _isClosed = true;
            _program.Dispose();
            foreach (var queue in _queues)
                queue.Dispose();
            _watch.Dispose();
        }
    }

    private static XdpSource Open(
        XdpSourceOptions options,
        XdpProgram program,
        LinkInfo link,
        int[] numbers,
        ushort interfaceNumber,
        TimeProvider time
    )
    {
        var watch = new InterfaceWatch(link, options.Promiscuous);
        var queues = new List<XdpQueue>();
        try
        {
            foreach (var number in numbers)
            {
                queues.Add(
                    new XdpQueue(
                        link.Index,
                        number,
                        SuperFrame.LongestFrameOf(link),
                        options.FrameCount,
                        zeroCopy: program.IsInDriver,
                        interfaceNumber
                    )
                );
            }
            var source = new XdpSource(program, watch, [.. queues], options, time);
            foreach (var queue in queues)
            {
                var errno = program.Serve(queue.Number, queue.Socket);
                if (errno != 0)
                {
                    program.Dispose();
                    throw new SourceUnavailableException(
                        $"xdp capture cannot serve queue {queue.Number} of {link.Name}: {Errno.Describe(errno)}"
                    );
                }
            }
            return source;
        }
        catch
        {
            queues.ForEach(queue => queue.Dispose());
            watch.Dispose();
            throw;
        }
    }

    // The kernel wakes a waiting reader for every few frames, which costs more than the frames. While they follow each
    // other it is better to sleep a moment than to wait for the next.
    private bool TryGather(out FrameBatch batch)
    {
        batch = default;
        if (!_isFlowing || _gatherNanoseconds == 0)
            return false;
        Libc.Nap(_gatherNanoseconds);
        return TryTake(out batch);
    }

    private bool TryTake(out FrameBatch batch)
    {
        for (var i = 0; i < _queues.Length; i++)
        {
            // The queue after the last one first, so that a busy one does not starve the others.
            _next = _next + 1 < _queues.Length ? _next + 1 : 0;
            if (!_queues[_next].TryTake(_time, out batch))
                continue;
            _lender = _queues[_next];
            _isFlowing = true;
            return true;
        }
        batch = default;
        return false;
    }

    // True when the interface is gone for good.
    private bool LookForTrouble()
    {
        var isGone = _queues[0].HasFailed;
        Problem =
            isGone ? $"interface {_interfaceName} was removed"
            : _watch.IsUp ? null
            : $"interface {_interfaceName} is down";
        return isGone;
    }

    private static void Demand(LinkInfo link)
    {
        if (link.FrameAddress is null)
            throw new SourceUnavailableException($"{link.Name} is no Ethernet interface, which xdp needs");
        var excess = SuperFrame.LongestFrameOf(link) - XdpQueue.LongestFrame;
        if (excess > 0 && !link.IsLoopback)
            throw new SourceUnavailableException(
                $"xdp takes packets of at most {link.Mtu - excess} bytes and the MTU of {link.Name} is {link.Mtu}: use packet"
            );
    }
}
