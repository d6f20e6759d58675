namespace Jmirror.Engine.Subscribers;

/// <summary>What can happen to a session. Each step is carried out in the store and told to the observer.</summary>
internal sealed class SessionLife(ISubscriberObserver observer, SessionStore store)
{
    private readonly NasNames _nasNames = new();
    private uint _ownNumbers;

    /// <summary>Sessions that ended because they were not seen any more.</summary>
    public long Expired { get; private set; }

    /// <summary>A session with all its properties begins.</summary>
    public void Begin(Subscriber session)
    {
        GiveNumber(session);
        store.Add(session);
        observer.LoggedIn(session);
    }

    /// <summary>
    /// Puts all that a sighting tells, but the subscriber interface, into a session; true when something that stands
    /// changed. The store and the observer are not told yet.
    /// </summary>
    public bool Take(Subscriber session, Sighting sighting)
    {
        session.LastSeen = Math.Max(session.LastSeen, sighting.Timestamp);
        if (sighting.Expiry is { } expiry)
            session.Hold = Math.Max(session.Hold, expiry - sighting.Timestamp);
        var changed = session.TellIdentities(sighting.Source, sighting.Identities);
        if (sighting.Addresses is { } addresses)
            changed |= session.TellAddresses(sighting.Source, addresses);
        if (sighting.Nas is not { } nas || string.Equals(nas, session.Nas, StringComparison.Ordinal))
            return changed;
        session.Nas = _nasNames.Of(nas);
        return true;
    }

    /// <summary>Something of a live session has changed.</summary>
    public void Change(Subscriber session)
    {
        Reindex(session);
        observer.Changed(session);
    }

    /// <summary>
    /// Makes one session of two that turned out to be the same: the one without subscriber interface goes on, because
    /// what RADIUS asked for hangs at it, and gets the interface of the other.
    /// </summary>
    public Subscriber Join(Subscriber one, Subscriber other)
    {
        var (kept, given) = one.Interface is null ? (one, other) : (other, one);
        store.Remove(given);
        store.Attach(kept, given.Interface!);
        kept.Join(given);
        Reindex(kept);
        store.Schedule(kept);
        observer.Joined(kept, given);
        return kept;
    }

    /// <summary>A source says that the session has none of its addresses any more.</summary>
    public void Withdraw(Subscriber session, SightingSource source)
    {
        if (session.TellAddresses(source, []))
            Change(session);
    }

    /// <summary>The wire says that an entry of the configuration logged out: only what the wire told goes.</summary>
    public void Forget(Subscriber session)
    {
        if (!session.ForgetWhatWasSeen())
            return;
        session.AccountingSessionId = 0;
        Change(session);
    }

    /// <summary>A session that was not seen for its time ends.</summary>
    public void Expire(Subscriber session)
    {
        Expired++;
        End(session, session.Hold > 0 ? SessionEnd.SessionTimeout : SessionEnd.IdleTimeout);
    }

    /// <summary>A session ends.</summary>
    public void End(Subscriber session, SessionEnd reason)
    {
        store.Remove(session);
        observer.LoggedOut(session, reason);
    }

    private void Reindex(Subscriber session)
    {
        GiveNumber(session);
        store.Reindex(session);
    }

    private void GiveNumber(Subscriber session)
    {
        var text = session.IdentityOf(IdentityKind.AcctSessionId) ?? "";
        if (AccountingSessionId.TryParse(text, out var number))
            session.AccountingSessionId = number;
        else if (session.AccountingSessionId == 0)
            session.AccountingSessionId = ++_ownNumbers;
    }
}
