namespace Jmirror.Verification.Reporting;

/// <summary>
/// Counts packets by time. The intervals start short; when a run outgrows their number, neighbours are merged and
/// every interval is twice as long, so memory is bounded however long the run and nothing is forgotten. A packet
/// costs a subtraction and an addition, and no allocation. One caller at a time.
/// </summary>
/// <remarks>
/// Timestamps may come in any order and from any clock, as long as it is one: packets of captures go back in time.
/// </remarks>
public sealed class RateSeries
{
    /// <summary>Length of an interval at the start: 100 ms in nanoseconds.</summary>
    public const long DefaultInterval = 100_000_000;

    /// <summary>Intervals kept: two minutes at full resolution, 38 kilobytes.</summary>
    public const int DefaultMaxIntervals = 1_200;

    private readonly Cell[] _cells;

    private long _origin;
    private ulong _interval;

    // First and last interval in use, and the one used last.
    private int _first;
    private int _last = -1;
    private int _current;
    private long _currentStart;

    /// <param name="interval">Length of an interval at the start, nanoseconds.</param>
    /// <param name="maxIntervals">Intervals kept; at least 4.</param>
    public RateSeries(long interval = DefaultInterval, int maxIntervals = DefaultMaxIntervals)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxIntervals, 4);
        _cells = new Cell[maxIntervals];
        _interval = (ulong)interval;
    }

    /// <summary>Length of an interval now, nanoseconds.</summary>
    public long Interval => (long)_interval;

    /// <summary>Counts packets that left.</summary>
    /// <param name="timestamp">When, nanoseconds.</param>
    /// <param name="packets">How many.</param>
    public void Sent(long timestamp, long packets = 1) => At(timestamp).Sent += packets;

    /// <summary>Counts packets that arrived.</summary>
    /// <param name="timestamp">When, nanoseconds.</param>
    /// <param name="packets">How many.</param>
    public void Received(long timestamp, long packets = 1) => At(timestamp).Received += packets;

    /// <summary>Counts packets that were sent and never arrived.</summary>
    /// <param name="timestamp">When they were sent, nanoseconds.</param>
    /// <param name="packets">How many.</param>
    public void Lost(long timestamp, long packets = 1) => At(timestamp).Lost += packets;

    /// <summary>The intervals from the first with a packet to the last, empty ones between them included.</summary>
    public IReadOnlyList<RateInterval> ToList()
    {
        var list = new RateInterval[_last - _first + 1];
        for (var i = 0; i < list.Length; i++)
        {
            var cell = _cells[_first + i];
            var start = _origin + (long)((ulong)(_first + i) * _interval);
            list[i] = new RateInterval(start, (long)_interval, cell.Sent, cell.Received, cell.Lost);
        }
        return list;
    }

    private ref Cell At(long timestamp)
    {
        // Below the start the difference wraps to something huge.
        if ((ulong)timestamp - (ulong)_currentStart >= _interval || _last < 0)
            MoveTo(timestamp);
        return ref _cells[_current];
    }

    private void MoveTo(long timestamp)
    {
        if (_last < 0)
            (_origin, _first, _last) = (timestamp, 0, 0);
        else if (timestamp < _origin)
            MakeRoomBefore(timestamp);
        while (IndexOf(timestamp) >= (ulong)_cells.Length)
            Coarsen();
        _current = (int)IndexOf(timestamp);
        _currentStart = _origin + (long)((ulong)_current * _interval);
        _first = Math.Min(_first, _current);
        _last = Math.Max(_last, _current);
    }

    private ulong IndexOf(long timestamp) => ((ulong)timestamp - (ulong)_origin) / _interval;

    private void MakeRoomBefore(long timestamp)
    {
        ulong missing;
        while ((missing = IntervalsBefore(timestamp)) + (ulong)_last >= (ulong)_cells.Length)
            Coarsen();
        var shift = (int)missing;
        Array.Copy(_cells, 0, _cells, shift, _last + 1);
        Array.Clear(_cells, 0, shift);
        (_first, _last) = (_first + shift, _last + shift);
        _origin -= (long)(missing * _interval);
    }

    // Rounded up; the difference of two timestamps fits 64 bits without a sign.
    private ulong IntervalsBefore(long timestamp)
    {
        var distance = (ulong)_origin - (ulong)timestamp;
        return distance / _interval + (distance % _interval == 0 ? 0UL : 1UL);
    }

    private void Coarsen()
    {
        for (var i = 0; i <= _last; i++)
        {
            var cell = _cells[i];
            _cells[i] = default;
            _cells[i / 2].Add(cell);
        }
        (_first, _last) = (_first / 2, _last / 2);
        _interval *= 2;
    }

    private struct Cell
    {
        public long Sent;
        public long Received;
        public long Lost;

        public void Add(in Cell other)
        {
            Sent += other.Sent;
            Received += other.Received;
            Lost += other.Lost;
        }
    }
}
