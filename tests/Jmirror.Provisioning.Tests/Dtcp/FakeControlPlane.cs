using Jmirror.Engine.Accounting;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;

namespace Jmirror.Provisioning.Tests.Dtcp;

/// <summary>Keeps requests without any traffic, and knows one router address: 192.0.2.1.</summary>
internal sealed class FakeControlPlane : IControlPlane, IAnalyzers
{
    private readonly SortedDictionary<long, RequestState> _requests = [];
    private long _last;

    public List<MirrorEvent> Lines { get; } = [];

    /// <summary>Requests that were replaced for later logins only.</summary>
    public List<(long Number, SecurePolicy Policy)> LaterLogins { get; } = [];

    /// <summary>What every ADD fails with.</summary>
    public string? Problem { get; set; }

    public IAnalyzers Analyzers => this;

    public IReadOnlyCollection<RequestState> Requests => _requests.Values;

    public AnalyzerWay? Find(Ipv4Address address, ushort port, out string? problem)
    {
        problem = address.Value >> 24 == 203 ? "there is no route" : null;
        return problem is null
            ? new AnalyzerWay(3, new Ipv4Address(0xc0000201), 40000, 255, 1500, OversizeRule.Drop)
            : null;
    }

    public RequestAnswer Add(MirrorRequest request)
    {
        lock (_requests)
        {
            if (Problem is not null)
                return new RequestAnswer(0, Problem);
            _requests.Add(++_last, new RequestState(_last, request, 0, []));
            return new RequestAnswer(_last, null);
        }
    }

    public RequestAnswer RetargetLaterLogins(long number, MirrorTarget target)
    {
        LaterLogins.Add((number, target.Policy));
        return Replace(number, _requests[number].Request with { Target = target });
    }

    public RequestAnswer Replace(long number, MirrorRequest request)
    {
        _requests[number] = _requests[number] with { Request = request };
        return new RequestAnswer(number, null);
    }

    public bool Delete(long number, string reason)
    {
        lock (_requests)
            return _requests.Remove(number);
    }

    public RequestState? Show(long number) => _requests.GetValueOrDefault(number);

    public void Log(in MirrorEvent line)
    {
        lock (Lines)
            Lines.Add(line);
    }

    public IReadOnlyList<RequestState> List(long after, int limit) => throw new NotSupportedException();

    public IReadOnlyList<Subscriber> FindSubscribers(
        IReadOnlyList<SubscriberIdentity> identities,
        UInt128? address = null
    ) => throw new NotSupportedException();

    public Subscriber? ShowSubscriber(long number) => throw new NotSupportedException();

    public IReadOnlyList<Subscriber> ListSubscribers(long after, int limit) =>
        throw new NotSupportedException();

    public long AddStatic(StaticSubscriber subscriber) => throw new NotSupportedException();

    public bool RemoveStatic(long session) => throw new NotSupportedException();

    public SessionAccount? Account(long session) => throw new NotSupportedException();

    public bool LogOut(long session, SessionEnd reason) => throw new NotSupportedException();

    public void See(Sighting sighting) => throw new NotSupportedException();
}
