using Jmirror.Engine.Impairing;
using Jmirror.Engine.Ledgers;
using Jmirror.Engine.Measuring;
using Jmirror.Protocol.Mirror;
using Jmirror.Verification.Streams;

namespace Jmirror.Verification.Comparing;

/// <summary>
/// Compares what was sent with what arrived, as both go on. The README of this folder says how each figure comes
/// about. One caller at a time; memory is bounded by <see cref="ComparisonOptions.WindowPackets"/>.
/// </summary>
public sealed class LedgerComparison
{
    private readonly ComparisonOptions _options;
    private readonly SentWindow _window;
    private readonly Settlement _settlement;
    private readonly List<StreamComparison> _streams = [];
    private readonly Dictionary<StreamKey, int> _numbers = [];
    private readonly Histogram _latency = new();
    private int _lastNumber = -1;
    private long _newestRecognizedTime;

    /// <summary>Begins a comparison.</summary>
    public LedgerComparison(ComparisonOptions options)
    {
        _options = options;
        _window = new SentWindow(options.WindowPackets);
        _settlement = new Settlement(options, Faults);
    }

    /// <summary>The streams of the ledger, in order of appearance.</summary>
    public IReadOnlyList<StreamComparison> Streams => _streams;

    /// <summary>What came under names that are not in the ledger, and was no misdirected packet.</summary>
    public ForeignStreams Foreign => _settlement.Foreign;

    /// <summary>What was found of the faults that the sender put into its copies.</summary>
    public FaultAccounts Faults { get; } = new();

    /// <summary>One-way latency over all streams, nanoseconds; null without a shared clock.</summary>
    public Histogram? Latency => _options.ClockIsShared ? _latency : null;

    /// <summary>Packets the ledger has told so far.</summary>
    public long Sent => _window.End;

    /// <summary>Packets that have arrived so far, foreign ones included.</summary>
    public long Arrivals { get; private set; }

    /// <summary>Sent packets up to the newest one that was recognized.</summary>
    public long Recognized { get; private set; }

    /// <summary>Arrival time less sent time of the packet recognized last, nanoseconds; null while none was.</summary>
    public long? LastDelay { get; private set; }

    /// <summary>The number of a stream in <see cref="Streams"/>; a new one gets the next.</summary>
    public int NumberOf(in StreamKey key)
    {
        if (_numbers.TryGetValue(key, out var number))
            return number;
        number = _streams.Count;
        _numbers.Add(key, number);
        var measures = _options.ClockIsShared && number < _options.LatencyStreams;
        _streams.Add(new StreamComparison(key) { Latency = measures ? new Histogram() : null });
        return number;
    }

    /// <summary>True when the ledger has told of this stream.</summary>
    public bool Knows(in StreamKey key) => _numbers.ContainsKey(key);

    /// <summary>Takes the next packet of the ledger, whose stream is a number from <see cref="NumberOf"/>.</summary>
    public void Add(in SentPacket packet)
    {
        if (_window.IsFull)
            RemoveOldest();
        var stream = _streams[packet.Stream];
        _window.Add(packet, packet.Stream, stream);
        stream.Figures.Sent++;
        if (packet.Fault != FaultKind.None)
            Faults.Inject(packet.Fault);
        _options.Rates?.Sent(packet.Time);
    }

    /// <summary>Takes the next arrival. What was sent before it should have been added by then.</summary>
    public void Add(in Arrival arrival)
    {
        Arrivals++;
        // Mirrored packets come in trains.
        var number = _lastNumber;
        if (number < 0 || _streams[number].Key != arrival.Stream)
        {
            if (!_numbers.TryGetValue(arrival.Stream, out number))
            {
                _settlement.Wait(arrival, null, _window.End);
                return;
            }
            _lastNumber = number;
        }
        var stream = _streams[number];
        stream.Figures.Arrivals++;
        var ordinal = _window.Find(stream, number, arrival.Digest);
        if (ordinal == SentWindow.None)
            _settlement.Wait(arrival, stream, _window.End);
        else
            Recognize(arrival, stream, ordinal);
        Settle();
    }

    /// <summary>Ends the comparison: nothing more will be sent, and nothing more arrives.</summary>
    public void Finish()
    {
        while (!_window.IsEmpty)
            RemoveOldest();
        _settlement.JudgeUpTo(long.MaxValue);
    }

    /// <summary>
    /// The figures of all streams together. Packets of foreign streams are among the arrivals and the foreign ones;
    /// those that came under no known name, but were misdirected, count as strayed.
    /// </summary>
    public ComparisonFigures Total()
    {
        var total = new ComparisonFigures();
        foreach (var stream in _streams)
            total.Add(stream.Figures);
        total.Strayed += Arrivals - total.Arrivals - Foreign.Packets - _settlement.WaitingWithoutStream;
        total.Foreign += Foreign.Packets;
        total.Arrivals = Arrivals;
        return total;
    }

    /// <summary>
    /// The figures by mirror and session, whatever router they came from: two routers may mirror one subscriber
    /// under the same ids, as a pair of gateways does.
    /// </summary>
    public IReadOnlyList<(uint MirrorId, uint SessionId, ComparisonFigures Figures)> ByMirror() =>
        [
            .. _streams
                .GroupBy(stream => (stream.Key.MirrorId, stream.Key.SessionId))
                .OrderBy(group => group.Key)
                .Select(group =>
                    (group.Key.MirrorId, group.Key.SessionId, group.Aggregate(new ComparisonFigures(), Sum))
                ),
        ];

    private static ComparisonFigures Sum(ComparisonFigures sum, StreamComparison stream)
    {
        sum.Add(stream.Figures);
        return sum;
    }

    private void Recognize(in Arrival arrival, StreamComparison stream, long ordinal)
    {
        ref var entry = ref _window[ordinal];
        var figures = stream.Figures;
        stream.StraysInARow = 0;
        if (entry.Fault != FaultKind.None)
            entry.ShowsFault |= (arrival.Faults & FaultRules.SignOf(entry.Fault)) != MirrorFaults.None;
        if (entry.HasArrived)
        {
            figures.Duplicates++;
            entry.Copies += entry.Copies < byte.MaxValue ? (byte)1 : (byte)0;
            if (stream.Expected == ordinal)
                _window.ExpectNext(stream, ordinal);
            return;
        }
        entry.Copies = 1;
        figures.Received++;
        Recognized = Math.Max(Recognized, ordinal + 1);
        _newestRecognizedTime = Math.Max(_newestRecognizedTime, entry.Time);
        Measure(arrival.Time - entry.Time, stream);

        var ahead = entry.Position - stream.Highest;
        if (ahead > 0)
        {
            figures.Missing += ahead - 1;
            if (ahead > 1)
                _window.Skip(stream, ordinal);
            stream.Highest = entry.Position;
            // It comes once more, right behind itself.
            if (entry.Fault == FaultKind.Duplicate)
                stream.Expected = ordinal;
            else
                _window.ExpectNext(stream, ordinal);
            return;
        }
        _window[_window.HeldBackOf(ordinal)].IsLate = true;
        figures.Missing--;
        figures.Reordered++;
        figures.MaxReorderDistance = Math.Max(figures.MaxReorderDistance, -ahead);
    }

    private void Measure(long delay, StreamComparison stream)
    {
        LastDelay = delay;
        if (!_options.ClockIsShared)
            return;
        _latency.Record(delay);
        stream.Latency?.Record(delay);
    }

    private void Settle()
    {
        while (!_window.IsEmpty && _newestRecognizedTime - _window[_window.First].Time > _options.WindowTime)
            RemoveOldest();
    }

    private void RemoveOldest()
    {
        ref readonly var entry = ref _window[_window.First];
        var stream = _streams[entry.Stream];
        if (!entry.HasArrived)
            MakeHole(entry, stream);
        else if (entry.Fault != FaultKind.None)
            Faults.Close(entry);
        _window.RemoveFirst(stream);
        _settlement.JudgeUpTo(_window.First);
    }

    private void MakeHole(in SentEntry entry, StreamComparison stream)
    {
        if (entry.Position > stream.Highest)
            stream.Highest = entry.Position;
        else
            stream.Figures.Missing--;
        _settlement.Take(entry, stream);
    }
}
