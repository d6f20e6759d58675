using System.Diagnostics.CodeAnalysis;

namespace Jmirror.Engine.Learning;

/// <summary>
/// What was seen of late, by key. At the limit the entry that was not touched for longest makes room; an entry that
/// was not touched for its lifetime is gone.
/// </summary>
/// <param name="limit">Most entries there may be.</param>
/// <param name="lifetime">Nanoseconds of the frames' time; null: entries stay until they are removed or make room.</param>
public sealed class RecentTable<TKey, TValue>(int limit, long? lifetime = null)
    where TKey : struct, IEquatable<TKey>
{
    private readonly Dictionary<TKey, LinkedListNode<Entry>> _nodes = [];
    private readonly LinkedList<Entry> _byAge = new();

    /// <summary>Entries now.</summary>
    public int Count => _nodes.Count;

    /// <summary>Entries that had to make room before their time.</summary>
    public long Forgotten { get; private set; }

    /// <summary>Finds an entry and touches it.</summary>
    public bool TryGet(TKey key, long now, [MaybeNullWhen(false)] out TValue value)
    {
        value = default;
        if (!_nodes.TryGetValue(key, out var node))
            return false;
        if (IsExpired(node.ValueRef, now))
        {
            Remove(node);
            return false;
        }
        value = node.ValueRef.Value;
        Touch(node, now);
        return true;
    }

    /// <summary>Adds an entry, or replaces its value, and touches it.</summary>
    public void Set(TKey key, TValue value, long now)
    {
        if (_nodes.TryGetValue(key, out var node))
        {
            node.ValueRef.Value = value;
            Touch(node, now);
            return;
        }
        MakeRoom(now);
        _nodes.Add(key, _byAge.AddLast(new Entry(key, value, now)));
    }

    /// <summary>Removes an entry, if there is one.</summary>
    public void Remove(TKey key)
    {
        if (_nodes.TryGetValue(key, out var node))
            Remove(node);
    }

    private void MakeRoom(long now)
    {
        while (_byAge.First is { } oldest && IsExpired(oldest.ValueRef, now))
            Remove(oldest);
        if (_nodes.Count < limit)
            return;
        Remove(_byAge.First!);
        Forgotten++;
    }

    private void Touch(LinkedListNode<Entry> node, long now)
    {
        node.ValueRef.Touched = now;
        _byAge.Remove(node);
        _byAge.AddLast(node);
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _nodes.Remove(node.ValueRef.Key);
        _byAge.Remove(node);
    }

    private bool IsExpired(in Entry entry, long now) =>
        lifetime is { } span && !FrameTime.IsWithin(span, now, entry.Touched);

    private struct Entry(TKey key, TValue value, long touched)
    {
        public readonly TKey Key = key;
        public TValue Value = value;
        public long Touched = touched;
    }
}
