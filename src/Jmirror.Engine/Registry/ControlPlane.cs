using Jmirror.Engine.Accounting;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Measuring;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Engine.Registry;

/// <summary>
/// The control plane: subscribers, requests, and the mirrors that follow from both. One lock; what it changes is live
/// in the mirror table before a call returns.
/// </summary>
public sealed class ControlPlane : IControlPlane
{
    private readonly Lock _lock = new();
    private readonly MirrorTable _table;
    private readonly MirrorSwitch _mirrors;
    private readonly MirrorRegistry _registry;
    private readonly SubscriberTable _subscribers;
    private readonly IMirrorLog _log;
    private readonly TimeProvider _clock;
    private readonly ControlPlaneOptions _options;

    /// <summary>A control plane without requests and subscribers.</summary>
    /// <param name="table">The mirrors; nobody else changes it.</param>
    /// <param name="analyzers">The ways out.</param>
    /// <param name="log">The secure log.</param>
    /// <param name="clock">The time of what providers ask for; sightings bring their own.</param>
    /// <param name="options">The router's personality.</param>
    /// <param name="observer">Told of what happens to sessions, after the mirrors were seen to; null: nobody.</param>
    public ControlPlane(
        MirrorTable table,
        IAnalyzers analyzers,
        IMirrorLog log,
        TimeProvider clock,
        ControlPlaneOptions options,
        ISubscriberObserver? observer = null
    )
    {
        _table = table;
        _log = log;
        _clock = clock;
        _options = options;
        Analyzers = analyzers;
        _mirrors = new MirrorSwitch(table, log, options);
        Accounts = new SessionAccounts(options.CoreInterfaces);
        _registry = new MirrorRegistry(_mirrors, options.Precedence);
        _subscribers = new SubscriberTable(
            observer is null
                ? new SubscriberObservers(_registry, Accounts)
                : new SubscriberObservers(_registry, Accounts, observer),
            options.Subscribers
        );
    }

    /// <inheritdoc/>
    public IAnalyzers Analyzers { get; }

    /// <summary>The sessions whose traffic the data plane counts.</summary>
    public SessionAccounts Accounts { get; }

    /// <summary>What there is now.</summary>
    public ControlPlaneCounts Counts
    {
        get
        {
            lock (_lock)
            {
                return new ControlPlaneCounts(
                    _registry.Count,
                    _table.Count,
                    _subscribers.Count,
                    _subscribers.Refused,
                    _subscribers.Expired
                );
            }
        }
    }

    /// <inheritdoc/>
    public RequestAnswer Add(MirrorRequest request)
    {
        lock (_lock)
        {
            ReadClock();
            return ProblemOf(request, null) is { } problem
                ? Refuse(request, problem)
                : new RequestAnswer(_registry.Add(request, SelectedBy(request.Selector)), null);
        }
    }

    /// <inheritdoc/>
    public RequestAnswer Replace(long number, MirrorRequest request)
    {
        lock (_lock)
        {
            ReadClock();
            if (_registry.Find(number) is not { } live)
                return Refuse(request, $"there is no request {number}");
            if (ProblemOf(request, live.Request) is { } problem)
                return Refuse(request, problem);
            _registry.Replace(live, request, SelectedBy(request.Selector));
            return new RequestAnswer(number, null);
        }
    }

    /// <inheritdoc/>
    public RequestAnswer RetargetLaterLogins(long number, MirrorTarget target)
    {
        lock (_lock)
        {
            ReadClock();
            if (_registry.Find(number) is not { } live)
                return new RequestAnswer(0, $"there is no request {number}");
            var request = live.Request with { Target = target };
            if (ProblemOf(request, live.Request) is { } problem)
                return Refuse(request, problem);
            _registry.RetargetLaterLogins(live, request);
            return new RequestAnswer(number, null);
        }
    }

    /// <inheritdoc/>
    public bool Delete(long number, string reason)
    {
        lock (_lock)
        {
            ReadClock();
            if (_registry.Find(number) is not { } live)
                return false;
            _registry.Delete(live, reason);
            return true;
        }
    }

    /// <inheritdoc/>
    public RequestState? Show(long number)
    {
        lock (_lock)
        {
            return _registry.Find(number)?.ToState();
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<RequestState> List(long after, int limit)
    {
        lock (_lock)
        {
            return [.. _registry.After(after, limit).Select(live => live.ToState())];
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Subscriber> FindSubscribers(
        IReadOnlyList<SubscriberIdentity> identities,
        UInt128? address = null
    )
    {
        lock (_lock)
        {
            return _subscribers.Find(identities, address);
        }
    }

    /// <inheritdoc/>
    public Subscriber? ShowSubscriber(long number)
    {
        lock (_lock)
        {
            return _subscribers.Show(number);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Subscriber> ListSubscribers(long after, int limit)
    {
        lock (_lock)
        {
            return _subscribers.List(after, limit);
        }
    }

    /// <inheritdoc/>
    public SessionAccount? Account(long session)
    {
        lock (_lock)
        {
            return _subscribers.Show(session) is { } subscriber ? Accounts.Open(subscriber) : null;
        }
    }

    /// <inheritdoc/>
    public bool LogOut(long session, SessionEnd reason)
    {
        lock (_lock)
        {
            ReadClock();
            return _subscribers.LogOut(session, reason);
        }
    }

    /// <inheritdoc/>
    public void See(Sighting sighting)
    {
        lock (_lock)
        {
            _mirrors.Now = sighting.Timestamp;
            _subscribers.See(sighting);
        }
    }

    /// <inheritdoc/>
    public void Log(in MirrorEvent line)
    {
        lock (_lock)
        {
            _log.Write(in line);
        }
    }

    /// <summary>
    /// Ends sessions that were not seen for their time. Lets others in between: no call has to wait for more than a
    /// small part of them.
    /// </summary>
    /// <param name="now">Nanoseconds since 1970-01-01 UTC: of the frames, or of the wall clock when there are none.</param>
    public void Tick(long now)
    {
        bool more;
        do
        {
            lock (_lock)
            {
                _mirrors.Now = now;
                more = _subscribers.Tick(now);
            }
        } while (more);
    }

    /// <summary>
    /// Writes the end of every mirror to the secure log, when no more packets come. The mirrors stay, so that their
    /// figures can still be read.
    /// </summary>
    public void WriteShutdown()
    {
        lock (_lock)
        {
            ReadClock();
            foreach (var request in _registry.After(0, int.MaxValue))
                _mirrors.WriteShutdown(request);
        }
    }

    /// <inheritdoc/>
    public long AddStatic(StaticSubscriber subscriber)
    {
        lock (_lock)
        {
            ReadClock();
            return _subscribers.AddStatic(subscriber, _mirrors.Now).Number;
        }
    }

    /// <inheritdoc/>
    public bool RemoveStatic(long session)
    {
        lock (_lock)
        {
            ReadClock();
            return _subscribers.RemoveStatic(session);
        }
    }

    private IReadOnlyList<Subscriber> SelectedBy(MirrorSelector selector)
    {
        if (selector.Identities is { } identities)
            return _subscribers.Find(identities);
        return selector.Session is { } number ? [_subscribers.Show(number)!] : [];
    }

    private RequestAnswer Refuse(MirrorRequest request, string problem)
    {
        _mirrors.Refuse(request, problem);
        return new RequestAnswer(0, problem);
    }

    /// <summary>Why a request cannot be carried out, one clause; null when it can.</summary>
    /// <param name="request">The request.</param>
    /// <param name="before">The one in whose place it goes.</param>
    /// <exception cref="ArgumentException">It does not select in exactly one way.</exception>
    private string? ProblemOf(MirrorRequest request, MirrorRequest? before)
    {
        var selector = request.Selector;
        var ways =
            (selector.Packets is { Count: > 0 } ? 1 : 0)
            + (selector.Identities is { Count: > 0 } ? 1 : 0)
            + (selector.Session is null ? 0 : 1);
        if (ways != 1)
            throw new ArgumentException("a request selects in exactly one way", nameof(request));
        if (selector.Session is { } session && _subscribers.Show(session) is null)
            return "there is no such session";
        if (request.Target.Handle is { MirrorId: > MirrorHeader.MaxMirrorId })
            return "the mirror id has more than 30 bits";
        // The guard's own words name the target.
        if (DefinitionGuard.FaultOf(_mirrors.DefinitionOf(request)) is not null)
            return "a trigger or a policy has a value out of its range";
        if (selector.Identities is { } identities && identities.Any(HasNoTrigger))
            return "JUNOSe 7.2 has no triggers on DHCP option 82, agent circuit id and agent remote id";
        var added =
            MirrorRegistry.IsTrigger(request) && (before is null || !MirrorRegistry.IsTrigger(before));
        if (added && _registry.Triggers >= _options.MaxTriggers)
            return $"there are {_registry.Triggers} triggers already, as many as are allowed";
        return null;
    }

    private bool HasNoTrigger(SubscriberIdentity identity) =>
        _options.Precedence == TriggerPrecedence.HighestOnly
        && TriggerRanks.Of(identity.Kind, _options.TriggerOrder) is null;

    private void ReadClock() => _mirrors.Now = UnixTime.Now(_clock);
}
