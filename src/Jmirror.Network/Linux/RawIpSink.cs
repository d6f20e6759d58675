using System.Runtime.InteropServices;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Datagrams;
using Jmirror.Network.Neighbours;
using Jmirror.Network.Sinks;
using static Jmirror.Network.Linux.SocketConstants;

namespace Jmirror.Network.Linux;

/// <summary>
/// Sends IPv4 datagrams with their own headers (IP_HDRINCL, raw(7)); the kernel looks up route and neighbour by
/// the destination in each datagram. The source address need not be ours.
/// </summary>
/// <remarks>
/// The kernel writes total length and header checksum again, with the values they already have, and an
/// identification where it is 0: ours begin at 1 and skip 0. A bare IPv6 copy has no way through an IPv4 socket
/// and is refused as send-error.
/// </remarks>
internal sealed class RawIpSink : MessageSink
{
    private readonly FileDescriptor _socket;

    /// <param name="nextHop">Watches the route; disposed with the sink.</param>
    /// <param name="mayWait">False: refuse at once when there is no room.</param>
    /// <exception cref="SinkUnavailableException">Raw sockets are not permitted.</exception>
    public RawIpSink(NextHopTracker nextHop, bool mayWait)
        : base(nextHop, headroom: 0, mayWait)
    {
        _socket = Libc.socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_RAW);
        if (_socket.IsInvalid)
            throw SinkUnavailableException.OfRawAccess("a raw IP socket", Marshal.GetLastPInvokeError());
        Libc.SetOption(_socket, IPPROTO_IP, IP_HDRINCL, 1);
        BoundWaiting(_socket);
    }

    protected override FileDescriptor Socket => _socket;

    protected override int Prepare(DatagramBatch batch, int first, out SendRefusal refusal)
    {
        refusal = default;
        var datagrams = batch.Datagrams;
        for (var i = first; i < datagrams.Length; i++)
        {
            ref readonly var datagram = ref datagrams[i];
            var bytes = batch.BytesOf(datagram);
            if (!OuterBytes.IsIpv4(bytes))
            {
                refusal = new SendRefusal(DropReason.SendError, Retry: false);
                return i;
            }
            Messages.Place(i, datagram.Offset, datagram.Length);
            Messages.Address(i, OuterBytes.DestinationOf(bytes), port: 0);
        }
        return datagrams.Length;
    }
}
