namespace Jmirror.Engine.Subscribers;

/// <summary>
/// Sessions by the time at which they end: a binary heap in which each session knows its place, so that one that logs
/// out leaves nothing behind. A session that is seen again is not moved: it is looked at when its old time comes.
/// </summary>
internal sealed class ExpiryQueue
{
    /// <summary>Place of a session that is not in the queue.</summary>
    public const int Nowhere = -1;

    private readonly List<(long Due, Subscriber Session)> _heap = [];

    /// <summary>The session to look at first, and when; false when the queue is empty.</summary>
    public bool TryPeek(out long due, out Subscriber? session)
    {
        (due, session) = _heap.Count > 0 ? _heap[0] : default;
        return session is not null;
    }

    /// <summary>Puts a session in, or moves it.</summary>
    public void Schedule(Subscriber session, long due)
    {
        if (session.ExpiryPlace == Nowhere)
        {
            _heap.Add((due, session));
            session.ExpiryPlace = _heap.Count - 1;
        }
        else
        {
            _heap[session.ExpiryPlace] = (due, session);
        }
        Settle(session.ExpiryPlace);
    }

    /// <summary>When a session is to be looked at.</summary>
    public long DueOf(Subscriber session) => _heap[session.ExpiryPlace].Due;

    /// <summary>Takes a session out, if it is there.</summary>
    public void Remove(Subscriber session)
    {
        var place = session.ExpiryPlace;
        if (place == Nowhere)
            return;
        var last = _heap.Count - 1;
        if (place != last)
            Put(_heap[last], place);
        _heap.RemoveAt(last);
        session.ExpiryPlace = Nowhere;
        if (place != last)
            Settle(place);
    }

    private void Settle(int place)
    {
        var entry = _heap[place];
        while (place > 0 && entry.Due < _heap[(place - 1) / 2].Due)
        {
            Put(_heap[(place - 1) / 2], place);
            place = (place - 1) / 2;
        }
        while (EarlierChildOf(place) is { } child && _heap[child].Due < entry.Due)
        {
            Put(_heap[child], place);
            place = child;
        }
        Put(entry, place);
    }

    private int? EarlierChildOf(int place)
    {
        var left = (2 * place) + 1;
        if (left >= _heap.Count)
            return null;
        var right = left + 1;
        return right < _heap.Count && _heap[right].Due < _heap[left].Due ? right : left;
    }

    private void Put((long Due, Subscriber Session) entry, int place)
    {
        _heap[place] = entry;
        entry.Session.ExpiryPlace = place;
    }
}
