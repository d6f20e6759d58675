using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Radius;

/// <summary>Carries out CoA- and Disconnect-Requests that are known to be genuine, and writes refusals to the secure log.</summary>
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
    /// <summary>Carries out a request; true for an ACK, otherwise <paramref name="cause"/> is the NAK's.</summary>
    public bool TryCarryOut(RadiusPacketView request, RadiusSecret secret, out RadiusErrorCause cause)
    {
        var key = new SessionKey();
        var problem =
            request.Code == RadiusCode.CoaRequest
                ? ChangeOf(request, secret, key, out cause)
                : DisconnectOf(request, key, out cause);
        if (problem is null)
            return true;
        control.Log(
            new MirrorEvent(
                Clock.Now(time),
                MirrorEventKind.Failure,
                MirrorOrigin.RadiusCoa,
                null,
                null,
                key.ToString(),
                problem
            )
        );
        return false;
    }

    private string? ChangeOf(
        RadiusPacketView request,
        RadiusSecret secret,
        SessionKey key,
        out RadiusErrorCause cause
    )
    {
        var cipher = new AttributeCipher(SaltCipher.NoAuthenticator, secret, allowsClearAttributes);
        var fault = LawfulInterceptAttributes.TryRead(request, cipher, series, out var order);
        var unreadable = ReadKey(request, key, allowsMirroring: true, out cause);
        if (fault != LawfulInterceptFault.None)
        {
            // What is badly formed is said before what is missing or not supported.
            var faultCause = LawfulInterceptAttributes.CauseOf(fault);
            if (unreadable is null || faultCause == RadiusErrorCause.InvalidRequest)
            {
                cause = faultCause;
                return LawfulInterceptAttributes.Describe(fault);
            }
        }
        if (unreadable is not null)
            return unreadable;
        if (FindSession(key, out var subscriber, out cause) is { } unfound)
            return unfound;
        switch (order.Action)
        {
            case LiAction.Start:
                cause = mirrors.Start(subscriber!, order, MirrorOrigin.RadiusCoa, out var problem);
                return problem;
            case LiAction.Stop:
                mirrors.Stop(subscriber!.Number, "stopped by CoA-Request");
                return null;
            default:
                return null;
        }
    }

    private string? DisconnectOf(RadiusPacketView request, SessionKey key, out RadiusErrorCause cause)
    {
        if (ReadKey(request, key, allowsMirroring: false, out cause) is { } unreadable)
            return unreadable;
        if (!key.NamesSessionById)
        {
            cause = RadiusErrorCause.MissingAttribute;
            return "a Disconnect-Request needs Acct-Session-Id";
        }
        if (FindSession(key, out var subscriber, out cause) is { } unfound)
            return unfound;
        // IP LAC subscribers cannot be disconnected; an entry of the configuration lasts as long as that says so.
        if (subscriber!.IsStatic || subscriber.Interface?.L2tp is not null)
        {
            cause = RadiusErrorCause.SessionContextNotRemovable;
            return "the session cannot be disconnected";
        }
        if (control.LogOut(subscriber.Number, SessionEnd.AdminReset))
            return null;
        cause = RadiusErrorCause.SessionContextNotFound;
        return NoSession;
    }

    private const string NoSession = "no such session";

    private static string? ReadKey(
        RadiusPacketView request,
        SessionKey key,
        bool allowsMirroring,
        out RadiusErrorCause cause
    )
    {
        cause = RadiusErrorCause.None;
        foreach (var attribute in request.Attributes)
        {
            if (allowsMirroring && LawfulInterceptAttributes.IsMirroring(attribute.Type))
                continue;
            cause = key.Take(attribute);
            if (cause == RadiusErrorCause.InvalidRequest)
                return "an attribute that names the session is badly formed";
            if (cause != RadiusErrorCause.None)
                return "an attribute is not supported";
        }
        if (key.IsGiven)
            return null;
        cause = RadiusErrorCause.MissingAttribute;
        return "no attribute names the session";
    }

    private string? FindSession(SessionKey key, out Subscriber? subscriber, out RadiusErrorCause cause)
    {
        var found = key.NamesBundle ? [] : control.FindSubscribers(key.Identities, key.Address);
        subscriber = found.Count == 1 ? found[0] : null;
        cause = found.Count == 0 ? RadiusErrorCause.SessionContextNotFound : RadiusErrorCause.None;
        return found.Count switch
        {
            0 => NoSession,
            1 => null,
            _ => "several sessions fit",
        };
    }
}
