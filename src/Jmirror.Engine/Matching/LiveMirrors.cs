using System.Collections;

namespace Jmirror.Engine.Matching;

/// <summary>
/// The live mirrors in order of definition: a chain through the mirrors themselves, so that taking one of a million
/// out costs nothing. One thread writes; others may enumerate meanwhile and see every mirror that stays.
/// </summary>
internal sealed class LiveMirrors : IReadOnlyCollection<Mirror>
{
    private Mirror? _first;
    private Mirror? _last;
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void Append(Mirror mirror)
    {
        mirror.Previous = _last;
        Link(_last, mirror);
        _last = mirror;
        _count++;
    }

    /// <summary>Puts <paramref name="mirror"/> in the place of <paramref name="old"/>.</summary>
    public void Substitute(Mirror old, Mirror mirror)
    {
        mirror.Previous = old.Previous;
        mirror.Next = old.Next;
        Link(old.Previous, mirror);
        LinkBack(old.Next, mirror);
    }

    public void Remove(Mirror mirror)
    {
        Link(mirror.Previous, mirror.Next);
        LinkBack(mirror.Next, mirror.Previous);
        _count--;
    }

    public IEnumerator<Mirror> GetEnumerator()
    {
        for (var mirror = Volatile.Read(ref _first); mirror is not null; mirror = mirror.Next)
            yield return mirror;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Link(Mirror? before, Mirror? mirror)
    {
        if (before is not null)
            before.Next = mirror;
        else
            Volatile.Write(ref _first, mirror);
    }

    private void LinkBack(Mirror? behind, Mirror? mirror)
    {
        if (behind is not null)
            behind.Previous = mirror;
        else
            _last = mirror;
    }
}
