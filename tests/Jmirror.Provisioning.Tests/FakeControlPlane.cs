using Jmirror.Engine.Accounting;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;

namespace Jmirror.Provisioning.Tests;

/// <summary>
/// A control plane that notes what it is told. Sessions are those of a real subscriber table; every request has one
/// mirror.
/// </summary>
internal sealed class FakeControlPlane(IMirrorLog log, ISubscriberObserver observer) : IControlPlane
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, RequestState> _requests = [];
    private readonly SubscriberTable _subscribers = new(observer, new SubscriberOptions());
    private long _number;

    /// <summary>What was done, in order: <c>add 1</c>, <c>replace 1</c>, <c>delete 1: why</c>.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Why a request is refused; null: it is not.</summary>
    public Func<MirrorRequest, string?> Refuse { get; set; } = _ => null;

    /// <summary>Called first in every reading call: for faults.</summary>
    public Action OnRead { get; set; } = () => { };

    public IAnalyzers Analyzers => throw new NotSupportedException();

    public RequestAnswer Add(MirrorRequest request)
    {
        lock (_lock)
        {
            if (Refuse(request) is { } problem)
                return new RequestAnswer(0, problem);
            _requests.Add(++_number, StateOf(_number, request));
            Calls.Add($"add {_number}");
            log.Write(Line(MirrorEventKind.Start, request, null));
            return new RequestAnswer(_number, null);
        }
    }

    public RequestAnswer Replace(long number, MirrorRequest request)
    {
        lock (_lock)
        {
            if (Refuse(request) is { } problem)
                return new RequestAnswer(0, problem);
            _requests[number] = StateOf(number, request);
            Calls.Add($"replace {number}");
            return new RequestAnswer(number, null);
        }
    }

    public bool Delete(long number, string reason)
    {
        lock (_lock)
        {
            if (!_requests.Remove(number, out var state))
                return false;
            Calls.Add($"delete {number}: {reason}");
            log.Write(Line(MirrorEventKind.End, state.Request, reason));
            return true;
        }
    }

    public RequestState? Show(long number)
    {
        lock (_lock)
        {
            OnRead();
            return _requests.GetValueOrDefault(number);
        }
    }

    public IReadOnlyList<RequestState> List(long after, int limit)
    {
        lock (_lock)
        {
            OnRead();
            return [.. _requests.Values.Where(state => state.Number > after).Take(limit)];
        }
    }

    public IReadOnlyList<Subscriber> FindSubscribers(
        IReadOnlyList<SubscriberIdentity> identities,
        UInt128? address = null
    )
    {
        lock (_lock)
            return _subscribers.Find(identities, address);
    }

    public Subscriber? ShowSubscriber(long number)
    {
        lock (_lock)
            return _subscribers.Show(number);
    }

    public IReadOnlyList<Subscriber> ListSubscribers(long after, int limit)
    {
        lock (_lock)
            return _subscribers.List(after, limit);
    }

    public RequestAnswer RetargetLaterLogins(long number, MirrorTarget target) =>
        throw new NotSupportedException();

    public SessionAccount? Account(long session) => throw new NotSupportedException();

    public bool LogOut(long session, SessionEnd reason)
    {
        lock (_lock)
            return _subscribers.LogOut(session, reason);
    }

    public long AddStatic(StaticSubscriber subscriber)
    {
        lock (_lock)
        {
            var number = _subscribers.AddStatic(subscriber, now: 0).Number;
            Calls.Add($"log in {number}");
            return number;
        }
    }

    public bool RemoveStatic(long session)
    {
        lock (_lock)
        {
            Calls.Add($"log out {session}");
            return _subscribers.RemoveStatic(session);
        }
    }

    public void See(Sighting sighting)
    {
        lock (_lock)
            _subscribers.See(sighting);
    }

    public void Log(in MirrorEvent line) => log.Write(line);

    private static RequestState StateOf(long number, MirrorRequest request)
    {
        var target = request.Target;
        var definition = new MirrorDefinition(
            request.Selector.Packets ?? [new Trigger { Address = new IpPrefix(IpPrefix.FromIpv4(1), 128) }],
            target.Policy,
            target.Outer,
            target.Handle?.ToHeader(accountingSessionId: 77, default)
        );
        return new RequestState(number, request, Added: 0, [(0, new Mirror(definition))]);
    }

    private static MirrorEvent Line(MirrorEventKind kind, MirrorRequest request, string? reason) =>
        new(
            1_700_000_000_123_456_789,
            kind,
            request.Origin,
            request.Target.Handle?.MirrorId,
            request.Target.Handle?.SessionId,
            request.Selector.Identities is [var one, ..] ? $"{one.Kind} {one.Value}" : "packets",
            reason
        );
}
