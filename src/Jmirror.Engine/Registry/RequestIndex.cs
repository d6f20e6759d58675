using System.Runtime.InteropServices;
using Jmirror.Engine.Subscribers;

namespace Jmirror.Engine.Registry;

/// <summary>Requests that wait for sessions, by the first identity that they name.</summary>
internal sealed class RequestIndex
{
    private readonly Dictionary<SubscriberIdentity, LiveRequest[]> _requests = [];

    /// <summary>Takes a request in.</summary>
    public void Add(LiveRequest request)
    {
        ref var same = ref CollectionsMarshal.GetValueRefOrAddDefault(_requests, KeyOf(request), out _);
        same = [.. same ?? [], request];
    }

    /// <summary>Takes a request out.</summary>
    public void Remove(LiveRequest request)
    {
        var key = KeyOf(request);
        LiveRequest[] rest = [.. _requests[key].Where(one => one != request)];
        if (rest.Length == 0)
            _requests.Remove(key);
        else
            _requests[key] = rest;
    }

    /// <summary>Adds the requests that fit a session to <paramref name="found"/>.</summary>
    public void Find(Subscriber session, List<LiveRequest> found)
    {
        foreach (var identity in session.Identities)
        {
            if (!_requests.TryGetValue(identity, out var requests))
                continue;
            foreach (var request in requests)
            {
                if (request.Fits(session))
                    found.Add(request);
            }
        }
    }

    private static SubscriberIdentity KeyOf(LiveRequest request) => request.Request.Selector.Identities![0];
}
