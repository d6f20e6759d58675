using Jmirror.Engine.Measuring;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Radius;

/// <summary>
/// Obeys the mirroring attributes of Access-Accepts. A login that is accepted is accepted: attributes that cannot be
/// obeyed are told to the secure log and change nothing else.
/// </summary>
internal sealed class AcceptedOrders(
    RouterSeries series,
    IControlPlane control,
    RadiusMirrors mirrors,
    TimeProvider time
)
{
    /// <summary>What an Access-Accept orders; false when it orders nothing that can be obeyed.</summary>
    /// <param name="accept">The Access-Accept, verified.</param>
    /// <param name="requestAuthenticator">Authenticator of the Access-Request.</param>
    /// <param name="secret">The server's secret.</param>
    /// <param name="identities">The session's, for the secure log.</param>
    /// <param name="order">What is ordered: a start.</param>
    public bool TryRead(
        RadiusPacketView accept,
        ReadOnlySpan<byte> requestAuthenticator,
        RadiusSecret secret,
        IReadOnlyList<SubscriberIdentity> identities,
        out LawfulInterceptOrder order
    )
    {
        var cipher = new AttributeCipher(requestAuthenticator, secret, allowsClear: false);
        var fault = LawfulInterceptAttributes.TryRead(accept, cipher, series, out order);
        if (fault is not (LawfulInterceptFault.None or LawfulInterceptFault.Absent))
            Log(identities, LawfulInterceptAttributes.Describe(fault));
        // At login nothing is mirrored yet: there is nothing to stop.
        return fault == LawfulInterceptFault.None && order.Action == LiAction.Start;
    }

    /// <summary>Starts the mirror of a session.</summary>
    public void Obey(in LawfulInterceptOrder order, Subscriber subscriber)
    {
        if (mirrors.Start(subscriber, order, MirrorOrigin.RadiusLogin)?.Reason is { } reason)
            Log(subscriber.Identities, reason);
    }

    /// <summary>Tells the secure log why an order was not obeyed.</summary>
    public void Log(IReadOnlyList<SubscriberIdentity> identities, string reason) =>
        control.Log(
            new MirrorEvent(
                UnixTime.Now(time),
                MirrorEventKind.Failure,
                MirrorOrigin.RadiusLogin,
                null,
                null,
                SessionKey.Describe(identities),
                reason
            )
        );
}
