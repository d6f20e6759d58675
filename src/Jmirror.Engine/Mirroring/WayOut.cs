using System.Runtime.CompilerServices;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Datagrams;
using Jmirror.Engine.Pacing;

namespace Jmirror.Engine.Mirroring;

/// <summary>Properties of a way out that are not the sink's own.</summary>
/// <param name="FirstIdentification">Identification of the first datagram; the counter steps by <paramref name="IdentificationStep"/>.</param>
/// <param name="IdentificationStep">Shards of one way out interleave their counters, as forwarding engines of a router do.</param>
/// <param name="Patience">How long a busy sink may hold up the run before copies are dropped, nanoseconds.</param>
/// <param name="Residence">Where the time that copies spend in the emulator is recorded; null for nowhere.</param>
public sealed record WayOutOptions(
    ushort FirstIdentification = 1,
    ushort IdentificationStep = 1,
    long Patience = 0,
    ResidenceTime? Residence = null
);

/// <summary>
/// One sink with its open batch: copies are written into the sink's memory here, and everything the sink does not
/// take is tried again or counted here. The batch is the bounded queue of the analyzer behind it.
/// </summary>
public sealed class WayOut
{
    private readonly IDatagramSink _sink;
    private readonly WayOutOptions _options;
    private readonly RunCounters _counters;
    private readonly RateMeter _meter;
    private readonly IPacingClock _clock;
    private DatagramBatch _batch;
    private int _sent;
    private ushort _identification;
    private DropReason? _lossOfCopy;

    /// <summary>Opens a way out over <paramref name="sink"/>, which stays the caller's to dispose.</summary>
    public WayOut(
        IDatagramSink sink,
        WayOutOptions options,
        RunCounters counters,
        RateMeter meter,
        IPacingClock clock
    )
    {
        _sink = sink;
        _options = options;
        _counters = counters;
        _meter = meter;
        _clock = clock;
        _identification = options.FirstIdentification;
        _batch = sink.Rent();
    }

    /// <summary>
    /// The next outer identification. Never 0: a raw socket would have the kernel replace it.
    /// </summary>
    public ushort NextIdentification()
    {
        var identification = _identification;
        var next = (ushort)(identification + _options.IdentificationStep);
        _identification = next == 0 ? _options.IdentificationStep : next;
        return identification;
    }

    /// <summary>
    /// Takes a copy of a finished frame or datagram for sending; one that had to be dropped instead has been counted.
    /// </summary>
    public void Take(ReadOnlySpan<byte> finished, long timestamp)
    {
        if (TryReserve(finished.Length, timestamp, CopyPart.Whole, isBare: true, out var bytes))
            finished.CopyTo(bytes);
    }

    /// <summary>
    /// Takes room for one datagram; false when its copy had to be dropped, which has then been counted.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryReserve(int length, long timestamp, CopyPart part, bool isBare, out Span<byte> bytes) =>
        _batch.TryReserve(length, timestamp, out bytes, part, isBare)
        || TryReserveSlowly(length, timestamp, part, isBare, out bytes);

    /// <summary>
    /// Sends what was written so far. What a busy sink leaves stays in the batch for the next call; what it refuses
    /// for good is counted.
    /// </summary>
    public void Flush()
    {
        while (_sent < _batch.Count)
        {
            var taken = _sink.Send(_batch, _sent, out var refusal);
            CountSent(_batch.Datagrams.Slice(_sent, taken));
            _options.Residence?.Record(_batch.Datagrams.Slice(_sent, taken));
            _sent += taken;
            if (_sent == _batch.Count)
                break;
            if (refusal.Retry)
                return;
            CountDropped(_batch.Datagrams[_sent++], refusal.Reason);
        }
        if (_batch.Count == 0)
            return;
        _batch = _sink.Rent();
        _sent = 0;
    }

    /// <summary>Sends what was written so far and waits for a busy sink, but not beyond the patience; counts what is left.</summary>
    public void Drain(DropReason reasonForTheRest)
    {
        FlushPatiently();
        foreach (ref readonly var datagram in _batch.Datagrams[_sent..])
            CountDropped(datagram, reasonForTheRest);
        _batch.Clear();
        _sent = 0;
    }

    private bool TryReserveSlowly(
        int length,
        long timestamp,
        CopyPart part,
        bool isBare,
        out Span<byte> bytes
    )
    {
        var reason = DropReason.MessageSize;
        if (length <= _sink.MaxDatagramLength)
        {
            FlushPatiently();
            if (_batch.TryReserve(length, timestamp, out bytes, part, isBare))
                return true;
            reason = DropReason.SinkBusy;
        }
        bytes = default;
        _batch.RemoveUnfinishedCopy(_sent);
        _lossOfCopy ??= reason;
        EndCopy();
        return false;
    }

    private void FlushPatiently()
    {
        Flush();
        if (_sent == _batch.Count)
            return;
        var giveUp = _clock.Now + _options.Patience;
        var spin = new SpinWait();
        while (_sent < _batch.Count && _clock.Now < giveUp)
        {
            spin.SpinOnce();
            Flush();
        }
    }

    private void CountSent(ReadOnlySpan<Datagram> datagrams)
    {
        var (copies, bytes) = (_counters.Sent, 0L);
        foreach (ref readonly var datagram in datagrams)
        {
            bytes += datagram.Length;
            if (datagram.Part == CopyPart.Whole)
            {
                _counters.Sent++;
                continue;
            }
            _counters.Fragments++;
            if (datagram.Part == CopyPart.LastPiece)
                EndCopy();
        }
        _counters.SentBytes += bytes;
        _meter.Departed((int)(_counters.Sent - copies), bytes);
    }

    private void CountDropped(in Datagram datagram, DropReason reason)
    {
        _lossOfCopy ??= reason;
        if (datagram.Part != CopyPart.Piece)
            EndCopy();
    }

    // A copy in pieces is sent when all of them were, and lost once, for the reason of the first piece that was lost.
    private void EndCopy()
    {
        if (_lossOfCopy is { } reason)
            _counters.Drop(reason);
        else
            _counters.Sent++;
        _lossOfCopy = null;
    }
}
