namespace Jmirror.Engine.Subscribers;

/// <summary>Something with a number of its own.</summary>
internal interface INumbered
{
    /// <summary>Never given twice in a run.</summary>
    long Number { get; }
}

/// <summary>
/// Things in order of number. New ones have higher numbers than all before, old ones go in any order. Kept in chunks,
/// so that a million of them cost 8 to 16 bytes each and no change is slow.
/// </summary>
internal sealed class NumberedList<T>
    where T : class, INumbered
{
    private const int ChunkSize = 512;

    private readonly List<List<T>> _chunks = [];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Appends one.</summary>
    public void Add(T item)
    {
        if (_chunks.Count == 0 || _chunks[^1].Count == ChunkSize)
            _chunks.Add([]);
        _chunks[^1].Add(item);
        Count++;
    }

    /// <summary>The one of this number; null when there is none.</summary>
    public T? Find(long number)
    {
        if (_chunks.Count == 0)
            return null;
        var chunk = _chunks[ChunkOf(number)];
        var place = PlaceIn(chunk, number);
        return place < chunk.Count && chunk[place].Number == number ? chunk[place] : null;
    }

    /// <summary>Takes one out.</summary>
    public void Remove(T item)
    {
        var chunk = ChunkOf(item.Number);
        _chunks[chunk].RemoveAt(PlaceIn(_chunks[chunk], item.Number));
        Count--;
        if (_chunks[chunk].Count == 0)
            _chunks.RemoveAt(chunk);
        else if (
            chunk + 1 < _chunks.Count
            && _chunks[chunk].Count + _chunks[chunk + 1].Count <= ChunkSize / 2
        )
            JoinWithNext(chunk);
    }

    /// <summary>Those behind <paramref name="number"/>, at most <paramref name="limit"/>.</summary>
    public List<T> After(long number, int limit)
    {
        var found = new List<T>();
        if (_chunks.Count == 0)
            return found;
        var chunk = ChunkOf(number);
        var place = PlaceIn(_chunks[chunk], number + 1);
        for (; chunk < _chunks.Count && found.Count < limit; chunk++, place = 0)
        {
            var count = Math.Min(_chunks[chunk].Count - place, limit - found.Count);
            found.AddRange(_chunks[chunk].GetRange(place, count));
        }
        return found;
    }

    private void JoinWithNext(int chunk)
    {
        _chunks[chunk].AddRange(_chunks[chunk + 1]);
        _chunks.RemoveAt(chunk + 1);
    }

    /// <summary>The last chunk that begins at or before a number; the first when there is none.</summary>
    private int ChunkOf(long number)
    {
        var (low, high) = (0, _chunks.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_chunks[middle][0].Number <= number)
                low = middle;
            else
                high = middle - 1;
        }
        return low;
    }

    /// <summary>Place of the first item with this number or a higher one.</summary>
    private static int PlaceIn(List<T> chunk, long number)
    {
        var (low, high) = (0, chunk.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (chunk[middle].Number < number)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
