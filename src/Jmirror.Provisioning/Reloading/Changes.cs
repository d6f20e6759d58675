namespace Jmirror.Provisioning.Reloading;

/// <summary>What must be done so that the live entries are the wanted ones.</summary>
/// <param name="Kept">Live entries that stay as they are.</param>
/// <param name="Replaced">Live entries that become another under their number.</param>
/// <param name="Added">New entries.</param>
/// <param name="Deleted">Numbers of entries that end, in order.</param>
internal sealed record Changes<T>(
    IReadOnlyList<(long Number, T Entry)> Kept,
    IReadOnlyList<(long Number, T Entry)> Replaced,
    IReadOnlyList<T> Added,
    IReadOnlyList<long> Deleted
)
    where T : notnull
{
    /// <summary>How many of each.</summary>
    public ChangeCounts Counts => new(Kept.Count, Replaced.Count, Added.Count, Deleted.Count);

    /// <summary>
    /// Compares. A wanted entry that equals a live one keeps it; one in the same slot as a live one takes its place;
    /// the rest is new, or gone.
    /// </summary>
    public static Changes<T> Between<TSlot>(
        IEnumerable<(long Number, T Entry)> live,
        IEnumerable<T> wanted,
        Func<T, TSlot> slotOf
    )
        where TSlot : notnull
    {
        var kept = new List<(long, T)>();
        var changed = new List<T>();
        var equals = new Numbers<T>(live.Select(one => (one.Entry, one.Number)));
        foreach (var entry in wanted)
        {
            if (equals.Take(entry) is { } number)
                kept.Add((number, entry));
            else
                changed.Add(entry);
        }
        var replaced = new List<(long, T)>();
        var added = new List<T>();
        var slots = new Numbers<TSlot>(equals.Left.Select(one => (slotOf(one.Key), one.Number)));
        foreach (var entry in changed)
        {
            if (slots.Take(slotOf(entry)) is { } number)
                replaced.Add((number, entry));
            else
                added.Add(entry);
        }
        return new Changes<T>(kept, replaced, added, [.. slots.Left.Select(one => one.Number).Order()]);
    }

    /// <summary>Numbers by what they stand for; equal things give their numbers in order.</summary>
    private sealed class Numbers<TKey>
        where TKey : notnull
    {
        private readonly Dictionary<TKey, Queue<long>> _numbers = [];

        public Numbers(IEnumerable<(TKey Key, long Number)> entries)
        {
            foreach (var (key, number) in entries)
            {
                if (!_numbers.TryGetValue(key, out var same))
                    _numbers.Add(key, same = new Queue<long>(1));
                same.Enqueue(number);
            }
        }

        public IEnumerable<(TKey Key, long Number)> Left =>
            _numbers.SelectMany(one => one.Value.Select(number => (one.Key, number)));

        public long? Take(TKey key) =>
            _numbers.TryGetValue(key, out var same) && same.TryDequeue(out var number) ? number : null;
    }
}
