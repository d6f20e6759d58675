namespace Jmirror.Engine.Subscribers;

/// <summary>
/// Finds the two halves of one session: the one that RADIUS or a DHCP relay told of, without subscriber interface,
/// and the one that was seen at its subscriber interface.
/// </summary>
internal sealed class SessionJoining(SessionStore store)
{
    /// <summary>
    /// Nanoseconds by which RADIUS may know a session before its login is seen: it is asked before a lease is given.
    /// What RADIUS knew earlier was the session before.
    /// </summary>
    private const long LoginTime = 30_000_000_000;

    /// <summary>For a sighting at a subscriber interface where no session is: the session without interface that it shows.</summary>
    public Subscriber? FindEarlier(Sighting sighting)
    {
        if (store.WithoutInterface == 0)
            return null;
        var earliest = sighting.IsLogin ? sighting.Timestamp - LoginTime : long.MinValue;
        return store.Correlator.Find(
            Portrait.Of(sighting),
            session => HasNoInterface(session) && session.LoggedIn >= earliest
        );
    }

    /// <summary>The other half of a session of which something new became known; null when there is none.</summary>
    public Subscriber? FindOther(Subscriber session)
    {
        if (session.IsStatic || store.WithoutInterface == 0)
            return null;
        return store.Correlator.Find(
            Portrait.Of(session),
            session.Interface is null
                ? other => other is { Interface: not null, IsStatic: false } && MayBeOne(other, session)
                : other => HasNoInterface(other) && MayBeOne(session, other)
        );
    }

    private static bool HasNoInterface(Subscriber session) => session is { Interface: null, IsStatic: false };

    private static bool MayBeOne(Subscriber seen, Subscriber told) =>
        !seen.LoginSeen || told.LoggedIn >= seen.LoggedIn - LoginTime;
}
