using System.Diagnostics.CodeAnalysis;

namespace Jmirror.Engine.Learning;

/// <summary>Keeps the newest entries of a stream, and never more than a fixed number. Not for several threads at once.</summary>
/// <param name="capacity">How many entries are kept.</param>
public sealed class RecentEntries<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly Dictionary<TKey, (long Turn, TValue Value)> _entries = [];
    private readonly Queue<(TKey Key, long Turn)> _order = new();
    private long _turn;

    /// <summary>Entries at hand.</summary>
    public int Count => _entries.Count;

    /// <summary>Takes in an entry, in place of the one with this key or of the oldest.</summary>
    public void Set(TKey key, TValue value)
    {
        _entries[key] = (++_turn, value);
        // What was replaced keeps its place in the queue: the queue is what must not grow.
        _order.Enqueue((key, _turn));
        if (_order.Count <= capacity)
            return;
        var oldest = _order.Dequeue();
        if (_entries.TryGetValue(oldest.Key, out var entry) && entry.Turn == oldest.Turn)
            _entries.Remove(oldest.Key);
    }

    /// <summary>Finds an entry.</summary>
    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        var isKnown = _entries.TryGetValue(key, out var entry);
        value = entry.Value;
        return isKnown;
    }

    /// <summary>Takes an entry out.</summary>
    public void Remove(TKey key) => _entries.Remove(key);
}
