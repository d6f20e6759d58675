using System.Runtime.InteropServices;
using Jmirror.Network.Sinks;
using static Jmirror.Network.Linux.SocketConstants;
using static Jmirror.Network.Linux.XdpConstants;

namespace Jmirror.Network.Linux;

/// <summary>
/// An AF_XDP socket that only transmits: no BPF program, no receive ring, on the first free queue of one interface.
/// Frames lie in memory shared with the kernel (UMEM).
/// </summary>
internal sealed class XdpSocket : IDisposable
{
    /// <summary>Entries of the TX and completion rings.</summary>
    internal const int RingSize = 1024;

    // The kernel demands a fill ring; nothing is ever received into it.
    private const int FillRingSize = 1;

    // A socket closed just before gives its queue back only after a grace period of the kernel.
    private const int BindTries = 100;
    private const int BindWaitMilliseconds = 10;

    // Together the longest that one kick waits for a kernel that makes no progress.
    private const int KickTries = 100;
    private const int KickWaitMilliseconds = 1;

    private readonly FileDescriptor _socket;
    private readonly XdpRing<XdpDescriptor>? _transmit;
    private readonly XdpRing<ulong>? _completion;
    private uint _produced;

    /// <summary>Opens the socket on <paramref name="interfaceIndex"/> with the frames in <paramref name="umem"/>.</summary>
    /// <param name="interfaceIndex">The interface.</param>
    /// <param name="umem">Where the frames lie: page aligned, never moved, alive as long as the socket.</param>
    /// <param name="zeroCopy">Let the driver read frames where they lie if it can.</param>
    /// <exception cref="SinkUnavailableException">Not here; the reason says why.</exception>
    public XdpSocket(int interfaceIndex, XdpUmemReg umem, bool zeroCopy)
    {
        _socket = OpenUnbound();
        try
        {
            Demand(Libc.SetOption(_socket, SOL_XDP, XDP_UMEM_REG, umem), "register its memory");
            Demand(Libc.SetOption(_socket, SOL_XDP, XDP_UMEM_FILL_RING, FillRingSize), "make its rings");
            Demand(Libc.SetOption(_socket, SOL_XDP, XDP_UMEM_COMPLETION_RING, RingSize), "make its rings");
            Demand(Libc.SetOption(_socket, SOL_XDP, XDP_TX_RING, RingSize), "make its rings");
            Demand(
                Libc.GetOption(_socket, SOL_XDP, XDP_MMAP_OFFSETS, out XdpMmapOffsets offsets),
                "find its rings"
            );
            Demand(
                XdpRing<XdpDescriptor>.Map(_socket, offsets.Tx, XDP_PGOFF_TX_RING, RingSize, out _transmit),
                "map its rings"
            );
            Demand(
                XdpRing<ulong>.Map(
                    _socket,
                    offsets.Completion,
                    XDP_UMEM_PGOFF_COMPLETION_RING,
                    RingSize,
                    out _completion
                ),
                "map its rings"
            );
            Demand(BindTo(interfaceIndex, zeroCopy), "take a queue of the interface");
            Libc.GetOption(_socket, SOL_XDP, XDP_OPTIONS, out uint options);
            IsZeroCopy = (options & XDP_OPTIONS_ZEROCOPY) != 0;
            // Kernels before 6.17 send 32 frames per call and have no such option; kicking goes on until all are out.
            Libc.SetOption(_socket, SOL_XDP, XDP_MAX_TX_SKB_BUDGET, RingSize);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>True when the driver reads frames where they lie.</summary>
    public bool IsZeroCopy { get; }

    /// <summary>True when the kernel met with an obstacle in the last <see cref="Kick"/>: a full queue, a lost carrier.</summary>
    public bool MetObstacle { get; private set; }

    /// <summary>Frames queued that the kernel has not looked at.</summary>
    public int Unsent => (int)(_produced - _transmit!.Consumer);

    /// <summary>An AF_XDP socket that is not bound to anything yet.</summary>
    /// <exception cref="SinkUnavailableException">AF_XDP is not permitted or not built into this kernel.</exception>
    public static FileDescriptor OpenUnbound()
    {
        var socket = Libc.socket(AF_XDP, SOCK_RAW | SOCK_CLOEXEC, 0);
        return socket.IsInvalid
            ? throw SinkUnavailableException.OfRawAccess("an AF_XDP socket", Marshal.GetLastPInvokeError())
            : socket;
    }

    /// <summary>Queues one frame; it goes out with the next <see cref="Kick"/>. The ring never holds more than it has room for.</summary>
    public void Queue(ulong address, int length) =>
        _transmit![_produced++] = new XdpDescriptor(address, (uint)length, 0);

    /// <summary>
    /// Publishes what was queued and makes the kernel send it. Returns errno; frames that the kernel would not
    /// look at are <see cref="Unsent"/>.
    /// </summary>
    public int Kick()
    {
        _transmit!.Producer = _produced;
        MetObstacle = false;
        for (var tries = 0; tries < KickTries; )
        {
            var before = Unsent;
            if (before == 0 || !_transmit.NeedsWakeup)
                return 0;
            var errno = Libc.Send(_socket, default, MSG_DONTWAIT);
            MetObstacle |= errno is Errno.EBUSY or Errno.ENOBUFS;
            if (errno is not (0 or Errno.EAGAIN or Errno.EBUSY or Errno.ENOBUFS))
                return errno;
            // A driver that reads in place has only been woken up; a copying kernel has sent by now what it could.
            if (IsZeroCopy)
                return 0;
            if (Unsent != before)
                continue;
            tries++;
            Libc.WaitWritable(_socket, KickWaitMilliseconds);
        }
        return Errno.EAGAIN;
    }

    /// <summary>Takes back the address of one frame that has been sent; false when there is none.</summary>
    public bool TryReap(out ulong address)
    {
        var ring = _completion!;
        var consumed = ring.Consumer;
        address = 0;
        if (consumed == ring.Producer)
            return false;
        address = ring[consumed];
        ring.Consumer = consumed + 1;
        return true;
    }

    /// <summary>Waits a moment for frames to be sent.</summary>
    public void WaitForRoom() => Libc.WaitWritable(_socket, KickWaitMilliseconds);

    public void Dispose()
    {
        _transmit?.Dispose();
        _completion?.Dispose();
        _socket.Dispose();
    }

    private int BindTo(int interfaceIndex, bool zeroCopy)
    {
        var flags = (ushort)(zeroCopy ? XDP_USE_NEED_WAKEUP : XDP_USE_NEED_WAKEUP | XDP_COPY);
        var errno = BindToFreeQueue(interfaceIndex, flags);
        for (var tries = 1; errno == Errno.EBUSY && tries < BindTries; tries++)
        {
            Thread.Sleep(BindWaitMilliseconds);
            errno = BindToFreeQueue(interfaceIndex, flags);
        }
        return errno;
    }

    // A queue has one socket. Threads and analyzers that share an interface take one queue after the other.
    private int BindToFreeQueue(int interfaceIndex, ushort flags)
    {
        for (var queue = 0u; ; queue++)
        {
            var errno = Libc.Bind(_socket, new SockaddrXdp(AF_XDP, flags, interfaceIndex, queue, 0));
            if (errno == Errno.EINVAL && queue > 0)
                return Errno.EBUSY;
            if (errno != Errno.EBUSY)
                return errno;
        }
    }

    private static void Demand(int errno, string what)
    {
        if (errno == Errno.EBUSY)
            throw new SinkUnavailableException(
                "all queues of the interface have an AF_XDP socket: each thread and each analyzer needs a queue of its own"
            );
        if (errno == Errno.ENOBUFS)
            throw new SinkUnavailableException("AF_XDP may not lock enough memory", "ulimit -l unlimited");
        if (errno != 0)
            throw new SinkUnavailableException($"AF_XDP cannot {what}: {Errno.Describe(errno)}");
    }
}
