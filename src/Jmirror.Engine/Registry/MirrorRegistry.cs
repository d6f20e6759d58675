using Jmirror.Engine.Matching;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Engine.Registry;

/// <summary>
/// Keeps the requests, watches the sessions, and has in the mirror table what follows from both. One thread at a
/// time: <see cref="ControlPlane"/> sees to that.
/// </summary>
/// <remarks>
/// MX Series: every request that fits a session copies. E Series: one of those that name identities does. At login
/// that is RADIUS's before all others, then the one of the highest rank, then the earliest; in mid-session the newer
/// one takes the place of the older; an interface policy removes it until the next login (JUNOSe 7.2 Policy
/// Management Configuration Guide; JUNOSe 11.0.2 release notes). Identities that become known later in a session
/// count as if they had been known at its login.
/// </remarks>
internal sealed class MirrorRegistry : ISubscriberObserver
{
    private readonly MirrorTable _table;
    private readonly RegistryRules _rules;
    private readonly MirrorJournal _journal;
    private readonly TimeProvider _time;
    private readonly NumberedList<LiveRequest> _requests = new();
    private readonly RequestIndex _waiting = new();
    private readonly Dictionary<long, MirroredSession> _sessions = [];
    private readonly EndedMirrors _ended;
    private readonly List<LiveRequest> _found = [];
    private long _lastNumber;

    public MirrorRegistry(MirrorTable table, RegistryRules rules, IMirrorLog log, TimeProvider time)
    {
        _table = table;
        _rules = rules;
        _time = time;
        _journal = new MirrorJournal(log, time);
        _ended = new EndedMirrors(time);
    }

    /// <summary>How many requests live.</summary>
    public int Count => _requests.Count;

    /// <summary>Mirrors that are no more, and what they copied.</summary>
    public (long Count, long Packets, long Bytes) Ended => _ended.Total;

    /// <summary>Why a request cannot be taken in; null when it can.</summary>
    public string? FaultOf(MirrorRequest request)
    {
        var selector = request.Selector;
        if (selector is { Packets: null or [], Identities: null or [], Session: null })
            return "the request selects nothing";
        if (selector.Session is null && _requests.Count - _ownRequests >= _rules.MaxRequests)
            return $"there are {_rules.MaxRequests} mirror requests already, the most this router takes";
        return null;
    }

    /// <summary>Takes a request in that has no fault.</summary>
    /// <param name="request">The request.</param>
    /// <param name="sessions">The live sessions that it selects.</param>
    public long Add(MirrorRequest request, IReadOnlyList<Subscriber> sessions)
    {
        var live = new LiveRequest(++_lastNumber, request, _journal.Now);
        _requests.Add(live);
        Enter(live, sessions);
        return live.Number;
    }

    /// <summary>Puts a request in the place of another, which keeps its number; false when there is none.</summary>
    public bool Replace(long number, MirrorRequest request, IReadOnlyList<Subscriber> sessions, Func<long, Subscriber?> find)
    {
        if (_requests.Find(number) is not { } live)
            return false;
        var former = live.Mirrors.Keys.ToList();
        var wasPackets = live.Request.Selector.Packets is not null;
        Forget(live);
        live.Request = request;
        live.Added = _journal.Now;
        if (wasPackets != request.Selector.Packets is not null)
        {
            // No session in common: the new mirrors begin before the old ones end.
            Enter(live, sessions);
            foreach (var session in former.Where(session => session == 0 == wasPackets))
                EndUnder(live, session, "replaced");
            return true;
        }
        Enter(live, sessions);
        foreach (var session in former)
        {
            if (find(session) is { } subscriber && !live.Fits(subscriber))
                EndUnder(live, session, "replaced");
        }
        return true;
    }

    /// <summary>Deletes a request and ends its mirrors; false when there is none.</summary>
    public bool Delete(long number, string reason)
    {
        if (_requests.Find(number) is not { } live)
            return false;
        Forget(live);
        _requests.Remove(live);
        foreach (var session in live.Mirrors.Keys.ToList())
            EndUnder(live, session, reason);
        return true;
    }

    public RequestState? Show(long number) => _requests.Find(number)?.State;

    public IReadOnlyList<RequestState> List(long after, int limit) =>
        [.. _requests.After(after, limit).Select(live => live.State)];

    public void Log(in MirrorEvent line) => _journal.Write(line);

    /// <inheritdoc/>
    public void LoggedIn(Subscriber subscriber) => Decide(subscriber);

    /// <inheritdoc/>
    public void Changed(Subscriber subscriber) => Decide(subscriber);

    /// <inheritdoc/>
    public void LoggedOut(Subscriber subscriber, SessionEnd reason)
    {
        if (!_sessions.TryGetValue(subscriber.Number, out var session))
            return;
        var word = MirrorJournal.WordOf(reason);
        foreach (var live in session.Live.ToArray())
            EndUnder(live, subscriber.Number, word);
        foreach (var own in session.Own.ToArray())
        {
            Forget(own);
            _requests.Remove(own);
        }
        _sessions.Remove(subscriber.Number);
    }

    // Requests of RADIUS for one session each, which no limit counts.
    private int _ownRequests;

    private void Enter(LiveRequest live, IReadOnlyList<Subscriber> sessions)
    {
        var selector = live.Request.Selector;
        if (selector.Packets is { } triggers)
        {
            MirrorPackets(live, triggers);
            return;
        }
        if (selector.Session is { } number)
        {
            _ownRequests++;
            Remember(number).Own.Add(live);
        }
        else
            _waiting.Add(live);
        foreach (var session in sessions)
        {
            if (_rules.OneMirrorPerSession)
                Settle(session, live);
            else
                Mirror(session, live);
        }
    }

    // The opposite of what Enter remembers; mirrors stay.
    private void Forget(LiveRequest live)
    {
        var selector = live.Request.Selector;
        if (selector.Session is { } number)
        {
            _ownRequests--;
            if (_sessions.TryGetValue(number, out var session))
            {
                session.Own.Remove(live);
                DropIfEmpty(number, session);
            }
        }
        else if (selector.Identities is not null)
            _waiting.Remove(live);
    }

    private void MirrorPackets(LiveRequest live, IReadOnlyList<Trigger> triggers)
    {
        Put(live, 0, DefinitionOf(live.Request.Target, triggers, 0));
        if (!_rules.OneMirrorPerSession || triggers.All(trigger => trigger.Rank != TriggerRank.Interface))
            return;
        foreach (var (number, session) in _sessions.ToArray())
        {
            foreach (var other in session.Live.Where(other => Overrides(triggers, other.Mirrors[number])).ToArray())
            {
                EndUnder(other, number, "an interface policy overrides it");
                Remember(number).IsSettled = true;
            }
        }
    }

    // An interface policy covers a session when all that it asks for is what the session's trigger asks for.
    private static bool Overrides(IReadOnlyList<Trigger> policy, Mirror mirror) =>
        mirror.Definition.Triggers.Any(trigger =>
            policy.Any(one =>
                one.Rank == TriggerRank.Interface
                && (one.Address is null || one.Address == trigger.Address)
                && (one.Interface is null || one.Interface == trigger.Interface)
                && (one.OuterVlan is null || one.OuterVlan == trigger.OuterVlan)
                && (one.InnerVlan is null || one.InnerVlan == trigger.InnerVlan)
                && (one.Mac is null || one.Mac == trigger.Mac)
                && (one.PppoeSession is null || one.PppoeSession == trigger.PppoeSession)
                && (one.L2tp is null || one.L2tp == trigger.L2tp)
            )
        );

    // What a session's login, or something new about it, means for all requests.
    private void Decide(Subscriber session)
    {
        _found.Clear();
        _waiting.Find(session, _found);
        var known = _sessions.GetValueOrDefault(session.Number);
        if (known is not null)
            _found.AddRange(known.Own);
        if (_found.Count == 0 && known is null)
            return;
        LiveRequest[] wanted = _rules.OneMirrorPerSession ? ChooseOne(known) : [.. _found];
        if (known is not null)
        {
            foreach (var live in known.Live.Except(wanted).ToArray())
                EndUnder(live, session.Number, live.Fits(session) ? "another trigger goes before it" : "it does not fit any more");
        }
        foreach (var live in wanted)
            Mirror(session, live);
    }

    // E Series: RADIUS first, then by rank, then the earliest; but what was settled in mid-session stays.
    private LiveRequest[] ChooseOne(MirroredSession? known)
    {
        if (known is { IsSettled: true })
            return [.. known.Live.Where(_found.Contains)];
        var best = _found
            .OrderBy(live => live.Request.Selector.Session is null)
            .ThenBy(RankOf)
            .ThenBy(live => live.Number)
            .FirstOrDefault();
        return best is null ? [] : [best];
    }

    // E Series, in mid-session: the newer request takes the place of the older.
    private void Settle(Subscriber session, LiveRequest newer)
    {
        Mirror(session, newer);
        var known = Remember(session.Number);
        known.IsSettled = true;
        foreach (var older in known.Live.Where(live => live != newer).ToArray())
            EndUnder(older, session.Number, "a newer request replaces it");
    }

    private void Mirror(Subscriber session, LiveRequest live)
    {
        var target = live.Request.Target;
        var triggers = SessionTriggers.Of(session, RankOf(live), _rules.CoreInterfaces);
        if (triggers.Count == 0)
        {
            EndUnder(live, session.Number, "nothing is known that its packets show");
            return;
        }
        if (target.Handle is null && session.Interface?.L2tp is not null)
        {
            EndUnder(live, session.Number, "an L2TP session");
            _journal.Failure(live, target, "an L2TP session is mirrored under a header only");
            return;
        }
        Put(live, session.Number, DefinitionOf(target, triggers, session.AccountingSessionId));
    }

    // A mirror of this definition, in the place of the one that is there.
    private void Put(LiveRequest live, long session, MirrorDefinition definition)
    {
        if (live.Mirrors.TryGetValue(session, out var mirror))
        {
            var same = definition with { Triggers = mirror.Definition.Triggers };
            if (same != mirror.Definition)
            {
                live.Mirrors[session] = _table.Replace(mirror, definition);
                _ended.Add(mirror);
                _journal.Ended(live, mirror, "replaced");
                _journal.Started(live, live.Mirrors[session]);
            }
            else if (!definition.Triggers.SequenceEqual(mirror.Definition.Triggers))
            {
                _table.Retrigger(mirror, definition.Triggers);
            }
            return;
        }
        mirror = _table.Add(definition);
        live.Mirrors.Add(session, mirror);
        if (session != 0)
            Remember(session).Live.Add(live);
        _journal.Started(live, mirror);
    }

    private void EndUnder(LiveRequest live, long session, string reason)
    {
        if (!live.Mirrors.Remove(session, out var mirror))
            return;
        _table.Remove(mirror);
        _ended.Add(mirror);
        _journal.Ended(live, mirror, reason);
        if (session == 0 || !_sessions.TryGetValue(session, out var known))
            return;
        known.Live.Remove(live);
        DropIfEmpty(session, known);
    }

    private MirrorDefinition DefinitionOf(MirrorTarget target, IReadOnlyList<Trigger> triggers, uint accountingSessionId)
    {
        MirrorHeader? header = target.Handle is { } handle
            ? handle.ToHeader(accountingSessionId, _rules.VersionBits)
            : null;
        return new MirrorDefinition(
            triggers,
            target.Policy,
            target.Outer,
            header,
            target.WayOut,
            target.Mtu,
            target.Oversize
        );
    }

    private TriggerRank RankOf(LiveRequest live) =>
        live.Request.Selector.Identities is { } identities ? _rules.RankOf(identities[0].Kind) : TriggerRank.AcctSessionId;

    private MirroredSession Remember(long number)
    {
        if (!_sessions.TryGetValue(number, out var session))
            _sessions.Add(number, session = new MirroredSession());
        return session;
    }

    private void DropIfEmpty(long number, MirroredSession session)
    {
        if (session.IsEmpty)
            _sessions.Remove(number);
    }
}
