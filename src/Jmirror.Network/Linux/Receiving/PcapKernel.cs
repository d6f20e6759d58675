using System.Runtime.InteropServices;
using Jmirror.Protocol.Link;
using static Jmirror.Network.Linux.Receiving.PacketConstants;
using static Jmirror.Network.Linux.SocketConstants;

namespace Jmirror.Network.Linux.Receiving;

/// <summary>
/// The packet socket under an open libpcap device, for what libpcap does not offer or SharpPcap does not pass on.
/// </summary>
internal sealed unsafe partial class PcapKernel : IDisposable
{
    private const string Library = "libpcap.so.0.8";
    private const int F_DUPFD_CLOEXEC = 1030;

    private readonly FileDescriptor _socket;
    private readonly SafeHandle _device;
    private KernelCounters _counters;
    private PcapStat _last;

    /// <param name="descriptor">The device's socket.</param>
    /// <param name="device">The device, a <c>pcap_t*</c>.</param>
    public PcapKernel(int descriptor, SafeHandle device)
    {
        _socket = fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
        _device = device;
    }

    /// <summary>Leaves out what this host sends on the interface.</summary>
    public void IgnoreOutgoing() => Demand(Libc.SetOption(_socket, SOL_PACKET, PACKET_IGNORE_OUTGOING, 1));

    /// <summary>Has the kernel take no more frames; those it has stay.</summary>
    public void AcceptNothing() => Demand(Libc.AttachFilter(_socket, PacketFilter.Nothing.AsSpan()));

    /// <summary>Has the kernel take frames again: those that pass a filter, or all.</summary>
    /// <param name="filter">See <see cref="PacketFilter"/>: libpcap itself filters in this process what the kernel refuses to.</param>
    /// <param name="interfaceName">The device's interface.</param>
    /// <param name="linkType">What its frames begin with.</param>
    /// <exception cref="SourceUnavailableException">The filter is wrong.</exception>
    public void Accept(string? filter, string interfaceName, LinkType linkType) =>
        Demand(
            filter is null
                ? Libc.SetOption(_socket, SOL_SOCKET, SO_DETACH_FILTER, 0)
                : Libc.AttachFilter(_socket, PacketFilter.Compile(filter, interfaceName, linkType))
        );

    /// <summary>Counts from now on.</summary>
    public void ForgetCounters()
    {
        ReadCounters();
        _counters = default;
    }

    /// <summary>
    /// What the kernel has seen and dropped. SharpPcap takes libpcap's three numbers of 32 bits for numbers of 64, so
    /// its figures are wrong.
    /// </summary>
    public KernelCounters ReadCounters()
    {
        if (_device.IsClosed || pcap_stats(_device, out var stat) != 0)
            return _counters;
        _counters = new KernelCounters(
            _counters.Seen + unchecked(stat.Received - _last.Received),
            _counters.Dropped + unchecked(stat.Dropped - _last.Dropped)
        );
        _last = stat;
        return _counters;
    }

    public void Dispose() => _socket.Dispose();

    private static void Demand(int errno)
    {
        if (errno != 0)
            throw new SourceUnavailableException(
                $"libpcap's socket cannot be set up: {Errno.Describe(errno)}"
            );
    }

    /// <summary>struct pcap_stat (pcap/pcap.h); the received include the dropped.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private record struct PcapStat(uint Received, uint Dropped, uint DroppedByInterface);

    [LibraryImport(Library)]
    private static partial int pcap_stats(SafeHandle device, out PcapStat stat);

    [LibraryImport("libc", SetLastError = true)]
    private static partial FileDescriptor fcntl(int descriptor, int command, nint argument);
}
