using Jmirror.Engine.Matching;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Mirror;
using Jmirror.Protocol.Radius;

namespace Jmirror.Provisioning.Radius;

/// <summary>
/// The mirrors that RADIUS asked for: at most one request for each session, whether an Access-Accept or a CoA-Request
/// started it. The newer replaces the older. Any number of threads may call.
/// </summary>
/// <param name="control">Carries the requests out.</param>
public sealed class RadiusMirrors(IControlPlane control)
{
    private const int FirstSweep = 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<long, long> _requests = [];
    private int _nextSweep = FirstSweep;

    /// <summary>Starts the mirror of a session, or replaces the one that RADIUS started before.</summary>
    /// <param name="subscriber">The session.</param>
    /// <param name="order">An order to start.</param>
    /// <param name="origin">Access-Accept or CoA-Request.</param>
    /// <returns>Null when it mirrors, otherwise why not.</returns>
    internal Refusal? Start(Subscriber subscriber, in LawfulInterceptOrder order, MirrorOrigin origin)
    {
        if (order.Handle is null && subscriber.Interface?.L2tp is not null)
            return new Refusal(
                RadiusErrorCause.MissingAttribute,
                "mirrors of L2TP sessions always have a header: Med-Dev-Handle and Med-Port-Number are missing"
            );
        if (control.Analyzers.Find(order.Analyzer, order.Port ?? 0, out var problem) is not { } way)
            return new Refusal(RadiusErrorCause.ResourcesUnavailable, problem);
        var selector = new MirrorSelector { Session = subscriber.Number };
        var request = new MirrorRequest(origin, selector, TargetOf(order, way));
        lock (_gate)
        {
            if (Place(subscriber.Number, request).Succeeded)
                return null;
        }
        // The control plane has logged why.
        return new Refusal(
            control.ShowSubscriber(subscriber.Number) is null
                ? RadiusErrorCause.SessionContextNotFound
                : RadiusErrorCause.ResourcesUnavailable,
            null
        );
    }

    /// <summary>Ends the mirror that RADIUS started for a session; false when there is none.</summary>
    internal bool Stop(long session, string reason)
    {
        lock (_gate)
        {
            return _requests.Remove(session, out var number) && control.Delete(number, reason);
        }
    }

    private RequestAnswer Place(long session, MirrorRequest request)
    {
        // A request ends with its session or at the operator's word: then there is nothing to replace.
        if (_requests.TryGetValue(session, out var number) && control.Show(number) is not null)
            return control.Replace(number, request);
        var answer = control.Add(request);
        if (answer.Succeeded)
        {
            _requests[session] = answer.Number;
            SweepNowAndThen();
        }
        return answer;
    }

    /// <summary>Forgets requests that have ended; the work is spread over the additions, so each costs the same.</summary>
    private void SweepNowAndThen()
    {
        if (_requests.Count < _nextSweep)
            return;
        foreach (var (session, number) in _requests)
        {
            if (control.Show(number) is null)
                _requests.Remove(session);
        }
        _nextSweep = Math.Max(FirstSweep, _requests.Count * 2);
    }

    private static MirrorTarget TargetOf(in LawfulInterceptOrder order, AnalyzerWay way)
    {
        var port = order.Port ?? 0;
        // Without a header nothing could tell a PPP frame from an IP packet.
        return order.Handle is null
            ? new MirrorTarget(
                SecurePolicy.Default with
                {
                    Form = CopyForm.Ip,
                },
                new OuterHeader(default, order.Analyzer, 0, 0, way.TimeToLive),
                null,
                way.WayOut,
                way.Mtu,
                way.Oversize
            )
            : new MirrorTarget(
                SecurePolicy.Default,
                new OuterHeader(way.Source, order.Analyzer, way.SourcePort ?? port, port, way.TimeToLive),
                order.Handle,
                way.WayOut,
                way.Mtu,
                way.Oversize
            );
    }
}
