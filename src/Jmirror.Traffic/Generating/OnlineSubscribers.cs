namespace Jmirror.Traffic.Generating;

/// <summary>Who may be given packets at the moment; adding, removing and taking any one of them costs the same for ten and a million.</summary>
/// <param name="count">Subscribers of the population, numbered from 1.</param>
internal sealed class OnlineSubscribers(int count)
{
    private readonly int[] _places = new int[count + 1];
    private int[] _numbers = new int[Math.Min(count, 1024)];

    public int Count { get; private set; }

    /// <summary>The subscriber at a place from 0 to <see cref="Count"/>, not included.</summary>
    public int this[int place] => _numbers[place];

    public void Add(int subscriber)
    {
        if (Count == _numbers.Length)
            Array.Resize(ref _numbers, Math.Min(2 * Count, _places.Length));
        _numbers[Count] = subscriber;
        _places[subscriber] = ++Count;
    }

    /// <summary>Takes a subscriber out, if it is there; the last one gets its place.</summary>
    public void Remove(int subscriber)
    {
        var place = _places[subscriber];
        if (place == 0)
            return;
        var last = _numbers[--Count];
        _numbers[place - 1] = last;
        _places[last] = place;
        _places[subscriber] = 0;
    }
}
