namespace Jmirror.Traffic.Sessions;

/// <summary>Subscribers by the time when something is due for them, the earliest first, at the same time by number.</summary>
/// <remarks>A heap in which each has four below it: half as deep as one of two, and the four lie side by side.</remarks>
internal sealed class DueQueue
{
    private const int Children = 4;

    private Due[] _heap = new Due[Children];
    private int _count;

    /// <summary>When the first is due; <see cref="long.MaxValue"/> without one.</summary>
    public long NextAt => _count == 0 ? long.MaxValue : _heap[0].Time;

    /// <summary>Adds one.</summary>
    public void Add(long time, int subscriber)
    {
        if (_count == _heap.Length)
            Array.Resize(ref _heap, _heap.Length * 2);
        var due = new Due(time, subscriber);
        var hole = _count++;
        while (hole > 0)
        {
            var parent = (hole - 1) / Children;
            if (!due.IsBefore(_heap[parent]))
                break;
            _heap[hole] = _heap[parent];
            hole = parent;
        }
        _heap[hole] = due;
    }

    /// <summary>Takes the first; there must be one.</summary>
    public Due Take()
    {
        var first = _heap[0];
        var last = _heap[--_count];
        var hole = 0;
        for (var child = 1; child < _count; child = (hole * Children) + 1)
        {
            var earliest = EarliestFrom(child);
            if (!_heap[earliest].IsBefore(last))
                break;
            _heap[hole] = _heap[earliest];
            hole = earliest;
        }
        _heap[hole] = last;
        return first;
    }

    private int EarliestFrom(int child)
    {
        var earliest = child;
        var end = Math.Min(child + Children, _count);
        for (var other = child + 1; other < end; other++)
        {
            if (_heap[other].IsBefore(_heap[earliest]))
                earliest = other;
        }
        return earliest;
    }
}

/// <summary>Something due for a subscriber.</summary>
/// <param name="Time">When, nanoseconds from the start of the run.</param>
/// <param name="Subscriber">For whom.</param>
internal readonly record struct Due(long Time, int Subscriber)
{
    /// <summary>True when it comes earlier.</summary>
    public bool IsBefore(Due other) =>
        Time < other.Time || (Time == other.Time && Subscriber < other.Subscriber);
}
