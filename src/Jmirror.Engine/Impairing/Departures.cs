using Jmirror.Engine.Counting;
using Jmirror.Engine.Datagrams;

namespace Jmirror.Engine.Impairing;

/// <summary>
/// The impaired datagrams on their way into the real sink, and what they decide there: whether a copy was sent, its line
/// of the ledger, its fault.
/// </summary>
/// <remarks>
/// Whoever handed in a copy that was held has counted it as sent long before: if the sink refuses it in the end, that
/// is put right here.
/// </remarks>
internal sealed class Departures(IDatagramSink sink, RunCounters counters, OpenLines? lines)
{
    /// <summary>In place of the number of an incoming datagram: its copy was held, and reported as taken before.</summary>
    public const int Held = -1;

    private DatagramBatch _batch = sink.Rent();
    private Tag[] _tags = new Tag[256];
    private readonly Outcome[] _outcomes = new Outcome[ImpairingSink.DatagramsPerBatch];
    private int _sent;
    private DropReason? _loss;
    private DropReason? _lossOfFirst;
    private bool _isDoubled;
    private DropReason? _lossOfCopy;

    /// <summary>Why the sink did not take the next datagram when it was busy last.</summary>
    public SendRefusal Busy { get; private set; } = new(DropReason.SinkBusy, Retry: true);

    /// <summary>What became of an incoming datagram.</summary>
    public ref Outcome OutcomeOf(int incoming) => ref _outcomes[incoming];

    /// <summary>Puts a datagram into the sink's memory. False: the sink is busy.</summary>
    public bool TryAdd(
        ReadOnlySpan<byte> bytes,
        in OutgoingDatagram datagram,
        int incoming,
        long timestamp,
        bool isBare
    )
    {
        if (!_batch.TryReserve(bytes.Length, timestamp, out var room, datagram.Part, isBare))
        {
            if (!Flush())
                return false;
            if (!_batch.TryReserve(bytes.Length, timestamp, out room, datagram.Part, isBare))
            {
                Settle(ToTag(datagram, incoming), 0, CopyPart.Whole, DropReason.MessageSize);
                return true;
            }
        }
        bytes.CopyTo(room);
        if (_batch.Count > _tags.Length)
            Array.Resize(ref _tags, 2 * _tags.Length);
        _tags[_batch.Count - 1] = ToTag(datagram, incoming);
        return true;
    }

    /// <summary>Sends what is there. False: the sink is busy, see <see cref="Busy"/>.</summary>
    public bool Flush()
    {
        while (_sent < _batch.Count)
        {
            var taken = sink.Send(_batch, _sent, out var refusal);
            for (; taken > 0; taken--, _sent++)
                SettleNext(null);
            if (_sent == _batch.Count)
                break;
            if (refusal.Retry)
            {
                Busy = refusal;
                return false;
            }
            SettleNext(refusal.Reason);
            _sent++;
        }
        Renew();
        return true;
    }

    /// <summary>Gives up what the sink has not taken.</summary>
    public void GiveUp(DropReason reason)
    {
        for (; _sent < _batch.Count; _sent++)
            SettleNext(reason);
        Renew();
    }

    private static Tag ToTag(in OutgoingDatagram datagram, int incoming) =>
        new(datagram.Line, incoming, datagram.Fault, datagram.Decides);

    private void Renew()
    {
        if (_batch.Count > 0)
            _batch = sink.Rent();
        _sent = 0;
    }

    private void SettleNext(DropReason? loss)
    {
        ref readonly var datagram = ref _batch.Datagrams[_sent];
        Settle(_tags[_sent], datagram.Length, datagram.Part, loss);
    }

    private void Settle(in Tag tag, int length, CopyPart part, DropReason? loss)
    {
        if (loss is null)
        {
            counters.SentBytes += length;
            if (part != CopyPart.Whole)
                counters.Fragments++;
        }
        _loss ??= loss;
        if (tag.Decides == Decides.Nothing)
            return;
        if (tag.Decides == Decides.First)
        {
            (_isDoubled, _lossOfFirst, _loss) = (true, _loss, null);
            return;
        }
        EndLine(tag);
        if ((tag.Decides & Decides.Copy) != Decides.Nothing)
            EndCopy(tag.Incoming);
    }

    private void EndLine(in Tag tag)
    {
        // Of two equal ones either will do; the copy is then sent, but not doubled.
        var isSent = _loss is null || (_isDoubled && _lossOfFirst is null);
        var isAsPlanned = _loss is null && _lossOfFirst is null;
        if (!isSent)
            _lossOfCopy ??= _loss;
        (_isDoubled, _lossOfFirst, _loss) = (false, null, null);
        if (isAsPlanned)
            counters.Faults.Count(tag.Fault);
        if (tag.Line == OpenLines.None)
            return;
        if (isSent && !isAsPlanned)
            lines!.ClearFault(tag.Line);
        lines!.Close(tag.Line, isSent);
    }

    private void EndCopy(int incoming)
    {
        if (incoming != Held)
        {
            _outcomes[incoming] = _lossOfCopy is { } reason ? Outcome.Lost(reason) : Outcome.Taken;
        }
        else if (_lossOfCopy is { } reason)
        {
            counters.Sent--;
            counters.Drop(reason);
        }
        _lossOfCopy = null;
    }

    private readonly record struct Tag(long Line, int Incoming, FaultKind Fault, Decides Decides);
}
