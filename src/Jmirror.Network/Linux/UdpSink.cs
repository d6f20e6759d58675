using System.Runtime.InteropServices;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Datagrams;
using Jmirror.Network.Neighbours;
using Jmirror.Network.Sinks;
using Jmirror.Protocol.Ip;
using static Jmirror.Network.Linux.SocketConstants;

namespace Jmirror.Network.Linux;

/// <summary>
/// Sends the UDP payload of each datagram from an ordinary, connected UDP socket: no privilege is needed, because
/// the kernel writes the outer headers.
/// </summary>
/// <remarks>
/// What differs from the datagrams as made: the identification, the source address unless it is one of this
/// machine's, the source port where another program holds it, and fragments, which the kernel cuts. Source port
/// and TTL are those of the socket, whatever the datagram says. Bare copies and ready-made fragments are no UDP
/// datagrams: they are refused as send-error. When nobody listens, the kernel says so about an earlier datagram by
/// refusing a later one; sendmmsg passes this on only at the beginning of a call, so at most one datagram of a
/// batch is lost as refused.
/// </remarks>
internal sealed class UdpSink : MessageSink
{
    private readonly FileDescriptor _socket;
    private readonly SockaddrIn _peer;

    /// <param name="target">Whom to connect to, from where.</param>
    /// <param name="nextHop">Watches the route; disposed with the sink.</param>
    /// <exception cref="SinkUnavailableException">The kernel has no socket for us.</exception>
    public UdpSink(SinkTarget target, NextHopTracker nextHop)
        : base(nextHop, headroom: 0, target.MayWait)
    {
        _socket = Libc.socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, IPPROTO_IP);
        var errno = _socket.IsInvalid ? Marshal.GetLastPInvokeError() : BindTo(target);
        if (errno != 0)
        {
            _socket.Dispose();
            throw new SinkUnavailableException($"a UDP socket cannot be opened: {Errno.Describe(errno)}");
        }
        // Without a route yet the socket stays unconnected, and every datagram is addressed by itself.
        var peer = new SockaddrIn(target.Analyzer, target.AnalyzerPort);
        _peer = Libc.Connect(_socket, peer) == 0 ? peer : default;
        SetOptions(target.TimeToLive);
        Libc.SocketName(_socket, out SockaddrIn own);
        SourcePort = SockaddrIn.NetworkOrder(own.Port);
        SourceAddress = Ipv4Address.Read(MemoryMarshal.AsBytes(new ReadOnlySpan<uint>(in own.Address)));
    }

    /// <summary>The kernel fragments, so only IPv4 itself sets a limit.</summary>
    public override int MaxDatagramLength => ushort.MaxValue;

    /// <summary>The UDP source port that datagrams really have.</summary>
    public ushort SourcePort { get; }

    /// <summary>The source address that datagrams really have; 0.0.0.0 when there was no route to tell it by.</summary>
    public Ipv4Address SourceAddress { get; }

    protected override FileDescriptor Socket => _socket;

    protected override int Prepare(DatagramBatch batch, int first, out SendRefusal refusal)
    {
        refusal = default;
        var datagrams = batch.Datagrams;
        for (var i = first; i < datagrams.Length; i++)
        {
            ref readonly var datagram = ref datagrams[i];
            var bytes = batch.BytesOf(datagram);
            if (!OuterBytes.IsWholeUdp(bytes))
            {
                refusal = new SendRefusal(DropReason.SendError, Retry: false);
                return i;
            }
            Messages.Place(
                i,
                datagram.Offset + OuterBytes.UdpPayloadOffset,
                datagram.Length - OuterBytes.UdpPayloadOffset
            );
            var (address, port) = (OuterBytes.DestinationOf(bytes), OuterBytes.DestinationPortOf(bytes));
            // Mirrors to other ports of the analyzer share the socket; being connected only saves a route look-up.
            if (address == _peer.Address && port == _peer.Port)
                Messages.AddressToPeer(i);
            else
                Messages.Address(i, address, port);
        }
        return datagrams.Length;
    }

    // The wanted source if it is to be had, else as much of it as is.
    private int BindTo(SinkTarget target)
    {
        ReadOnlySpan<SockaddrIn> wishes =
        [
            new(target.Source, target.SourcePort),
            new(target.Source, port: 0),
            new(default, target.SourcePort),
            new(default, port: 0),
        ];
        var errno = 0;
        foreach (var wish in wishes)
        {
            errno = Libc.Bind(_socket, wish);
            if (errno == 0)
                break;
        }
        return errno;
    }

    private void SetOptions(byte timeToLive)
    {
        Libc.SetOption(_socket, IPPROTO_IP, IP_TTL, (int)timeToLive);
        // As routers send: no don't-fragment flag, UDP checksum 0.
        Libc.SetOption(_socket, IPPROTO_IP, IP_MTU_DISCOVER, IP_PMTUDISC_DONT);
        Libc.SetOption(_socket, SOL_SOCKET, SO_NO_CHECK, 1);
        BoundWaiting(_socket);
    }
}
