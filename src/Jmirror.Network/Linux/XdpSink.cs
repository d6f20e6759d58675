using Jmirror.Engine.Counting;
using Jmirror.Engine.Datagrams;
using Jmirror.Network.Neighbours;
using Jmirror.Network.Sinks;

namespace Jmirror.Network.Linux;

/// <summary>
/// Sends whole Ethernet frames through AF_XDP (Documentation/networking/af_xdp.rst).
/// </summary>
/// <remarks>
/// The kernel reports a frame as sent even when it was too long for the interface or the interface was down, so
/// both are checked here; what is lost in the moment of the change shows only in the interface's own counters.
/// </remarks>
internal sealed class XdpSink : IDatagramSink
{
    // Together the longest that one call waits for frames to come back.
    private const int RoomTries = 100;

    private readonly NextHopTracker _nextHop;
    private readonly XdpFrames _frames;
    private readonly bool _zeroCopy;
    private readonly int _roomTries;
    private XdpSocket? _socket;
    private NextHop _current;
    private LinkHeader _header;

    /// <param name="nextHop">Where frames go; disposed with the sink.</param>
    /// <param name="header">What makes frames of datagrams.</param>
    /// <param name="zeroCopy">
    /// Let the driver read frames where they lie. It then serves the queue to us alone, in both directions, which
    /// suits an analyzer port and nothing else.
    /// </param>
    /// <param name="mayWait">False: refuse when no frame has come back.</param>
    /// <exception cref="SinkUnavailableException">AF_XDP does not work here.</exception>
    public XdpSink(NextHopTracker nextHop, LinkHeader header, bool zeroCopy, bool mayWait)
    {
        _nextHop = nextHop;
        _header = header;
        _roomTries = mayWait ? RoomTries : 1;
        _zeroCopy = zeroCopy;
        var isUp = nextHop.Poll() == Reachability.Up;
        _frames = new XdpFrames(isUp ? header.MaxDatagramLength(nextHop.NextHop.Mtu) : ushort.MaxValue);
        if (isUp)
            Turn(nextHop.NextHop);
        else
            XdpSocket.OpenUnbound().Dispose();
    }

    /// <summary>True when the driver reads frames where they lie.</summary>
    public bool IsZeroCopy => _socket is { IsZeroCopy: true };

    public int MaxDatagramLength =>
        Math.Min(_header.MaxDatagramLength(_nextHop.NextHop.Mtu), _frames.Capacity);

    public DatagramBatch Rent()
    {
        _frames.Refill();
        _frames.Batch.Clear();
        return _frames.Batch;
    }

    public int Send(DatagramBatch batch, int first, out SendRefusal refusal)
    {
        refusal = default;
        if (first >= batch.Count)
            return 0;
        if (_nextHop.Poll() is not Reachability.Up and var reachability)
        {
            refusal = new SendRefusal(reachability.ToDropReason(), Retry: false);
            return 0;
        }
        if ((_current != _nextHop.NextHop || _socket is null) && !TryTurn(out refusal))
            return 0;
        var next = Queue(batch, first, out refusal);
        var errno = _socket!.Kick();
        if (_socket.MetObstacle)
            _nextHop.Doubt();
        Reap();
        if (errno is 0 or Errno.EAGAIN)
            return next - first;
        refusal = Errno.ToRefusal(errno);
        return TakeBackUnsent(batch, first, next) - first;
    }

    public void Dispose()
    {
        // What the kernel had no room for at the last batch gets one more chance.
        _socket?.Kick();
        CloseSocket();
        _nextHop.Dispose();
    }

    // Returns the number of the first datagram that is not queued.
    private int Queue(DatagramBatch batch, int first, out SendRefusal refusal)
    {
        refusal = default;
        var datagrams = batch.Datagrams;
        var memory = batch.Memory.AsSpan();
        var header = _header;
        var mtu = _current.Mtu;
        for (var i = first; i < datagrams.Length; i++)
        {
            ref readonly var datagram = ref datagrams[i];
            if (!header.Fits(batch.BytesOf(datagram), mtu))
            {
                refusal = new SendRefusal(DropReason.MessageSize, Retry: false);
                return i;
            }
            if (!_frames.CanSend && !WaitForFrames())
            {
                refusal = new SendRefusal(DropReason.SinkBusy, Retry: true);
                return i;
            }
            var start = datagram.Offset - header.Length;
            header.Write(memory[start..]);
            _socket!.Queue(_frames.AddressOf(start), header.Length + datagram.Length);
            _frames.MarkSent(i);
        }
        return datagrams.Length;
    }

    private bool WaitForFrames()
    {
        for (var i = 0; i < _roomTries; i++)
        {
            _socket!.Kick();
            Reap();
            if (_frames.CanSend)
                return true;
            if (_roomTries > 1)
                _socket.WaitForRoom();
        }
        return false;
    }

    private void Reap()
    {
        while (_socket!.TryReap(out var address))
            _frames.Reclaim(address);
    }

    // The kernel refused to send. A new socket forgets what the old one still had queued, so what is counted as
    // refused can never go out later. Returns the number of the first datagram that was not sent.
    private int TakeBackUnsent(DatagramBatch batch, int first, int next)
    {
        var unsent = Math.Min(_socket!.Unsent, next - first);
        for (var i = next - unsent; i < next; i++)
            _frames.MarkUnsent(i, batch.Datagrams[i]);
        CloseSocket();
        return next - unsent;
    }

    private bool TryTurn(out SendRefusal refusal)
    {
        refusal = default;
        try
        {
            Turn(_nextHop.NextHop);
            return true;
        }
        catch (SinkUnavailableException)
        {
            refusal = new SendRefusal(DropReason.SendError, Retry: false);
            return false;
        }
    }

    // The next hop has another address, or is behind another interface, or behind a new one of the same name.
    private void Turn(NextHop nextHop)
    {
        if (_current.InterfaceIndex != nextHop.InterfaceIndex)
            CloseSocket();
        _socket ??= new XdpSocket(nextHop.InterfaceIndex, _frames.Registration, _zeroCopy);
        _current = nextHop;
        _header = _header.To(nextHop);
    }

    private void CloseSocket()
    {
        _socket?.Dispose();
        _socket = null;
        _frames.ReclaimAll();
    }
}
