using Jmirror.Engine.Counting;
using Jmirror.Engine.Datagrams;
using Jmirror.Engine.Ledgers;
using Jmirror.Engine.Measuring;
using Jmirror.Engine.Randomness;

namespace Jmirror.Engine.Impairing;

/// <summary>
/// A sink that puts faults into the copies on their way to another one. Each copy is hit by one fault at most, decided
/// by seed and mirror alone: other mirrors, threads and the machine's speed change nothing.
/// </summary>
/// <remarks>
/// <para>
/// A copy that is lost on purpose is refused as <see cref="DropReason.Impaired"/>; what the real sink refuses is passed
/// on. So the sums of <see cref="RunCounters"/> hold; bytes and fragments are made those that really leave, and what
/// was put in is counted in <see cref="RunCounters.Faults"/>. Held copies count as sent until they are lost after all.
/// </para>
/// <para>
/// Copies in outer fragments are put together, hit as a whole, and cut again. Bare copies only suffer what a path does
/// (loss, duplicate, reorder, delay); those in fragments pass. A fault that does not fit a copy is not put in.
/// </para>
/// <para>
/// Held copies leave on the occasion of a <see cref="Send"/>, of a <see cref="Release"/>, for which
/// <see cref="ReleasingClock"/> makes the occasions, and of <see cref="Finish"/>.
/// </para>
/// </remarks>
public sealed class ImpairingSink : IDatagramSink
{
    internal const int DatagramsPerBatch = 256;

    // Longer pieces would not pass an ordinary link.
    private const int OrdinaryMtu = 1500;

    // The copy came in one piece and leaves in one.
    private const int Uncut = ushort.MaxValue;

    private readonly IDatagramSink _sink;
    private readonly ImpairmentPlan _plan;
    private readonly ImpairingOptions _options;
    private readonly RunCounters _counters;
    private readonly DatagramBatch _incoming = DatagramBatch.Packed(
        new byte[1 << 20],
        DatagramsPerBatch,
        0,
        0
    );
    private readonly Lanes _lanes;
    private readonly Departures _departures;
    private readonly Composition _composition = new();
    private readonly CopyComposer _composer;
    private readonly HeldCopies _held;
    private readonly Exit _exit;
    private readonly PieceAssembly _pieces = new();
    private int _processed;
    private long _now;
    private long _lastTimestamp = long.MinValue;
    private long _sendTime;

    /// <summary>Puts a sink in front of another one.</summary>
    /// <param name="sink">Where datagrams go; disposed with this.</param>
    /// <param name="plan">Which faults.</param>
    /// <param name="options">The rest.</param>
    /// <param name="counters">Those of the way out in front of this sink.</param>
    public ImpairingSink(
        IDatagramSink sink,
        ImpairmentPlan plan,
        ImpairingOptions options,
        RunCounters counters
    )
    {
        _sink = sink;
        _plan = plan;
        _options = options;
        _counters = counters;
        _lanes = new Lanes(plan);
        var lines = options.Ledger is { } ledger ? new OpenLines(ledger) : null;
        _departures = new Departures(sink, counters, lines);
        _composer = new CopyComposer(
            _composition,
            counters,
            lines,
            Math.Min(OrdinaryMtu, sink.MaxDatagramLength)
        );
        _held = new HeldCopies(options.HeldBytes);
        _exit = new Exit(_composition, _held, _departures, lines, timeIsOfCopies: options.Clock is null);
    }

    /// <inheritdoc/>
    public int MaxDatagramLength => _sink.MaxDatagramLength;

    /// <summary>When the next held copy is due, on the clock of the options; the end of time when none is held.</summary>
    public long NextRelease => _held.NextDue;

    /// <inheritdoc/>
    public DatagramBatch Rent()
    {
        _incoming.Clear();
        _processed = 0;
        return _incoming;
    }

    /// <inheritdoc/>
    public int Send(DatagramBatch batch, int first, out SendRefusal refusal)
    {
        // Datagrams behind those processed may have been taken back and replaced.
        _processed = Math.Min(_processed, batch.Count);
        if (_processed < batch.Count)
        {
            ReadClocks();
            while (_processed < batch.Count && TryPass(batch, _processed))
                _processed++;
        }
        if (_exit.TryRelease(_now))
            _departures.Flush();
        return Report(batch, first, out refusal);
    }

    /// <summary>Sends the held copies that are due.</summary>
    public void Release()
    {
        ReadClocks();
        if (_exit.TryRelease(_now))
            _departures.Flush();
    }

    /// <summary>
    /// Sends all that is still held, each copy when it is due, or at once when the run is cancelled; call it when the way
    /// out was drained. What the sink does not take is counted as lost.
    /// </summary>
    public void Finish(CancellationToken cancellation)
    {
        // The way out has given up what it was not told was taken.
        _exit.GiveUp();
        Rent();
        var patience = _options.Patience;
        while (_held.Count > 0)
        {
            var due = _held.NextDue;
            if (!cancellation.IsCancellationRequested)
                _options.Clock?.SleepUntil(due, cancellation);
            ReadClocks();
            _now = Math.Max(_now, due);
            if (TryReleasePatiently(patience))
                continue;
            // It has had its time: the rest gets no further one.
            _exit.GiveUp();
            patience = 0;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _sink.Dispose();

    private void ReadClocks()
    {
        _sendTime = UnixTime.Now(_options.Time);
        _now = _options.Clock?.Now ?? _now;
    }

    // Without a clock time goes by as the timestamps do. Where a capture begins again they step back; time does not.
    private void FollowTimestamp(long timestamp)
    {
        if (_lastTimestamp != long.MinValue)
            _now += Math.Max(0, timestamp - _lastTimestamp);
        _lastTimestamp = timestamp;
    }

    // False: the sink, or the memory for held copies, has no room; the datagram is to be tried again.
    private bool TryPass(DatagramBatch batch, int index)
    {
        ref readonly var datagram = ref batch.Datagrams[index];
        if (_options.Clock is null)
            FollowTimestamp(datagram.Timestamp);
        if (!_exit.TryRelease(_now) || (_plan.Holds && !TryMakeRoom()))
            return false;
        _departures.OutcomeOf(index) = Outcome.Unknown;
        var bytes = batch.BytesOf(datagram);
        if (datagram.Part == CopyPart.Whole)
            PassCopy(bytes, Uncut, datagram, index);
        else if (datagram.IsBare)
            PassStraight(bytes, StreamIdentity.Bare, datagram, index);
        else if (_pieces.Add(bytes, datagram.Part))
            PassCopy(_pieces.Copy, _pieces.LongestPiece, datagram, index);
        else
            _departures.OutcomeOf(index) = Outcome.Taken;
        return true;
    }

    private bool TryMakeRoom()
    {
        while (!_held.HasRoom)
        {
            // Where time only goes by with further copies, the next one held is due now.
            if (_options.Clock is not null)
                return false;
            _now = Math.Max(_now, _held.NextDue);
            if (!_exit.TryRelease(_now))
                return false;
        }
        return true;
    }

    private void PassCopy(ReadOnlySpan<byte> copy, int mtu, in Datagram datagram, int index)
    {
        var stream = datagram.IsBare ? StreamIdentity.Bare : StreamIdentity.Read(copy);
        var lane = _lanes.Of(stream);
        lane.Copies++;
        var number = lane.Random.NextUInt64();
        var impairment = lane.Lottery.Draw(number);
        if (impairment is null && mtu == Uncut && !lane.Holds)
        {
            PassStraight(copy, stream, datagram, index);
            return;
        }
        if (impairment?.Fault == FaultKind.Loss)
        {
            _composer.Lose(copy, stream, _sendTime, FaultKind.Loss);
            _departures.OutcomeOf(index) = Outcome.Lost(DropReason.Impaired);
            return;
        }
        // The fault's particulars have a sequence of their own: however many it draws, later copies fare the same.
        var random = new SeededRandom(number, 0);
        var fault = _composer.Compose(copy, stream, mtu, _sendTime, impairment, ref random);
        Describe(lane, datagram, index);
        if (fault is FaultKind.Reorder or FaultKind.Delay || lane.Delayed > 0)
        {
            _exit.Hold(fault, impairment, ref random, _now);
            _departures.OutcomeOf(index) = Outcome.Taken;
            return;
        }
        _exit.TryEmit();
    }

    private void PassStraight(
        ReadOnlySpan<byte> bytes,
        in StreamIdentity stream,
        in Datagram datagram,
        int index
    )
    {
        var line = _composer.Open(bytes, stream, _sendTime, FaultKind.None);
        var outgoing = OutgoingDatagram.Straight(bytes.Length, line, datagram.Part);
        if (_departures.TryAdd(bytes, outgoing, index, datagram.Timestamp, datagram.IsBare))
            return;
        _composition.Clear();
        bytes.CopyTo(_composition.Add(bytes.Length, line, FaultKind.None, datagram.Part));
        _composition.LastDecides(Decides.Line | Decides.Copy);
        Describe(lane: null, datagram, index);
    }

    private void Describe(Lane? lane, in Datagram datagram, int index)
    {
        _composition.Lane = lane;
        _composition.Order = lane?.Copies ?? 0;
        _composition.IsBare = datagram.IsBare;
        _composition.Timestamp = datagram.Timestamp;
        _composition.Incoming = index;
    }

    private bool TryReleasePatiently(long patience)
    {
        var giveUp = (_options.Clock?.Now ?? 0) + patience;
        var spin = new SpinWait();
        while (!_exit.TryRelease(_now) || !_departures.Flush())
        {
            if (_options.Clock is not { } clock || clock.Now >= giveUp)
                return false;
            spin.SpinOnce();
        }
        return true;
    }

    // The way out counts bytes and pieces of what it handed in. Counted already are those of what left instead.
    private int Report(DatagramBatch batch, int first, out SendRefusal refusal)
    {
        refusal = default;
        for (var i = first; i < batch.Count; i++)
        {
            var outcome = i < _processed ? _departures.OutcomeOf(i) : Outcome.Unknown;
            if (!outcome.IsKnown)
            {
                refusal = _departures.Busy;
                return i - first;
            }
            if (outcome.Loss is { } reason)
            {
                refusal = new SendRefusal(reason, Retry: false);
                return i - first;
            }
            ref readonly var datagram = ref batch.Datagrams[i];
            _counters.SentBytes -= datagram.Length;
            if (datagram.Part != CopyPart.Whole)
                _counters.Fragments--;
        }
        return batch.Count - first;
    }
}
