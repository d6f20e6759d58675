namespace Jmirror.Engine.Subscribers;

/// <summary>A list that grows by one page at a time: nothing is copied, and little is kept in reserve.</summary>
internal sealed class PagedArray<T>
{
    private const int PageShift = 12;
    private const int PageSize = 1 << PageShift;

    private readonly List<T[]> _pages = [];

    /// <summary>How many elements there are.</summary>
    public int Count { get; private set; }

    /// <summary>One element.</summary>
    public ref T this[int place] => ref _pages[place >> PageShift][place & (PageSize - 1)];

    /// <summary>Appends an element and returns its place.</summary>
    public int Add(T element)
    {
        if (Count >> PageShift == _pages.Count)
            _pages.Add(new T[PageSize]);
        this[Count] = element;
        return Count++;
    }
}
