using System.Runtime.InteropServices;
using Jmirror.Engine.Datagrams;
using Jmirror.Network.Neighbours;
using Jmirror.Network.Sinks;
using static Jmirror.Network.Linux.SocketConstants;

namespace Jmirror.Network.Linux;

/// <summary>
/// Sends whole Ethernet frames from a packet socket (packet(7)). The socket has protocol 0, so the kernel never
/// gives it a frame: an analyzer port is send-only.
/// </summary>
internal sealed class PacketSocketSink : MessageSink
{
    private readonly FileDescriptor _socket;
    private NextHop _current;
    private LinkHeader _header;

    /// <param name="nextHop">Where frames go; disposed with the sink.</param>
    /// <param name="header">What makes frames of datagrams.</param>
    /// <param name="bypassQueueDiscipline">Hand frames to the driver directly.</param>
    /// <param name="mayWait">False: refuse at once when there is no room.</param>
    /// <exception cref="SinkUnavailableException">Packet sockets are not permitted.</exception>
    public PacketSocketSink(
        NextHopTracker nextHop,
        LinkHeader header,
        bool bypassQueueDiscipline,
        bool mayWait
    )
        : base(nextHop, header.Length, mayWait)
    {
        _header = header;
        _socket = Libc.socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
        if (_socket.IsInvalid)
            throw SinkUnavailableException.OfPacketSocket(Marshal.GetLastPInvokeError());
        BoundWaiting(_socket);
        if (bypassQueueDiscipline)
            Libc.SetOption(_socket, SOL_PACKET, PACKET_QDISC_BYPASS, 1);
    }

    public override int MaxDatagramLength => _header.MaxDatagramLength(NextHop.NextHop.Mtu);

    protected override FileDescriptor Socket => _socket;

    protected override int Prepare(DatagramBatch batch, int first, out SendRefusal refusal)
    {
        refusal = default;
        if (_current != NextHop.NextHop && Turn(NextHop.NextHop) is not 0 and var errno)
        {
            refusal = Errno.ToRefusal(errno);
            return first;
        }
        var datagrams = batch.Datagrams;
        var memory = batch.Memory.AsSpan();
        var header = _header;
        for (var i = first; i < datagrams.Length; i++)
        {
            ref readonly var datagram = ref datagrams[i];
            var start = datagram.Offset - header.Length;
            header.Write(memory[start..]);
            Messages.Place(i, start, header.Length + datagram.Length);
        }
        return datagrams.Length;
    }

    // The next hop has another address, or is behind another interface, or behind a new one of the same name.
    private int Turn(NextHop nextHop)
    {
        var errno =
            _current.InterfaceIndex == nextHop.InterfaceIndex
                ? 0
                : Libc.Bind(_socket, new SockaddrLl(nextHop.InterfaceIndex, protocol: 0));
        if (errno != 0)
            return errno;
        _current = nextHop;
        _header = _header.To(nextHop);
        return 0;
    }
}
