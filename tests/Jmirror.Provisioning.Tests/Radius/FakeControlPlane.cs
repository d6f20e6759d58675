using Jmirror.Engine.Accounting;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;

namespace Jmirror.Provisioning.Tests.Radius;

/// <summary>A control plane with a real subscriber table, that keeps requests in a dictionary and mirrors nothing.</summary>
internal sealed class FakeControlPlane : IControlPlane, IAnalyzers, ISubscriberObserver
{
    public const int WayOut = 3;

    private readonly Dictionary<long, MirrorRequest> _requests = [];
    private readonly SubscriberTable _subscribers;
    private long _numbers;

    public FakeControlPlane() => _subscribers = new SubscriberTable(this, new SubscriberOptions());

    public List<Sighting> Sightings { get; } = [];

    public List<MirrorEvent> Events { get; } = [];

    public List<(long Session, SessionEnd Reason)> LoggedOut { get; } = [];

    /// <summary>What <see cref="Add"/> and <see cref="Replace"/> fail with; null: they do not.</summary>
    public string? Problem { get; set; }

    /// <summary>False: there is no way to any analyzer.</summary>
    public bool HasWays { get; set; } = true;

    /// <summary>Live requests in order of number.</summary>
    public IReadOnlyList<MirrorRequest> Requests =>
        [.. _requests.OrderBy(one => one.Key).Select(one => one.Value)];

    public IReadOnlyList<long> Numbers => [.. _requests.Keys.Order()];

    public int Added { get; private set; }

    public int Replaced { get; private set; }

    public IAnalyzers Analyzers => this;

    public AnalyzerWay? Find(Ipv4Address address, ushort port, out string? problem)
    {
        problem = HasWays ? null : "there is no route to the analyzer";
        return HasWays
            ? new AnalyzerWay(WayOut, new Ipv4Address(0xc0000201), null, 255, 1500, OversizeRule.Fragment)
            : null;
    }

    public RequestAnswer Add(MirrorRequest request)
    {
        if (Problem is not null)
            return new RequestAnswer(0, Problem);
        Added++;
        _requests.Add(++_numbers, request);
        return new RequestAnswer(_numbers, null);
    }

    public RequestAnswer Replace(long number, MirrorRequest request)
    {
        if (Problem is not null || !_requests.ContainsKey(number))
            return new RequestAnswer(0, Problem ?? "no such request");
        Replaced++;
        _requests[number] = request;
        return new RequestAnswer(number, null);
    }

    public RequestAnswer RetargetLaterLogins(long number, MirrorTarget target) =>
        throw new NotSupportedException();

    public bool Delete(long number, string reason) => _requests.Remove(number);

    public RequestState? Show(long number) =>
        _requests.TryGetValue(number, out var request) ? new RequestState(number, request, 0, []) : null;

    public IReadOnlyList<RequestState> List(long after, int limit) => throw new NotSupportedException();

    public IReadOnlyList<Subscriber> FindSubscribers(
        IReadOnlyList<SubscriberIdentity> identities,
        UInt128? address = null
    ) => _subscribers.Find(identities, address);

    public Subscriber? ShowSubscriber(long number) => _subscribers.Show(number);

    public IReadOnlyList<Subscriber> ListSubscribers(long after, int limit) =>
        _subscribers.List(after, limit);

    public SessionAccount? Account(long session) =>
        _subscribers.Show(session) is null ? null : new SessionAccount(session);

    public bool LogOut(long session, SessionEnd reason)
    {
        LoggedOut.Add((session, reason));
        return _subscribers.LogOut(session, reason);
    }

    public void See(Sighting sighting)
    {
        Sightings.Add(sighting);
        _subscribers.See(sighting);
    }

    public long AddStatic(StaticSubscriber subscriber) => throw new NotSupportedException();

    public bool RemoveStatic(long session) => throw new NotSupportedException();

    public void Log(in MirrorEvent line) => Events.Add(line);

    /// <summary>Logs a subscriber in, with or without a place on the wire.</summary>
    public Subscriber LogIn(
        string address,
        SubscriberInterface? link,
        params (IdentityKind Kind, string Value)[] identities
    )
    {
        Assert.True(IpPrefix.TryParse(address, out var prefix));
        return _subscribers.See(
            new Sighting
            {
                Source = SightingSource.RadiusAccounting,
                Kind = SightingKind.Up,
                Timestamp = 1,
                Interface = link,
                Identities = [.. identities.Select(one => new SubscriberIdentity(one.Kind, one.Value))],
                Addresses = [prefix],
            }
        )!;
    }

    /// <summary>Logs in an entry of the configuration.</summary>
    public Subscriber LogInStatic(string session) =>
        _subscribers.AddStatic(
            new StaticSubscriber([new SubscriberIdentity(IdentityKind.AcctSessionId, session)], [], null, []),
            1
        );

    /// <summary>Ends a session without being told to.</summary>
    public void End(long session) => _subscribers.LogOut(session, SessionEnd.UserRequest);

    void ISubscriberObserver.LoggedIn(Subscriber subscriber) { }

    void ISubscriberObserver.Changed(Subscriber subscriber) { }

    void ISubscriberObserver.LoggedOut(Subscriber subscriber, SessionEnd reason)
    {
        foreach (var (number, request) in _requests.ToArray())
        {
            if (request.Selector.Session == subscriber.Number)
                _requests.Remove(number);
        }
    }
}
