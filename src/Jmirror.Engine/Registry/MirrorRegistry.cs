using Jmirror.Engine.Counting;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Subscribers;

namespace Jmirror.Engine.Registry;

/// <summary>Brings requests and sessions together: each pair that fits is a mirror, as far as the series allows.</summary>
internal sealed class MirrorRegistry : ISubscriberObserver
{
    private const string CoveredReason = "an interface-specific mirror goes before it";

    private static readonly string[] EndWords = Words.Of<SessionEnd>();

    private readonly RequestIndex _requests = new();
    private readonly Dictionary<long, SessionMirrors> _sessions = [];
    private readonly InterfaceCover _cover = new();
    private readonly MirrorSwitch _mirrors;
    private readonly SeriesRules _rules;
    private readonly bool _oneForEach;
    private long _lastNumber;

    /// <summary>A registry without requests.</summary>
    public MirrorRegistry(MirrorSwitch mirrors, TriggerPrecedence precedence)
    {
        _mirrors = mirrors;
        _oneForEach = precedence == TriggerPrecedence.HighestOnly;
        _rules = _oneForEach ? new OneRequestRules(mirrors, _cover) : new EveryRequestRules(mirrors);
    }

    /// <summary>How many requests there are.</summary>
    public int Count => _requests.Count;

    /// <summary>Of these, how many are triggers: by identity or address, neither by interface nor for one session.</summary>
    public int Triggers { get; private set; }

    /// <summary>One request; null when there is none of this number.</summary>
    public LiveRequest? Find(long number) => _requests.Find(number);

    /// <summary>Requests in order of number.</summary>
    public IReadOnlyList<LiveRequest> After(long number, int limit) => _requests.After(number, limit);

    /// <summary>Takes in a request that was checked. Returns its number.</summary>
    /// <param name="request">The request.</param>
    /// <param name="sessions">The live sessions that it selects.</param>
    public long Add(MirrorRequest request, IReadOnlyList<Subscriber> sessions)
    {
        var live = new LiveRequest(++_lastNumber, request, _mirrors.Now);
        _requests.Add(live);
        CountTrigger(request, 1);
        if (request.Selector.Packets is not null)
            StartByPackets(live);
        foreach (var session in sessions)
            _rules.Ask(MirrorsOf(session), live);
        DropFormer(live);
        return live.Number;
    }

    /// <summary>Puts a request that was checked in the place of another. What both select is copied without a gap.</summary>
    public void Replace(LiveRequest live, MirrorRequest request, IReadOnlyList<Subscriber> sessions)
    {
        var before = live.Request;
        _requests.RemoveSelector(live);
        CountTrigger(before, -1);
        Uncover(before);
        live.Request = request;
        live.Added = _mirrors.Now;
        _requests.AddSelector(live);
        CountTrigger(request, 1);

        if (request.Selector.Packets is null)
        {
            foreach (var session in sessions)
                _rules.Ask(MirrorsOf(session), live);
            if (live.PacketMirror is not null)
                _mirrors.Stop(live, before, MirrorSwitch.Replaced);
        }
        else if (live.PacketMirror is null)
        {
            StartByPackets(live);
        }
        else
        {
            _mirrors.Renew(live, before);
            Cover(request);
        }
        var selected = sessions.Select(session => session.Number).ToHashSet();
        foreach (
            var mirror in live
                .SessionMirrors.Values.Where(one => !selected.Contains(one.Session.Number))
                .ToList()
        )
            Stop(mirror, MirrorSwitch.Replaced);
        DropFormer(live);
    }

    /// <summary>
    /// Puts a request with the same selection in the place of another, for sessions that come. A live mirror goes on
    /// under what it was started with; one that selects by packets changes at once.
    /// </summary>
    public void RetargetLaterLogins(LiveRequest live, MirrorRequest request)
    {
        var before = live.Request;
        live.Request = request;
        live.Added = _mirrors.Now;
        if (live.PacketMirror is not null)
            _mirrors.Renew(live, before);
    }

    /// <summary>Deletes a request and ends its mirrors.</summary>
    public void Delete(LiveRequest live, string reason)
    {
        _requests.Remove(live);
        CountTrigger(live.Request, -1);
        Uncover(live.Request);
        if (live.PacketMirror is not null)
            _mirrors.Stop(live, live.Request, reason);
        foreach (var mirror in live.SessionMirrors.Values.ToList())
            Stop(mirror, reason);
    }

    /// <inheritdoc/>
    public void LoggedIn(Subscriber subscriber) => Settle(subscriber);

    /// <inheritdoc/>
    public void Changed(Subscriber subscriber) => Settle(subscriber);

    /// <inheritdoc/>
    public void Joined(Subscriber kept, Subscriber given)
    {
        // New mirrors before old ones go: no packet is missed in between.
        Settle(kept);
        foreach (var live in _requests.On(given.Number).ToList())
        {
            var selector = new MirrorSelector { Session = kept.Number };
            Replace(live, live.Request with { Selector = selector }, [kept]);
        }
        EndMirrorsOf(given, "the session goes on as another");
    }

    /// <inheritdoc/>
    public void LoggedOut(Subscriber subscriber, SessionEnd reason)
    {
        var word = EndWords[(int)reason];
        EndMirrorsOf(subscriber, word);
        var over = _requests.On(subscriber.Number).Concat(_requests.Fitting(subscriber));
        foreach (var request in over.Where(request => request.EndsWith(subscriber)).ToList())
            Delete(request, word);
    }

    /// <summary>True for requests that a router counts as triggers: by identity or address, neither by interface nor for one session.</summary>
    public static bool IsTrigger(MirrorRequest request) =>
        request.Selector.Identities is not null
        || (request.Selector.Packets is { } packets && !packets.All(InterfaceCover.IsInterfaceSpecific));

    private void Settle(Subscriber subscriber)
    {
        var fitting = _requests.Fitting(subscriber);
        if (fitting.Count == 0 && !_sessions.ContainsKey(subscriber.Number))
            return;
        var session = MirrorsOf(subscriber);
        var isCovered = _cover.Covers(subscriber);
        foreach (var mirror in session.Live.ToArray())
        {
            if (isCovered)
                Stop(session, mirror, CoveredReason);
            else if (mirror.Asked.Selector.Session is null && !mirror.Request.Fits(subscriber))
                Stop(session, mirror, "the session has other identities now");
            else
                _mirrors.Follow(mirror);
        }
        _rules.Settle(session, fitting);
        ForgetIfEmpty(session);
    }

    private void EndMirrorsOf(Subscriber subscriber, string reason)
    {
        if (!_sessions.Remove(subscriber.Number, out var session))
            return;
        foreach (var mirror in session.Live)
            _mirrors.Stop(mirror, reason);
    }

    private void StartByPackets(LiveRequest live)
    {
        _mirrors.Start(live);
        Cover(live.Request);
    }

    /// <summary>E Series: what lies at the interfaces of an interface-specific policy has no other mirror.</summary>
    private void Cover(MirrorRequest request)
    {
        var triggers = InterfaceTriggersOf(request);
        if (triggers.Count == 0)
            return;
        foreach (var trigger in triggers)
            _cover.Add(trigger);
        var covered =
            from session in _sessions.Values
            where session.Live.Count > 0 && _cover.Covers(session.Session)
            from mirror in session.Live
            select mirror;
        foreach (var mirror in covered.ToList())
            Stop(mirror, CoveredReason);
    }

    private void Uncover(MirrorRequest request)
    {
        foreach (var trigger in InterfaceTriggersOf(request))
            _cover.Remove(trigger);
    }

    private List<Trigger> InterfaceTriggersOf(MirrorRequest request) =>
        _oneForEach ? [.. (request.Selector.Packets ?? []).Where(InterfaceCover.IsInterfaceSpecific)] : [];

    /// <summary>What RADIUS asks for of a session takes the place of what it asked for before.</summary>
    private void DropFormer(LiveRequest live)
    {
        if (!SeriesRules.IsOfRadius(live.Request))
            return;
        var former = _requests.On(live.Request.Selector.Session!.Value);
        foreach (
            var request in former.Where(one => one != live && SeriesRules.IsOfRadius(one.Request)).ToList()
        )
            Delete(request, MirrorSwitch.Replaced);
    }

    private void Stop(SessionMirror mirror, string reason)
    {
        var session = _sessions[mirror.Session.Number];
        Stop(session, mirror, reason);
        ForgetIfEmpty(session);
    }

    private void Stop(SessionMirrors session, SessionMirror mirror, string reason)
    {
        _mirrors.Stop(mirror, reason);
        session.Live.Remove(mirror);
    }

    private SessionMirrors MirrorsOf(Subscriber subscriber)
    {
        if (!_sessions.TryGetValue(subscriber.Number, out var session))
            _sessions.Add(subscriber.Number, session = new SessionMirrors(subscriber));
        return session;
    }

    private void ForgetIfEmpty(SessionMirrors session)
    {
        if (session.IsEmpty)
            _sessions.Remove(session.Session.Number);
    }

    private void CountTrigger(MirrorRequest request, int step) => Triggers += IsTrigger(request) ? step : 0;
}
