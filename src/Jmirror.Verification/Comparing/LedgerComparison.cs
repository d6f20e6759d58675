using Jmirror.Engine.Ledgers;
using Jmirror.Engine.Measuring;
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
    private readonly Strays _strays = new();
    private readonly List<StreamComparison> _streams = [];
    private readonly Dictionary<StreamKey, int> _numbers = [];
    private readonly Histogram _latency = new();
    private int _lastNumber = -1;
    private long _straysWithoutStream;
    private long _newestRecognizedTime;

    /// <summary>Begins a comparison.</summary>
    public LedgerComparison(ComparisonOptions options)
    {
        _options = options;
        _window = new SentWindow(options.WindowPackets);
        Foreign = new ForeignStreams(options.ForeignStreams);
    }

    /// <summary>The streams of the ledger, in order of appearance.</summary>
    public IReadOnlyList<StreamComparison> Streams => _streams;

    /// <summary>What came under names that are not in the ledger, and was no misdirected packet.</summary>
    public ForeignStreams Foreign { get; }

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
                Wait(arrival, null);
                return;
            }
            _lastNumber = number;
        }
        var stream = _streams[number];
        stream.Figures.Arrivals++;
        var ordinal = _window.Find(stream, number, arrival.Digest);
        if (ordinal == SentWindow.None)
            Wait(arrival, stream);
        else
            Recognize(arrival, stream, ordinal);
        Settle();
    }

    /// <summary>Ends the comparison: nothing more will be sent, and nothing more arrives.</summary>
    public void Finish()
    {
        while (!_window.IsEmpty)
            RemoveOldest();
        while (_strays.TryRemoveOldest(long.MaxValue, out var stray))
            Judge(stray);
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
        total.Strayed += Arrivals - total.Arrivals - Foreign.Packets - _straysWithoutStream;
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
        if (entry.HasArrived)
        {
            figures.Duplicates++;
            return;
        }
        entry.HasArrived = true;
        figures.Received++;
        Recognized = Math.Max(Recognized, ordinal + 1);
        _newestRecognizedTime = Math.Max(_newestRecognizedTime, entry.Time);
        Measure(arrival.Time - entry.Time, stream);

        var ahead = entry.Position - stream.Highest;
        if (ahead > 0)
        {
            figures.Missing += ahead - 1;
            if (ahead > 1)
                stream.LastSkipped = entry.Position - 1;
            stream.Highest = entry.Position;
            stream.Expected = _window.NextInStream(ordinal);
            return;
        }
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

    private void Wait(in Arrival arrival, StreamComparison? stream)
    {
        var place = 0L;
        if (stream is not null)
        {
            stream.StraysWaiting++;
            place = Math.Min(stream.Highest + ++stream.StraysInARow, stream.Figures.Sent);
        }
        else
        {
            _straysWithoutStream++;
        }
        _strays.Add(
            new Stray
            {
                Key = arrival.Stream,
                Stream = stream,
                Digest = arrival.Digest,
                Length = arrival.Length,
                Place = place,
                JudgedAt = _window.End,
            }
        );
        if (_strays.Count > _options.WindowPackets && _strays.TryRemoveOldest(long.MaxValue, out var oldest))
            Judge(oldest);
    }

    private void Settle()
    {
        while (!_window.IsEmpty && _newestRecognizedTime - _window[_window.First].Time > _options.WindowTime)
            RemoveOldest();
    }

    // What leaves the window without having arrived is a hole. An arrival with its digest fills it at once; an
    // altered one may, once all that was sent before that came has had its turn.
    private void RemoveOldest()
    {
        ref readonly var entry = ref _window[_window.First];
        var stream = _streams[entry.Stream];
        if (!entry.HasArrived)
            MakeHole(entry, stream);
        _window.RemoveFirst(stream);
        while (_strays.TryRemoveOldest(_window.First, out var stray))
            Judge(stray);
    }

    private void MakeHole(in SentEntry entry, StreamComparison stream)
    {
        if (entry.Position > stream.Highest)
            stream.Highest = entry.Position;
        else
            stream.Figures.Missing--;
        if (_strays.TryTake(stream.Key.Source.Value, entry.Digest, out var stray))
        {
            Redirect(stray, stream);
            return;
        }
        stream.Holes.Add(new Hole(entry.Position, entry.Length, entry.Time, IsFilled: false));
        if (stream.StraysWaiting == 0)
            LoseHolesBefore(long.MaxValue, stream);
    }

    // The stray is a packet of this stream, byte for byte, under another name.
    private static void Redirect(Stray stray, StreamComparison stream)
    {
        stream.Figures.Misdirected++;
        stream.MisdirectedTo ??= stray.Key;
        if (stray.Stream is { } named)
            named.Figures.Strayed++;
    }

    private void Judge(Stray stray)
    {
        if (stray.Stream is not { } stream)
        {
            _straysWithoutStream--;
            if (!stray.IsTaken)
                Foreign.Add(stray.Key);
            return;
        }
        stream.StraysWaiting--;
        if (!stray.IsTaken)
            JudgeAltered(stray, stream);
        // Later strays have later places.
        LoseHolesBefore(stream.StraysWaiting == 0 ? long.MaxValue : stray.Place - SentWindow.NearBy, stream);
    }

    private static void JudgeAltered(Stray stray, StreamComparison stream)
    {
        if (stream.Holes.FillNear(stray.Place, stray.Length) is not { } hole)
            stream.Figures.Foreign++;
        else if (stray.Length < hole.Length)
            stream.Figures.Truncated++;
        else
            stream.Figures.Corrupted++;
    }

    private void LoseHolesBefore(long position, StreamComparison stream)
    {
        while (stream.Holes.TryTakeBefore(position, out var hole))
        {
            stream.Lose(hole);
            _options.Rates?.Lost(hole.Time);
        }
    }
}
