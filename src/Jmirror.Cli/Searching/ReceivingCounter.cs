using Jmirror.Cli.Decoding;
using Jmirror.Engine.Frames;
using Jmirror.Network.Linux.Receiving;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Cli.Searching;

/// <summary>
/// Our own receiver, on a thread of its own: counts the datagrams of the mirrors that are being sent, outer fragments
/// put together, and nothing else.
/// </summary>
internal sealed class ReceivingCounter : IArrivalCounter
{
    // A path that still delivers after so many settling times is delivering something else.
    private const int MostWaits = 20;

    private readonly ILiveSource _source;
    private readonly MirrorReader _reader;
    private readonly HashSet<uint> _mirrors;
    private readonly Thread _thread;
    private uint _lastSeen;
    private long _arrived;
    private bool _stop;
    private long _arrivedBefore;
    private long _droppedBefore;

    /// <param name="name">Where it receives, in words.</param>
    /// <param name="source">What it receives from; disposed with it.</param>
    /// <param name="ports">UDP ports that the copies are sent to.</param>
    /// <param name="mirrorIds">Mirror ids of the copies; session ids may be given at logins.</param>
    public ReceivingCounter(
        string name,
        ILiveSource source,
        IReadOnlySet<ushort> ports,
        IEnumerable<uint> mirrorIds
    )
    {
        Name = name;
        _source = source;
        _reader = new MirrorReader(ports);
        _mirrors = [.. mirrorIds];
        _lastSeen = _mirrors.First();
        _thread = new Thread(Receive);
        _thread.Start();
    }

    public string Name { get; }

    public void Begin(CancellationToken cancellation)
    {
        _arrivedBefore = Volatile.Read(ref _arrived);
        _droppedBefore = _source.ReadKernelCounters().Dropped;
    }

    public Arrivals End(TimeSpan settle, CancellationToken cancellation)
    {
        var arrived = -1L;
        for (var wait = 0; wait < MostWaits && arrived != Volatile.Read(ref _arrived); wait++)
        {
            arrived = Volatile.Read(ref _arrived);
            cancellation.WaitHandle.WaitOne(settle);
            cancellation.ThrowIfCancellationRequested();
        }
        if (_source.Problem is { } problem)
            throw new ArrivalsUnknownException($"the receiver has stopped: {problem}");
        return new Arrivals(arrived - _arrivedBefore, _source.ReadKernelCounters().Dropped - _droppedBefore);
    }

    public void Dispose()
    {
        Volatile.Write(ref _stop, true);
        _thread.Join();
        _source.Dispose();
    }

    private void Receive()
    {
        while (!Volatile.Read(ref _stop))
        {
            var status = _source.Receive(out var batch);
            if (status == ReceiveStatus.End)
                return;
            if (status == ReceiveStatus.Frames)
                Count(batch);
        }
    }

    private void Count(in FrameBatch batch)
    {
        var arrived = _arrived;
        foreach (ref readonly var info in batch.Frames)
        {
            if (
                _reader.TryRead(batch.BytesOf(info), info, out var datagram, out _) && IsOurs(datagram.Header)
            )
                arrived++;
        }
        Volatile.Write(ref _arrived, arrived);
    }

    // Mirrored packets come in trains.
    private bool IsOurs(in MirrorHeader header)
    {
        if (header.MirrorId == _lastSeen)
            return true;
        if (!_mirrors.Contains(header.MirrorId))
            return false;
        _lastSeen = header.MirrorId;
        return true;
    }
}
