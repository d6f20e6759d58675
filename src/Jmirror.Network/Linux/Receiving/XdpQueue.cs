using System.Runtime.InteropServices;
using Jmirror.Engine.Frames;
using Jmirror.Engine.Measuring;
using Jmirror.Protocol.Link;
using static Jmirror.Network.Linux.SocketConstants;
using static Jmirror.Network.Linux.XdpConstants;

namespace Jmirror.Network.Linux.Receiving;

/// <summary>
/// An AF_XDP socket that receives from one queue of one interface (Documentation/networking/af_xdp.rst). The kernel
/// takes empty frames from the fill ring and hands full ones over in the RX ring; here they lie until they are read.
/// </summary>
internal sealed class XdpQueue : IDisposable
{
    private const int BatchSize = 256;
    private const int PageSize = 4096;

    // XDP_PACKET_HEADROOM (linux/bpf.h): what the kernel keeps free in front of each frame.
    private const int KernelHeadroom = 256;

    // The kernel demands a completion ring; nothing is ever sent.
    private const int CompletionRingSize = 1;

    // A socket closed just before gives its queue back only after a grace period of the kernel.
    private const int BindTries = 100;
    private const int BindWaitMilliseconds = 10;

    private readonly FileDescriptor _socket;
    private readonly XdpRing<XdpDescriptor>? _receive;
    private readonly XdpRing<ulong>? _fill;
    private readonly byte[] _memory;
    private readonly int _start;
    private readonly ulong _frameMask;
    private readonly FrameInfo[] _frames = new FrameInfo[BatchSize];
    private readonly ulong[] _lent = new ulong[BatchSize];
    private readonly int _longestOnWire;
    private readonly ushort _interfaceNumber;
    private int _lentCount;
    private uint _filled;
    private long _taken;

    /// <summary>Takes the queue. Nothing is received before <see cref="Socket"/> is in the map of an <see cref="XdpProgram"/>.</summary>
    /// <param name="interfaceIndex">The interface.</param>
    /// <param name="queue">Number of the queue.</param>
    /// <param name="frameLength">Longest frame, bytes; what is longer than <see cref="LongestFrame"/> the kernel drops.</param>
    /// <param name="frameCount">How many frames, a power of two.</param>
    /// <param name="zeroCopy">Let the driver write frames in place if it can.</param>
    /// <param name="interfaceNumber">What frames are to say about their interface.</param>
    /// <exception cref="SourceUnavailableException">The queue is taken or the kernel refuses.</exception>
    public XdpQueue(
        int interfaceIndex,
        int queue,
        int frameLength,
        int frameCount,
        bool zeroCopy,
        ushort interfaceNumber
    )
    {
        Number = queue;
        _longestOnWire = frameLength;
        _interfaceNumber = interfaceNumber;
        // The kernel takes frames of 2048 bytes or one page, never more.
        var frameSize = KernelHeadroom + frameLength <= PageSize / 2 ? PageSize / 2 : PageSize;
        _frameMask = ~(ulong)(frameSize - 1);
        _memory = GC.AllocateUninitializedArray<byte>((frameCount * frameSize) + PageSize, pinned: true);
        var address = (ulong)Marshal.UnsafeAddrOfPinnedArrayElement(_memory, 0);
        _start = (int)((PageSize - (address % PageSize)) % PageSize);
        _socket = Libc.socket(AF_XDP, SOCK_RAW | SOCK_CLOEXEC, 0);
        try
        {
            if (_socket.IsInvalid)
                Demand(Marshal.GetLastPInvokeError(), "open a socket");
            var umem = new XdpUmemReg(
                address + (ulong)_start,
                (ulong)(frameCount * frameSize),
                (uint)frameSize,
                Headroom: 0,
                Flags: 0,
                TxMetadataLength: 0
            );
            Demand(Libc.SetOption(_socket, SOL_XDP, XDP_UMEM_REG, umem), "register its memory");
            Demand(Libc.SetOption(_socket, SOL_XDP, XDP_UMEM_FILL_RING, frameCount), "make its rings");
            Demand(
                Libc.SetOption(_socket, SOL_XDP, XDP_UMEM_COMPLETION_RING, CompletionRingSize),
                "make its rings"
            );
            Demand(Libc.SetOption(_socket, SOL_XDP, XDP_RX_RING, frameCount), "make its rings");
            Demand(
                Libc.GetOption(_socket, SOL_XDP, XDP_MMAP_OFFSETS, out XdpMmapOffsets offsets),
                "find its rings"
            );
            Demand(
                XdpRing<XdpDescriptor>.Map(_socket, offsets.Rx, XDP_PGOFF_RX_RING, frameCount, out _receive),
                "map its rings"
            );
            Demand(
                XdpRing<ulong>.Map(_socket, offsets.Fill, XDP_UMEM_PGOFF_FILL_RING, frameCount, out _fill),
                "map its rings"
            );
            for (var i = 0; i < frameCount; i++)
                _fill![_filled++] = (ulong)(i * frameSize);
            _fill!.Producer = _filled;
            Demand(BindTo(interfaceIndex, zeroCopy), $"take queue {queue}");
            Libc.GetOption(_socket, SOL_XDP, XDP_OPTIONS, out uint options);
            IsZeroCopy = (options & XDP_OPTIONS_ZEROCOPY) != 0;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The longest frame that AF_XDP receives in one piece, bytes.</summary>
    public const int LongestFrame = PageSize - KernelHeadroom;

    /// <summary>Number of the queue.</summary>
    public int Number { get; }

    /// <summary>The socket.</summary>
    public FileDescriptor Socket => _socket;

    /// <summary>True when the driver writes frames in place.</summary>
    public bool IsZeroCopy { get; }

    /// <summary>True when the interface has taken the queue away: it was removed.</summary>
    public bool HasFailed => Libc.GetOption(_socket, SOL_SOCKET, SO_ERROR, out int errno) != 0 || errno != 0;

    /// <summary>Takes the frames that are there, a batch at most; they are lent until <see cref="GiveBack"/>.</summary>
    public bool TryTake(TimeProvider time, out FrameBatch batch)
    {
        batch = default;
        ObjectDisposedException.ThrowIf(_socket.IsClosed, this);
        var ring = _receive!;
        var first = (uint)_taken;
        var count = (int)Math.Min(ring.Producer - first, BatchSize);
        if (count == 0)
            return false;
        var timestamp = UnixTime.Now(time);
        for (var i = 0; i < count; i++)
        {
            ref readonly var descriptor = ref ring[first + (uint)i];
            _lent[i] = descriptor.Address & _frameMask;
            _frames[i] = new FrameInfo(
                _start + (int)descriptor.Address,
                (int)descriptor.Length,
                (int)descriptor.Length,
                timestamp,
                LinkType.Ethernet,
                FrameDirection.Received,
                _interfaceNumber,
                SegmentSize: descriptor.Length > _longestOnWire ? FrameInfo.UnknownSegmentSize : (ushort)0,
                ChecksumPending: true
            );
        }
        _lentCount = count;
        ring.Consumer = first + (uint)count;
        Volatile.Write(ref _taken, _taken + count);
        batch = new FrameBatch(_memory, _frames.AsSpan(0, count));
        return true;
    }

    /// <summary>Gives the lent frames back to the kernel.</summary>
    public void GiveBack()
    {
        if (_lentCount == 0)
            return;
        var ring = _fill!;
        foreach (var address in _lent.AsSpan(0, _lentCount))
            ring[_filled++] = address;
        _lentCount = 0;
        ring.Producer = _filled;
        // A driver that writes in place and found no empty frame sleeps until it is told.
        if (ring.NeedsWakeup)
            Libc.Receive(_socket, default, MSG_DONTWAIT);
    }

    /// <summary>What the kernel handed to this queue's socket, and what it could not.</summary>
    public KernelCounters ReadCounters()
    {
        var taken = Volatile.Read(ref _taken);
        var seen = taken + (uint)(_receive!.Producer - (uint)taken);
        Libc.GetOption(_socket, SOL_XDP, XDP_STATISTICS, out XdpStatistics statistics);
        var dropped = (long)(statistics.ReceiveDropped + statistics.ReceiveRingFull);
        return new KernelCounters(seen + dropped, dropped);
    }

    public void Dispose()
    {
        _receive?.Dispose();
        _fill?.Dispose();
        _socket.Dispose();
    }

    private int BindTo(int interfaceIndex, bool zeroCopy)
    {
        var flags = (ushort)(zeroCopy ? XDP_USE_NEED_WAKEUP : XDP_USE_NEED_WAKEUP | XDP_COPY);
        var name = new SockaddrXdp(AF_XDP, flags, interfaceIndex, (uint)Number, 0);
        var errno = Libc.Bind(_socket, name);
        for (var tries = 1; errno == Errno.EBUSY && tries < BindTries; tries++)
        {
            Thread.Sleep(BindWaitMilliseconds);
            errno = Libc.Bind(_socket, name);
        }
        return errno;
    }

    private static void Demand(int errno, string what)
    {
        if (errno == Errno.EBUSY)
            throw new SourceUnavailableException($"xdp capture cannot {what}: another AF_XDP socket has it");
        if (errno == Errno.ENOBUFS)
            throw new SourceUnavailableException(
                "xdp capture may not lock enough memory",
                "ulimit -l unlimited"
            );
        if (errno != 0)
            throw new SourceUnavailableException($"xdp capture cannot {what}: {Errno.Describe(errno)}");
    }
}
