using Jmirror.Engine.Measuring;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Radius;

/// <summary>Carries out CoA- and Disconnect-Requests that are known to be genuine, and writes to the secure log what the control plane does not.</summary>
/// <remarks>
/// CoA-Request: RFC 5176; JUNOSe 7.2.x Policy Management Configuration Guide, chapter 6. Error-Causes: JUNOSe 11.0.x
/// Broadband Access Configuration Guide. Where several sessions fit, the request is refused without Error-Cause: which
/// of them is meant cannot be told, and a mirror of the wrong one would be worse than none.
/// </remarks>
internal sealed class DynamicRequestHandler(
    IControlPlane control,
    RadiusMirrors mirrors,
    RouterSeries series,
    bool allowsClearAttributes,
    TimeProvider time
)
{
    private static readonly Refusal NoSession = new(
        RadiusErrorCause.SessionContextNotFound,
        "no such session"
    );

    /// <summary>Carries out a request; null for an ACK, otherwise why there is a NAK.</summary>
    public Refusal? CarryOut(RadiusPacketView request, RadiusSecret secret)
    {
        var key = new SessionKey();
        var refusal =
            request.Code == RadiusCode.CoaRequest ? Change(request, secret, key) : Disconnect(request, key);
        if (refusal?.Reason is { } reason)
            Log(MirrorEventKind.Failure, key, reason);
        return refusal;
    }

    private void Log(MirrorEventKind kind, SessionKey key, string reason) =>
        control.Log(
            new MirrorEvent(
                UnixTime.Now(time),
                kind,
                MirrorOrigin.RadiusCoa,
                null,
                null,
                key.ToString(),
                reason
            )
        );

    private Refusal? Change(RadiusPacketView request, RadiusSecret secret, SessionKey key)
    {
        var cipher = new AttributeCipher(SaltCipher.NoAuthenticator, secret, allowsClearAttributes);
        var fault = LawfulInterceptAttributes.TryRead(request, cipher, series, out var order);
        var unreadable = ReadKey(request, key, allowsMirroring: true);
        if (fault != LawfulInterceptFault.None)
        {
            // What is badly formed is said before what is missing or not supported.
            var cause = LawfulInterceptAttributes.CauseOf(fault);
            if (unreadable is null || cause == RadiusErrorCause.InvalidRequest)
                return new Refusal(cause, LawfulInterceptAttributes.Describe(fault));
        }
        if (unreadable is not null)
            return unreadable;
        if (FindSession(key, out var subscriber) is { } unfound)
            return unfound;
        switch (order.Action)
        {
            case LiAction.Start:
                return mirrors.Start(subscriber!, order, MirrorOrigin.RadiusCoa);
            case LiAction.Stop:
                if (!mirrors.Stop(subscriber!.Number, "stopped by CoA-Request"))
                    Log(
                        MirrorEventKind.Answer,
                        key,
                        "RADIUS mirrors nothing of the session: nothing to stop"
                    );
                return null;
            default:
                Log(MirrorEventKind.Answer, key, "LI-Action 2: nothing to do");
                return null;
        }
    }

    private Refusal? Disconnect(RadiusPacketView request, SessionKey key)
    {
        if (ReadKey(request, key, allowsMirroring: false) is { } unreadable)
            return unreadable;
        if (!key.NamesSessionById)
            return new Refusal(
                RadiusErrorCause.MissingAttribute,
                "a Disconnect-Request needs Acct-Session-Id"
            );
        if (FindSession(key, out var subscriber) is { } unfound)
            return unfound;
        // IP LAC subscribers cannot be disconnected; an entry of the configuration lasts as long as that says so.
        if (subscriber!.IsStatic || subscriber.Interface?.L2tp is not null)
            return new Refusal(
                RadiusErrorCause.SessionContextNotRemovable,
                "the session cannot be disconnected"
            );
        if (!control.LogOut(subscriber.Number, SessionEnd.AdminReset))
            return NoSession;
        Log(MirrorEventKind.Answer, key, "disconnected by Disconnect-Request");
        return null;
    }

    private static Refusal? ReadKey(RadiusPacketView request, SessionKey key, bool allowsMirroring)
    {
        foreach (var attribute in request.Attributes)
        {
            if (allowsMirroring && LawfulInterceptAttributes.IsMirroring(attribute.Type))
                continue;
            var cause = key.Take(attribute);
            if (cause == RadiusErrorCause.InvalidRequest)
                return new Refusal(cause, "an attribute that names the session is badly formed");
            if (cause != RadiusErrorCause.None)
                return new Refusal(cause, "an attribute is not supported");
        }
        return key.IsGiven
            ? null
            : new Refusal(RadiusErrorCause.MissingAttribute, "no attribute names the session");
    }

    private Refusal? FindSession(SessionKey key, out Subscriber? subscriber)
    {
        var found = key.NamesBundle ? [] : control.FindSubscribers(key.Identities, key.Address);
        subscriber = found.Count == 1 ? found[0] : null;
        return found.Count switch
        {
            0 => NoSession,
            1 => null,
            _ => new Refusal(RadiusErrorCause.None, "several sessions fit"),
        };
    }
}
