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
    private EthernetHeader _header;

    /// <param name="nextHop">Where frames go; disposed with the sink.</param>
    /// <param name="bypassQueueDiscipline">Hand frames to the driver directly.</param>
    /// <param name="mayWait">False: refuse at once when there is no room.</param>
    /// <exception cref="SinkUnavailableException">Packet sockets are not permitted.</exception>
    public PacketSocketSink(NextHopTracker nextHop, bool bypassQueueDiscipline, bool mayWait)
        : base(nextHop, EthernetHeader.Length, mayWait)
    {
        _socket = Libc.socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
        if (_socket.IsInvalid)
            throw SinkUnavailableException.OfPacketSocket(Marshal.GetLastPInvokeError());
        BoundWaiting(_socket);
        if (bypassQueueDiscipline)
            Libc.SetOption(_socket, SOL_PACKET, PACKET_QDISC_BYPASS, 1);
    }

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
        for (var i = first; i < datagrams.Length; i++)
        {
            ref readonly var datagram = ref datagrams[i];
            var start = datagram.Offset - EthernetHeader.Length;
            _header.Write(memory.Slice(start, EthernetHeader.Length + 1));
            Messages.Place(i, start, EthernetHeader.Length + datagram.Length);
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
        _header = new EthernetHeader(nextHop);
        return 0;
    }
}
