using Jmirror.Engine.Datagrams;
using Jmirror.Engine.Measuring;

namespace Jmirror.Engine.Ledgers;

/// <summary>A sink whose taken copies are written into a ledger.</summary>
/// <remarks>
/// All copies of one <see cref="Send"/> get one time, read before the call: latency measured from it includes the
/// sending, and is never too small.
/// </remarks>
/// <param name="sink">Where datagrams go; disposed with this.</param>
/// <param name="ledger">Where those it took are recorded; stays the caller's to dispose, as other ways out share it.</param>
/// <param name="time">The wall clock.</param>
public sealed class LedgerSink(IDatagramSink sink, LedgerWriter ledger, TimeProvider time) : IDatagramSink
{
    private readonly CopyReader _reader = new();
    private readonly SentCopy[] _copies = new SentCopy[256];
    private DatagramBatch? _batch;
    private int _seen;

    /// <inheritdoc/>
    public int MaxDatagramLength => sink.MaxDatagramLength;

    /// <inheritdoc/>
    public DatagramBatch Rent()
    {
        if (_batch is not null)
            SkipTo(_batch, _batch.Count);
        _batch = sink.Rent();
        _seen = 0;
        return _batch;
    }

    /// <inheritdoc/>
    public int Send(DatagramBatch batch, int first, out SendRefusal refusal)
    {
        var now = UnixTime.Now(time);
        var taken = sink.Send(batch, first, out refusal);
        SkipTo(batch, first);
        Record(batch, batch.Datagrams.Slice(first, taken), now);
        _seen = first + taken;
        return taken;
    }

    /// <inheritdoc/>
    public void Dispose() => sink.Dispose();

    // What lies between two calls was given up by the caller.
    private void SkipTo(DatagramBatch batch, int first)
    {
        for (; _seen < first; _seen++)
            _reader.Skip(batch.Datagrams[_seen].Part);
    }

    private void Record(DatagramBatch batch, ReadOnlySpan<Datagram> datagrams, long now)
    {
        var count = 0;
        foreach (ref readonly var datagram in datagrams)
        {
            if (!_reader.TryRead(batch.BytesOf(datagram), datagram, out _copies[count]))
                continue;
            if (++count < _copies.Length)
                continue;
            ledger.Add(_copies, now);
            count = 0;
        }
        if (count > 0)
            ledger.Add(_copies.AsSpan(0, count), now);
    }
}
