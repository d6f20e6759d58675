using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Jmirror.Engine.Frames;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;
using static Jmirror.Network.Linux.SocketConstants;

namespace Jmirror.Network.Linux.Receiving;

/// <summary>
/// Receives datagrams as an analyzer does, on an ordinary UDP socket: no privilege is needed, and the kernel
/// reassembles fragments. Each frame is an IPv4 packet whose outer headers are rebuilt
/// (<see cref="LinkType.Ipv4"/>), so it reads like a frame from a wire or a file.
/// </summary>
/// <remarks>
/// Datagrams with a wrong UDP checksum are among those that the kernel dropped. Timestamps are taken on arrival,
/// but for a few milliseconds after opening the kernel may still take them when a datagram is read.
/// </remarks>
public sealed class UdpReceiveSource : ILiveSource
{
    // Indices into what SO_MEMINFO tells (linux/sock_diag.h).
    private const int SK_MEMINFO_RCVBUF = 1;
    private const int SK_MEMINFO_DROPS = 8;

    private readonly FileDescriptor _socket;
    private readonly DatagramSlab _slab = new();
    private readonly FrameInfo[] _frames = new FrameInfo[DatagramSlab.BatchSize];
    private readonly Lock _countersLock = new();
    private readonly SockaddrIn _local;
    private readonly ushort _interfaceNumber;
    private long _received;
    private long _dropped;
    private volatile bool _isStopped;

    private UdpReceiveSource(FileDescriptor socket, SockaddrIn local, CaptureInterfaces interfaces)
    {
        _socket = socket;
        _local = local;
        LocalPort = SockaddrIn.NetworkOrder(local.Port);
        _interfaceNumber = interfaces.NumberOf($"udp {AddressOf(local)}:{LocalPort}");
        ReadMemoryInfo(out var info);
        // The kernel doubles what is asked for, to have room for its own structures.
        BufferLength = (int)(info[SK_MEMINFO_RCVBUF] / 2);
    }

    /// <summary>The port that the socket is bound to.</summary>
    public ushort LocalPort { get; }

    /// <summary>The size of the socket's buffer that the kernel granted, in the terms in which it was asked for.</summary>
    public int BufferLength { get; }

    /// <inheritdoc/>
    public string? Problem { get; private set; }

    /// <summary>Starts to listen.</summary>
    /// <param name="options">Where to listen.</param>
    /// <param name="interfaces">Gives the socket its number, under the name <c>udp ADDRESS:PORT</c>.</param>
    /// <exception cref="SourceUnavailableException">Address or port are not to be had.</exception>
    public static UdpReceiveSource Open(UdpReceiveOptions options, CaptureInterfaces interfaces)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BufferLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.IdleTimeout, TimeSpan.FromMilliseconds(1));
        var socket = Libc.socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, IPPROTO_IP);
        try
        {
            if (socket.IsInvalid)
                throw Refusal(options, Marshal.GetLastPInvokeError());
            SetOptions(socket, options);
            var errno = Libc.Bind(socket, new SockaddrIn(options.Address, options.Port));
            if (errno != 0)
                throw Refusal(options, errno);
            Libc.SocketName(socket, out SockaddrIn local);
            return new UdpReceiveSource(socket, local, interfaces);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ReceiveStatus Receive(out FrameBatch batch)
    {
        var wasStopped = _isStopped;
        var count = _slab.Receive(_socket, out var errno);
        for (var i = 0; i < count; i++)
            _frames[i] = Rebuild(i);
        Volatile.Write(ref _received, _received + count);
        batch = new FrameBatch(_slab.Memory, _frames.AsSpan(0, count));
        if (count > 0)
            return ReceiveStatus.Frames;
        if (errno is Errno.EAGAIN or Errno.EINTR or Errno.ENOMEM or Errno.ENOBUFS)
            return wasStopped ? ReceiveStatus.End : ReceiveStatus.Idle;
        Problem = $"the UDP socket of {AddressOf(_local)}:{LocalPort} fails: {Errno.Describe(errno)}";
        return ReceiveStatus.End;
    }

    /// <inheritdoc/>
    public KernelCounters ReadKernelCounters()
    {
        lock (_countersLock)
        {
            // The kernel's counter has 32 bits and wraps.
            if (!_socket.IsClosed && !_isStopped && ReadMemoryInfo(out var info))
                _dropped += unchecked(info[SK_MEMINFO_DROPS] - (uint)_dropped);
            return new KernelCounters(Volatile.Read(ref _received) + _dropped, _dropped);
        }
    }

    /// <inheritdoc/>
    public void StopCapture()
    {
        ReadKernelCounters();
        lock (_countersLock)
        {
            // The kernel counts what the filter refuses among the dropped, so its counter says nothing from now on.
            _isStopped = true;
            Libc.AttachFilter(_socket, PacketFilter.Nothing.AsSpan());
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ReadKernelCounters();
        lock (_countersLock)
            _socket.Dispose();
    }

    private FrameInfo Rebuild(int index)
    {
        var offset = DatagramSlab.PayloadOffsetOf(index) - RebuiltOuterHeader.Length;
        var payloadLength = _slab.PayloadLengthOf(index);
        var arrival = _slab.ArrivalOf(index);
        RebuiltOuterHeader.Write(
            _slab.Memory.AsSpan(offset),
            _slab.SourceOf(index),
            arrival,
            _local,
            payloadLength
        );
        var length = RebuiltOuterHeader.Length + payloadLength;
        return new FrameInfo(
            offset,
            length,
            length,
            arrival.Timestamp,
            LinkType.Ipv4,
            FrameDirection.Received,
            _interfaceNumber
        );
    }

    /// <summary>What SO_MEMINFO tells: nine numbers of 32 bits.</summary>
    [InlineArray(9)]
    private struct MemoryInfo
    {
        private uint _first;
    }

    private bool ReadMemoryInfo(out MemoryInfo info) =>
        Libc.GetOption(_socket, SOL_SOCKET, SO_MEMINFO, out info) == 0;

    private static void SetOptions(FileDescriptor socket, UdpReceiveOptions options)
    {
        if (Libc.SetOption(socket, SOL_SOCKET, SO_RCVBUFFORCE, options.BufferLength) != 0)
            Libc.SetOption(socket, SOL_SOCKET, SO_RCVBUF, options.BufferLength);
        Libc.SetOption(socket, SOL_SOCKET, SO_TIMESTAMPNS, 1);
        // Each thing told costs tens of nanoseconds per datagram; one address needs no telling.
        if (options.Address == default)
            Libc.SetOption(socket, IPPROTO_IP, IP_PKTINFO, 1);
        if (options.TellTimeToLive)
            Libc.SetOption(socket, IPPROTO_IP, IP_RECVTTL, 1);
        if (options.SharePort)
            Libc.SetOption(socket, SOL_SOCKET, SO_REUSEPORT, 1);
        var wait = new Timeval
        {
            Seconds = (nint)Math.Floor(options.IdleTimeout.TotalSeconds),
            Microseconds = (nint)(options.IdleTimeout.TotalMicroseconds % 1_000_000),
        };
        Libc.SetOption(socket, SOL_SOCKET, SO_RCVTIMEO, wait);
    }

    private static Ipv4Address AddressOf(in SockaddrIn name) =>
        Ipv4Address.Read(MemoryMarshal.AsBytes(new ReadOnlySpan<uint>(in name.Address)));

    private static SourceUnavailableException Refusal(UdpReceiveOptions options, int errno) =>
        errno switch
        {
            Errno.EADDRINUSE => new(
                $"another program listens on {options.Address}:{options.Port}",
                $"ss -ulnp sport = :{options.Port}"
            ),
            Errno.EADDRNOTAVAIL => new($"{options.Address} is no address of this machine", "ip -4 address"),
            Errno.EACCES => new(
                $"to listen on the privileged port {options.Port} needs the capability CAP_NET_BIND_SERVICE",
                "sudo setcap cap_net_bind_service+ep ./jmirror"
            ),
            _ => new(
                $"a UDP socket cannot listen on {options.Address}:{options.Port}: {Errno.Describe(errno)}"
            ),
        };
}
