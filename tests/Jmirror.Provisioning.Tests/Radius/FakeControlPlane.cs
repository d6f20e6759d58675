using Jmirror.Engine.Matching;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;

namespace Jmirror.Provisioning.Tests.Radius;

/// <summary>A control plane that keeps requests in a dictionary and mirrors nothing.</summary>
internal sealed class FakeControlPlane : IControlPlane, IAnalyzers
{
    public const int WayOut = 3;

    private readonly Dictionary<long, MirrorRequest> _requests = [];
    private long _numbers;

    public List<Subscriber> Subscribers { get; } = [];

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
    ) =>
        [
            .. Subscribers.Where(subscriber =>
                identities.All(subscriber.Identities.Contains)
                && (address is not { } one || subscriber.Addresses.Any(prefix => prefix.Contains(one)))
            ),
        ];

    public Subscriber? ShowSubscriber(long number) => Subscribers.Find(one => one.Number == number);

    public IReadOnlyList<Subscriber> ListSubscribers(long after, int limit) =>
        throw new NotSupportedException();

    public bool LogOut(long session, SessionEnd reason)
    {
        LoggedOut.Add((session, reason));
        return End(session);
    }

    public void See(Sighting sighting) => Sightings.Add(sighting);

    public void Log(in MirrorEvent line) => Events.Add(line);

    /// <summary>A session ends, and its requests with it.</summary>
    public bool End(long session)
    {
        foreach (var (number, request) in _requests.ToArray())
        {
            if (request.Selector.Session == session)
                _requests.Remove(number);
        }
        return Subscribers.RemoveAll(one => one.Number == session) > 0;
    }
}
