using Jmirror.Engine.Subscribers;

namespace Jmirror.Engine.Registry;

/// <summary>The requests, by number, by first identity, and by session.</summary>
internal sealed class RequestIndex
{
    private readonly NumberedList<LiveRequest> _requests = new();
    private readonly Dictionary<SubscriberIdentity, SortedDictionary<long, LiveRequest>> _byIdentity = [];
    private readonly Dictionary<long, List<LiveRequest>> _bySession = [];

    /// <summary>How many there are.</summary>
    public int Count => _requests.Count;

    /// <summary>One request; null when there is none of this number.</summary>
    public LiveRequest? Find(long number) => _requests.Find(number);

    /// <summary>See <see cref="NumberedList{T}.After"/>.</summary>
    public List<LiveRequest> After(long number, int limit) => _requests.After(number, limit);

    /// <summary>The requests by identity that fit a session, in order of number.</summary>
    public List<LiveRequest> Fitting(Subscriber session)
    {
        var fitting = new List<LiveRequest>();
        foreach (var identity in session.Identities)
        {
            if (_byIdentity.TryGetValue(identity, out var waiting))
                fitting.AddRange(waiting.Values.Where(request => request.Fits(session)));
        }
        fitting.Sort((one, other) => one.Number.CompareTo(other.Number));
        return fitting;
    }

    /// <summary>The requests on one session, in order of number.</summary>
    public IReadOnlyList<LiveRequest> On(long session) =>
        _bySession.TryGetValue(session, out var requests) ? requests : [];

    /// <summary>Takes in a request with a higher number than all before.</summary>
    public void Add(LiveRequest request)
    {
        _requests.Add(request);
        AddSelector(request);
    }

    /// <summary>Takes a request out.</summary>
    public void Remove(LiveRequest request)
    {
        _requests.Remove(request);
        RemoveSelector(request);
    }

    /// <summary>Finds a request by what it selects; to be called when that has changed.</summary>
    public void AddSelector(LiveRequest request)
    {
        if (request.Request.Selector.Identities is { } identities)
        {
            if (!_byIdentity.TryGetValue(identities[0], out var waiting))
                _byIdentity.Add(identities[0], waiting = []);
            waiting.Add(request.Number, request);
        }
        if (request.Request.Selector.Session is { } session)
        {
            if (!_bySession.TryGetValue(session, out var requests))
                _bySession.Add(session, requests = []);
            requests.Add(request);
        }
    }

    /// <summary>Finds a request no more by what it selects; to be called before that changes.</summary>
    public void RemoveSelector(LiveRequest request)
    {
        if (
            request.Request.Selector.Identities is { } identities
            && _byIdentity.TryGetValue(identities[0], out var waiting)
            && waiting.Remove(request.Number)
            && waiting.Count == 0
        )
            _byIdentity.Remove(identities[0]);
        if (
            request.Request.Selector.Session is { } session
            && _bySession.TryGetValue(session, out var requests)
            && requests.Remove(request)
            && requests.Count == 0
        )
            _bySession.Remove(session);
    }
}
