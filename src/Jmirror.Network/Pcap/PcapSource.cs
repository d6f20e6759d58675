using Jmirror.Engine.Frames;
using Jmirror.Network.Linux.Receiving;
using Jmirror.Network.Neighbours;
using Jmirror.Network.Sinks;
using Jmirror.Network.Sources;
using Jmirror.Protocol.Link;
using SharpPcap;
using SharpPcap.LibPcap;

namespace Jmirror.Network.Pcap;

/// <summary>
/// Captures the frames of one interface through libpcap, copied once: for systems where nothing faster is to be had.
/// Needs CAP_NET_RAW.
/// </summary>
/// <remarks>
/// libpcap puts VLAN tags back, but it does not tell what offloads have left to be done: each frame counts as possibly
/// unfinished (<see cref="FrameInfo.ChecksumPending"/>), and one longer than the interface can carry is a super-frame
/// that cannot be cut.
/// </remarks>
public sealed class PcapSource : ILiveSource
{
    private const int BatchSize = 256;
    private const int LongestFrame = 256 * 1024;
    private const int SlabLength = LongestFrame + (512 * 1024);
    private const int BufferLength = 64 * 1024 * 1024;

    // How long the kernel collects frames into a block that is not full: the latency that a slow stream sees.
    private const int BlockMilliseconds = 1;

    // After this time without a frame none is under way any more: a block's time, rounded up to a kernel's tick.
    private const int LastFramesMilliseconds = 20;

    private readonly LiveDevice _device;
    private readonly PcapKernel? _kernel;
    private readonly byte[] _slab = new byte[SlabLength];
    private readonly FrameInfo[] _frames = new FrameInfo[BatchSize];
    private readonly Lock _countersLock = new();
    private readonly string _interfaceName;
    private readonly LinkType _linkType;
    private readonly ushort _interfaceNumber;
    private readonly int _longestOnWire;
    private readonly int _idleMilliseconds;
    private KernelCounters _counters;
    private volatile bool _isStopped;
    private bool _isClosed;

    private PcapSource(LiveDevice device, PcapKernel? kernel, SourceTarget target, ushort interfaceNumber)
    {
        _device = device;
        _kernel = kernel;
        _interfaceName = target.Interface;
        _interfaceNumber = interfaceNumber;
        _linkType = (LinkType)device.LinkType;
        _longestOnWire =
            OperatingSystem.IsLinux() && LinkInspector.Find(target.Interface) is { } link
                ? SuperFrame.LongestFrameOf(link)
                : int.MaxValue;
        _idleMilliseconds = (int)target.IdleTimeout.TotalMilliseconds;
    }

    /// <inheritdoc/>
    public string? Problem { get; private set; }

    /// <summary>Starts to capture.</summary>
    /// <param name="target">What to capture. One source, however many threads it names.</param>
    /// <param name="interfaces">Gives the interface its number.</param>
    /// <exception cref="SourceUnavailableException">
    /// libpcap is not there, may not open the interface, does not know it, or does not understand the filter.
    /// </exception>
    public static PcapSource Open(SourceTarget target, CaptureInterfaces interfaces)
    {
        LiveDevice? device = null;
        PcapKernel? kernel = null;
        try
        {
            device = OpenDevice(target);
            if (OperatingSystem.IsLinux())
            {
                kernel = device.OpenKernel();
                if (target.IgnoreOutgoing)
                    kernel.IgnoreOutgoing();
                ForgetEarlyFrames(device, kernel);
                kernel.Accept(target.Filter, target.Interface, (LinkType)device.LinkType);
            }
            else if (target.Filter is { } filter)
            {
                SetFilter(device, filter);
            }
            return new PcapSource(device, kernel, target, interfaces.NumberOf(target.Interface));
        }
        catch
        {
            kernel?.Dispose();
            device?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ReceiveStatus Receive(out FrameBatch batch)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        var isLast = _isStopped;
        var count = Fill();
        if (count == 0 && Problem is null)
        {
            _device.Wait(isLast ? LastFramesMilliseconds : _idleMilliseconds);
            count = Fill();
        }
        batch = new FrameBatch(_slab, _frames.AsSpan(0, count));
        return count > 0 ? ReceiveStatus.Frames
            : isLast || Problem is not null ? ReceiveStatus.End
            : ReceiveStatus.Idle;
    }

    /// <inheritdoc/>
    public void StopCapture()
    {
        _kernel?.AcceptNothing();
        _isStopped = true;
    }

    /// <inheritdoc/>
    public KernelCounters ReadKernelCounters()
    {
        lock (_countersLock)
        {
            if (!_isClosed)
                _counters = _kernel?.ReadCounters() ?? OtherSystemsCounters();
            return _counters;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ReadKernelCounters();
        lock (_countersLock)
        {
            _isClosed = true;
            _kernel?.Dispose();
            _device.Dispose();
        }
    }

    private KernelCounters OtherSystemsCounters()
    {
        var statistics = _device.Statistics;
        return new KernelCounters(statistics.ReceivedPackets, statistics.DroppedPackets);
    }

    // Copies what is there into the slab, a batch at most.
    private int Fill()
    {
        var (count, offset) = (0, 0);
        while (count < BatchSize && offset <= SlabLength - LongestFrame)
        {
            var status = _device.Step();
            if (status < 0)
                Problem = $"the capture of interface {_interfaceName} fails: {_device.LastError}";
            if (status <= 0)
                break;
            var length = _device.CapturedLength;
            _device.CopyTo(_slab, offset);
            _frames[count++] = new FrameInfo(
                offset,
                length,
                _device.Length,
                _device.Timestamp,
                _linkType,
                FrameDirection.Unknown,
                _interfaceNumber,
                SegmentSize: _device.Length > _longestOnWire ? FrameInfo.UnknownSegmentSize : (ushort)0,
                ChecksumPending: true
            );
            offset += length;
        }
        return count;
    }

    private static LiveDevice OpenDevice(SourceTarget target)
    {
        LiveDevice? device = null;
        try
        {
            var found =
                PcapInterface
                    .GetAllPcapInterfaces()
                    .FirstOrDefault(one =>
                        string.Equals(one.Name, target.Interface, StringComparison.Ordinal)
                    )
                ?? throw new SourceUnavailableException($"libpcap finds no interface {target.Interface}");
            device = new LiveDevice(found);
            device.Open(
                new DeviceConfiguration
                {
                    Mode = target.Promiscuous ? DeviceModes.Promiscuous : DeviceModes.None,
                    ReadTimeout = BlockMilliseconds,
                    Snaplen = LongestFrame,
                    BufferSize = BufferLength,
                    TimestampResolution = TimestampResolution.Nanosecond,
                }
            );
            device.NonBlockingMode = true;
            return device;
        }
        catch (DllNotFoundException)
        {
            throw new SourceUnavailableException("libpcap is not installed", "sudo apt install libpcap0.8");
        }
        catch (PcapException error)
        {
            device?.Dispose();
            throw error.Error == PcapError.PermissionDenied
                ? new SourceUnavailableException(
                    "capture with libpcap needs the capability CAP_NET_RAW",
                    SinkUnavailableException.GrantCapabilities
                )
                : new SourceUnavailableException($"libpcap cannot open {target.Interface}: {error.Message}");
        }
    }

    // Between opening and here the kernel took frames that the filter may not want and that may be our own.
    private static void ForgetEarlyFrames(LiveDevice device, PcapKernel kernel)
    {
        kernel.AcceptNothing();
        var waited = false;
        while (true)
        {
            if (device.Step() > 0)
                continue;
            if (waited)
                break;
            device.Wait(LastFramesMilliseconds);
            waited = true;
        }
        kernel.ForgetCounters();
    }

    private static void SetFilter(LiveDevice device, string filter)
    {
        try
        {
            device.Filter = filter;
        }
        catch (PcapException)
        {
            throw new SourceUnavailableException($"the filter '{filter}' is wrong: {device.LastError}");
        }
    }
}
