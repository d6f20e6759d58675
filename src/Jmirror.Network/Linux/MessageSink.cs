using Jmirror.Engine.Datagrams;
using Jmirror.Network.Neighbours;
using static Jmirror.Network.Linux.SocketConstants;

namespace Jmirror.Network.Linux;

/// <summary>What the sinks have in common that send a batch by sendmmsg from one socket.</summary>
internal abstract class MessageSink : IDatagramSink
{
    /// <summary>Most datagrams per call. Beyond this the system call is too small a part of the cost to matter.</summary>
    internal const int BatchSize = 128;

    // 128 datagrams of ordinary size; of the longest there are fewer in a batch.
    private const int MemoryLength = 512 * 1024;

    // A way out that stands still (a paused link) is reported instead of waited for.
    private const int SendTimeoutMicroseconds = 100_000;

    private readonly DatagramBatch _batch;
    private readonly int _flags;

    /// <summary>Prepares the memory that the batch lies in.</summary>
    /// <param name="nextHop">Watches the way out; disposed with the sink.</param>
    /// <param name="headroom">Bytes in front of each datagram for a link header.</param>
    /// <param name="mayWait">False: a way out without room refuses at once.</param>
    protected MessageSink(NextHopTracker nextHop, int headroom, bool mayWait)
    {
        NextHop = nextHop;
        _flags = mayWait ? 0 : MSG_DONTWAIT;
        var memory = GC.AllocateUninitializedArray<byte>(MemoryLength, pinned: true);
        _batch = DatagramBatch.Packed(memory, BatchSize, headroom, tailroom: 0);
        Messages = new MessageVector(memory, BatchSize);
    }

    /// <inheritdoc/>
    public virtual int MaxDatagramLength =>
        NextHop.NextHop.Mtu is > 0 and var mtu ? Math.Min(mtu, ushort.MaxValue) : LinkHeader.DefaultMtu;

    /// <summary>The socket to send from.</summary>
    protected abstract FileDescriptor Socket { get; }

    /// <summary>Watches the way out.</summary>
    protected NextHopTracker NextHop { get; }

    /// <summary>Where the datagrams lie.</summary>
    protected MessageVector Messages { get; }

    /// <inheritdoc/>
    public DatagramBatch Rent()
    {
        _batch.Clear();
        return _batch;
    }

    /// <inheritdoc/>
    public int Send(DatagramBatch batch, int first, out SendRefusal refusal)
    {
        refusal = default;
        if (first >= batch.Count)
            return 0;
        if (NextHop.Poll() is not Reachability.Up and var reachability)
        {
            refusal = new SendRefusal(reachability.ToDropReason(), Retry: false);
            return 0;
        }
        var end = Prepare(batch, first, out refusal);
        if (end == first)
            return 0;
        var taken = Messages.Send(Socket, first, end, _flags, out var errno);
        if (errno == 0)
            return taken;
        // "No room" may also mean that nobody is at the other end.
        NextHop.Doubt();
        refusal = Errno.ToRefusal(errno);
        return taken;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Socket.Dispose();
        NextHop.Dispose();
    }

    /// <summary>
    /// Places the messages from <paramref name="first"/> on and returns the number of the first datagram that this
    /// socket cannot send, for which <paramref name="refusal"/> says why.
    /// </summary>
    protected abstract int Prepare(DatagramBatch batch, int first, out SendRefusal refusal);

    /// <summary>Bounds the time that one call may wait for room.</summary>
    protected static void BoundWaiting(FileDescriptor socket) =>
        Libc.SetOption(
            socket,
            SOL_SOCKET,
            SO_SNDTIMEO,
            new Timeval { Microseconds = SendTimeoutMicroseconds }
        );
}
