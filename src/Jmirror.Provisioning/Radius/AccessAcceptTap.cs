using Jmirror.Engine.Learning;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Radius;

/// <summary>
/// Decrypts the mirroring attributes of overheard Access-Accepts, and starts the mirror of each session at its login,
/// as the router does that the Access-Accept is meant for.
/// </summary>
/// <remarks>
/// By then the sighting of the same Access-Accept has been told, so the session is known as a rule. Where it is not,
/// or not clearly, the order waits for <see cref="Patience"/>; <see cref="Tick"/> tries again.
/// </remarks>
public sealed class AccessAcceptTap : IAccessObserver
{
    /// <summary>Orders that wait at a time; the oldest makes room.</summary>
    public const int MaxWaiting = 4096;

    /// <summary>How long an order waits for its session.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Dictionary<UInt128, RadiusSecret> _secrets;
    private readonly IControlPlane _control;
    private readonly AcceptedOrders _orders;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Queue<WaitingOrder> _waiting = new();
    private long _unverified;

    /// <summary>Prepares; reads the secrets.</summary>
    /// <param name="servers">The servers that are overheard.</param>
    /// <param name="series">Whose rules apply.</param>
    /// <param name="control">Carries the orders out.</param>
    /// <param name="mirrors">The mirrors that RADIUS asked for.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="SecretUnreadableException">A server's secret is not to be had.</exception>
    public AccessAcceptTap(
        IReadOnlyList<SniffedServerConfig> servers,
        RouterSeries series,
        IControlPlane control,
        RadiusMirrors mirrors,
        TimeProvider time
    )
    {
        _secrets = servers.ToDictionary(server => server.Server, server => server.Secret.Read());
        _control = control;
        _orders = new AcceptedOrders(series, control, mirrors, time);
        _time = time;
    }

    /// <summary>Access-Accepts of listed servers whose authenticator was wrong: another secret, or forged.</summary>
    public long Unverified => Interlocked.Read(ref _unverified);

    /// <inheritdoc/>
    public void SeeAccept(in SeenAccept accept)
    {
        if (!_secrets.TryGetValue(accept.Server, out var secret))
            return;
        if (!RadiusAuthenticator.IsRightAnswer(accept.Packet, accept.RequestAuthenticator, secret))
        {
            Interlocked.Increment(ref _unverified);
            return;
        }
        var identities = accept.Sighting.Identities;
        if (
            !_orders.TryRead(accept.Packet, accept.RequestAuthenticator, secret, identities, out var order)
            || TryPlace(order, identities)
        )
            return;
        lock (_gate)
        {
            if (_waiting.Count == MaxWaiting)
                GiveUp(_waiting.Dequeue());
            _waiting.Enqueue(new WaitingOrder(order, identities, _time.GetTimestamp()));
        }
    }

    /// <summary>Tries the orders again that wait for their session. To be called every second or so.</summary>
    public void Tick()
    {
        lock (_gate)
        {
            for (var i = _waiting.Count; i > 0; i--)
            {
                var waiting = _waiting.Dequeue();
                if (TryPlace(waiting.Order, waiting.Identities))
                    continue;
                if (_time.GetElapsedTime(waiting.Since) < Patience)
                    _waiting.Enqueue(waiting);
                else
                    GiveUp(waiting);
            }
        }
    }

    private bool TryPlace(in LawfulInterceptOrder order, IReadOnlyList<SubscriberIdentity> identities)
    {
        if (_control.FindSubscribers(identities) is not [var subscriber])
            return false;
        _orders.Obey(order, subscriber);
        return true;
    }

    private void GiveUp(WaitingOrder waiting) =>
        _orders.Log(waiting.Identities, "the session of an Access-Accept did not appear");

    private sealed record WaitingOrder(
        LawfulInterceptOrder Order,
        IReadOnlyList<SubscriberIdentity> Identities,
        long Since
    );
}
