using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Jmirror.Network.Sinks;
using static Jmirror.Network.Linux.SocketConstants;

namespace Jmirror.Network.Linux.Netlink;

/// <summary>A netlink socket of the routing family: asks the kernel one question at a time, or hears what changed.</summary>
internal sealed class NetlinkSocket : IDisposable
{
    private const int LongestMessage = 32 * 1024;

    // Whoever floods us with changes (a full routing table being loaded) must not keep us from sending.
    private const int MostNotificationsPerLook = 256;

    private readonly FileDescriptor _socket;
    private readonly byte[] _reply = new byte[LongestMessage];
    private uint _sequence;

    /// <summary>Opens the socket and joins <paramref name="groups"/> (RTMGRP_ bits).</summary>
    /// <exception cref="SinkUnavailableException">The kernel has no netlink for us.</exception>
    public NetlinkSocket(uint groups = 0)
    {
        _socket = Libc.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, Rtnetlink.NETLINK_ROUTE);
        var errno = _socket.IsInvalid ? Marshal.GetLastPInvokeError() : 0;
        if (errno == 0)
            errno = Libc.Bind(_socket, new SockaddrNl(AF_NETLINK, 0, 0, groups));
        if (errno != 0)
        {
            _socket.Dispose();
            throw new SinkUnavailableException($"netlink cannot be opened: {Errno.Describe(errno)}");
        }
        // The kernel answers while it takes the question; a second means that no answer will come.
        Libc.SetOption(_socket, SOL_SOCKET, SO_RCVTIMEO, new Timeval { Seconds = 1 });
    }

    /// <summary>Asks and returns errno (0: success). <paramref name="answer"/> lives until the next question.</summary>
    public int Ask(NetlinkRequest request, out ReadOnlySpan<byte> answer)
    {
        answer = default;
        var sequence = ++_sequence;
        var errno = Libc.Send(_socket, request.Finish(sequence), 0);
        while (errno == 0)
        {
            var length = Libc.Receive(_socket, _reply, 0);
            if (length < 0)
                return -length;
            if (!MemoryMarshal.TryRead(_reply.AsSpan(0, length), out Nlmsghdr header))
                return Errno.EINVAL;
            // An answer that came after its question had been given up.
            if (header.Sequence != sequence)
                continue;
            answer = _reply.AsSpan(
                Unsafe.SizeOf<Nlmsghdr>(),
                Math.Min((int)header.Length, length) - Unsafe.SizeOf<Nlmsghdr>()
            );
            if (header.Type != Rtnetlink.NLMSG_ERROR)
                return 0;
            return MemoryMarshal.TryRead(answer, out int negative) ? -negative : Errno.EINVAL;
        }
        return errno;
    }

    /// <summary>Reads away what the joined groups announced; true when there was anything, or when it was too much.</summary>
    public bool HeardChanges()
    {
        var heard = false;
        for (var i = 0; i < MostNotificationsPerLook; i++)
        {
            var length = Libc.Receive(_socket, _reply, MSG_DONTWAIT);
            if (length == -Errno.EAGAIN)
                break;
            // ENOBUFS says that notifications were lost, which is itself news.
            heard = true;
        }
        return heard;
    }

    public void Dispose() => _socket.Dispose();
}
