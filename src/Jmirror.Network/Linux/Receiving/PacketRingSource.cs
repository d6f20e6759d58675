using System.Runtime.InteropServices;
using Jmirror.Engine.Frames;
using Jmirror.Network.Neighbours;
using Jmirror.Protocol.Link;
using static Jmirror.Network.Linux.Receiving.PacketConstants;
using static Jmirror.Network.Linux.SocketConstants;

namespace Jmirror.Network.Linux.Receiving;

/// <summary>
/// Captures the frames of one interface through a ring shared with the kernel: nothing is copied, one block of the
/// ring is one batch. Needs CAP_NET_RAW.
/// </summary>
/// <remarks>
/// Frames are whole and as they were on the wire but for what offloads have left to be done, which
/// <see cref="FrameInfo.SegmentSize"/> and <see cref="FrameInfo.ChecksumPending"/> tell, the VLAN tag that the kernel takes out put back. Only a frame
/// longer than a block, which takes more than 64 KiB, would be cut; its original length tells. Interfaces other
/// than Ethernet and loopback (tun, ppp) hand out IP packets without link header. Frames are received again when
/// an interface that was down comes up; when it is removed the source ends.
/// </remarks>
public sealed class PacketRingSource : ILiveSource
{
    // Kernels before 6.18 round a block's time up to their tick, of 10 ms at most.
    private const int KernelTickMilliseconds = 20;

    private readonly FileDescriptor _socket;
    private readonly PacketRing _ring;
    private readonly Lock _countersLock = new();
    private readonly string _interfaceName;
    private readonly ushort _interfaceNumber;
    private readonly int _idleMilliseconds;
    private readonly int _lastMilliseconds;
    private KernelCounters _counters;
    private bool _isDown;
    private bool _isGone;
    private volatile bool _isStopped;

    private PacketRingSource(
        FileDescriptor socket,
        PacketRing ring,
        PacketRingOptions options,
        ushort interfaceNumber
    )
    {
        _socket = socket;
        _ring = ring;
        _interfaceName = options.Interface;
        _interfaceNumber = interfaceNumber;
        _idleMilliseconds = (int)options.IdleTimeout.TotalMilliseconds;
        _lastMilliseconds = (int)options.BlockTimeout.TotalMilliseconds + KernelTickMilliseconds;
    }

    /// <inheritdoc/>
    public string? Problem =>
        _isGone ? $"interface {_interfaceName} was removed"
        : _isDown ? $"interface {_interfaceName} is down"
        : null;

    /// <summary>Starts to capture.</summary>
    /// <param name="options">What to capture.</param>
    /// <param name="interfaces">Gives the interface its number.</param>
    /// <exception cref="SourceUnavailableException">
    /// Packet sockets are not permitted, there is no such interface, the filter is wrong, or the ring takes too much memory.
    /// </exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static PacketRingSource Open(PacketRingOptions options, CaptureInterfaces interfaces)
    {
        options.Check();
        var link =
            LinkInspector.Find(options.Interface)
            ?? throw new SourceUnavailableException($"there is no interface {options.Interface}");
        var linkType = link.FrameAddress is not null ? LinkType.Ethernet : LinkType.Raw;
        // Protocol 0 until all is set: nothing may slip in before the filter.
        var type = linkType == LinkType.Ethernet ? SOCK_RAW : SOCK_DGRAM;
        var socket = Libc.socket(AF_PACKET, type | SOCK_CLOEXEC, 0);
        PacketRing? ring = null;
        try
        {
            if (socket.IsInvalid)
                throw SourceUnavailableException.OfPacketSocket(Marshal.GetLastPInvokeError());
            ring = MakeRing(socket, linkType, options);
            SetUp(socket, options, link, linkType);
            return new PacketRingSource(socket, ring, options, interfaces.NumberOf(link.Name));
        }
        catch
        {
            ring?.Dispose();
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Starts to capture for several threads: one source each, which share the frames as a new fanout group.</summary>
    /// <param name="options">What to capture; names no group.</param>
    /// <param name="shares">How many sources.</param>
    /// <param name="interfaces">Gives the interface its number.</param>
    /// <exception cref="SourceUnavailableException">See <see cref="Open(PacketRingOptions, CaptureInterfaces)"/>.</exception>
    public static IReadOnlyList<PacketRingSource> Open(
        PacketRingOptions options,
        int shares,
        CaptureInterfaces interfaces
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shares, 1);
        List<PacketRingSource> sources = [Open(options, interfaces)];
        if (shares == 1)
            return sources;
        try
        {
            var group = sources[0].MakeFanoutGroup();
            while (sources.Count < shares)
                sources.Add(Open(options with { FanoutGroup = group }, interfaces));
            return sources;
        }
        catch
        {
            sources.ForEach(source => source.Dispose());
            throw;
        }
    }

    /// <inheritdoc/>
    public ReceiveStatus Receive(out FrameBatch batch)
    {
        batch = default;
        _ring.GiveBack();
        if (!_ring.TryTake())
        {
            var isLast = _isGone || _isStopped;
            Libc.WaitReadable(_socket, isLast ? _lastMilliseconds : _idleMilliseconds);
            if (!_ring.TryTake())
            {
                LookForTrouble();
                // What arrived before the end is handed over when its block's time is up, so one wait more.
                return isLast ? ReceiveStatus.End : ReceiveStatus.Idle;
            }
        }
        batch = _ring.ReadFrames(_interfaceNumber);
        _isDown = _isGone;
        return batch.Frames.IsEmpty ? ReceiveStatus.Idle : ReceiveStatus.Frames;
    }

    /// <inheritdoc/>
    public KernelCounters ReadKernelCounters()
    {
        lock (_countersLock)
        {
            // The kernel's own counters have 32 bits and begin anew with every look.
            if (
                !_socket.IsClosed
                && Libc.GetOption(_socket, SOL_PACKET, PACKET_STATISTICS, out TpacketStatsV3 news) == 0
            )
                _counters = new KernelCounters(_counters.Seen + news.Packets, _counters.Dropped + news.Drops);
            return _counters;
        }
    }

    /// <inheritdoc/>
    public void StopCapture()
    {
        Libc.AttachFilter(_socket, PacketFilter.Nothing.AsSpan());
        _isStopped = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ReadKernelCounters();
        lock (_countersLock)
            _socket.Dispose();
        _ring.Dispose();
    }

    // The kernel chooses a number that no other program has.
    private ushort MakeFanoutGroup()
    {
        const int type = PACKET_FANOUT_HASH | PACKET_FANOUT_FLAG_UNIQUEID;
        Demand(
            Libc.SetOption(_socket, SOL_PACKET, PACKET_FANOUT, type << 16),
            _interfaceName,
            "make a fanout group"
        );
        Libc.GetOption(_socket, SOL_PACKET, PACKET_FANOUT, out uint group);
        return (ushort)group;
    }

    // The kernel tells once when the interface goes down, and not at all when it comes up again.
    private void LookForTrouble()
    {
        Libc.GetOption(_socket, SOL_SOCKET, SO_ERROR, out int errno);
        if (errno != 0)
            _isDown = true;
        // A removed interface is down first; the socket is then bound to no interface.
        if (_isDown)
            _isGone = Libc.SocketName(_socket, out SockaddrLl bound) != 0 || bound.InterfaceIndex <= 0;
    }

    private static PacketRing MakeRing(FileDescriptor socket, LinkType linkType, PacketRingOptions options)
    {
        var errno = PacketRing.Make(socket, linkType, options, out var ring);
        return errno == 0
            ? ring!
            : throw new SourceUnavailableException(
                $"a capture ring of {options.BlockCount} blocks of {options.BlockSize} bytes cannot be made: "
                    + Errno.Describe(errno)
            );
    }

    private static void SetUp(
        FileDescriptor socket,
        PacketRingOptions options,
        LinkInfo link,
        LinkType linkType
    )
    {
        if (options.Filter is { } filter)
        {
            var instructions = PacketFilter.Compile(filter, link.Name, linkType);
            Demand(Libc.AttachFilter(socket, instructions), link.Name, "take the filter");
        }
        if (options.IgnoreOutgoing)
            Demand(
                Libc.SetOption(socket, SOL_PACKET, PACKET_IGNORE_OUTGOING, 1),
                link.Name,
                "leave out our own output"
            );
        Demand(Libc.Bind(socket, new SockaddrLl(link.Index, ETH_P_ALL)), link.Name, "listen");
        if (options.Promiscuous)
        {
            var membership = new PacketMreq(link.Index, PACKET_MR_PROMISC);
            Demand(
                Libc.SetOption(socket, SOL_PACKET, PACKET_ADD_MEMBERSHIP, membership),
                link.Name,
                "be promiscuous"
            );
        }
        if (options.FanoutGroup is { } group)
            Demand(
                Libc.SetOption(socket, SOL_PACKET, PACKET_FANOUT, group | (PACKET_FANOUT_HASH << 16)),
                link.Name,
                $"join fanout group {group}"
            );
    }

    private static void Demand(int errno, string interfaceName, string what)
    {
        if (errno != 0)
            throw new SourceUnavailableException(
                $"the capture of interface {interfaceName} cannot {what}: {Errno.Describe(errno)}"
            );
    }
}
