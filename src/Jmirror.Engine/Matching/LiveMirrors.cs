using System.Collections;

namespace Jmirror.Engine.Matching;

/// <summary>
/// The live mirrors in order of definition: a chain through the mirrors themselves, so that taking one of a million
/// out costs nothing. One thread writes; others may enumerate meanwhile and see every mirror that stays.
/// </summary>
/// <remarks>
/// A mirror that was taken out is its own next one. If it still led on, whoever holds on to one ended mirror would hold
/// all that ended after it.
/// </remarks>
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
        Detach(old);
    }

    public void Remove(Mirror mirror)
    {
        Link(mirror.Previous, mirror.Next);
        LinkBack(mirror.Next, mirror.Previous);
        Detach(mirror);
        _count--;
    }

    public IEnumerator<Mirror> GetEnumerator()
    {
        var mirror = Volatile.Read(ref _first);
        while (mirror is not null)
        {
            yield return mirror;
            var next = mirror.Next;
            mirror = next == mirror ? FirstBehind(mirror.Number) : next;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Mirror? FirstBehind(long number)
    {
        var mirror = Volatile.Read(ref _first);
        while (mirror is not null && mirror.Number <= number)
        {
            var next = mirror.Next;
            mirror = next == mirror ? Volatile.Read(ref _first) : next;
        }
        return mirror;
    }

    private static void Detach(Mirror mirror)
    {
        mirror.Next = mirror;
        mirror.Previous = null;
    }

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
