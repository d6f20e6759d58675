using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Network.Linux.Receiving;

/// <summary>Where an analyzer listens.</summary>
/// <param name="Address">One of this machine's addresses; 0.0.0.0 for all of them.</param>
/// <param name="Port">UDP port; 0 lets the kernel choose one.</param>
public sealed record UdpReceiveOptions(Ipv4Address Address = default, ushort Port = OuterHeader.DefaultPort)
{
    /// <summary>
    /// Wanted size of the socket's buffer, bytes, which bridges the time in which nobody reads. Without
    /// CAP_NET_ADMIN the kernel gives no more than net.core.rmem_max. It charges each datagram about as much
    /// again as its length.
    /// </summary>
    public int BufferLength { get; init; } = 64 * 1024 * 1024;

    /// <summary>How long a call waits for the first datagram before it returns idle.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Whether the rebuilt headers have the TTL with which a datagram arrived; 0 otherwise. Like everything that the
    /// kernel tells beside a datagram it costs tens of nanoseconds.
    /// </summary>
    public bool TellTimeToLive { get; init; } = true;

    /// <summary>
    /// Share address and port with other sources that say the same: the kernel splits by the hash of addresses and
    /// ports, so what one router sends from one port stays in one source.
    /// </summary>
    public bool SharePort { get; init; }
}
