namespace Jmirror.Engine.Subscribers;

/// <summary>
/// The subscriber table: makes sessions out of sightings, and tells an observer what happens to them. One thread at a
/// time.
/// </summary>
/// <remarks>
/// A sighting that names the subscriber interface is of the session there. One that does not is of the session that
/// <see cref="Correlator"/> finds; if that finds none it makes a session of its own, which is selected by its
/// addresses until its interface is seen. Of each property the highest <see cref="SightingSource"/> stands.
/// </remarks>
public sealed class SubscriberTable
{
    /// <summary>Nanoseconds. A login that is seen again this soon is still the same: answers are repeated and captured twice.</summary>
    private const long LoginRepeat = 5_000_000_000;

    private const int LooksPerTick = 1_000;

    private readonly SubscriberOptions _options;
    private readonly SessionStore _store;
    private readonly SessionLife _life;
    private readonly SessionJoining _joining;
    private readonly StaticLinks _staticLinks = new();
    private long _logins;
    private int _statics;

    /// <summary>An empty table.</summary>
    public SubscriberTable(ISubscriberObserver observer, SubscriberOptions options)
    {
        _options = options;
        _store = new SessionStore(options.IdleTime);
        _life = new SessionLife(observer, _store);
        _joining = new SessionJoining(_store);
    }

    /// <summary>Live sessions, those of the configuration included.</summary>
    public int Count => _store.Count;

    /// <summary>Logins refused because there were <see cref="SubscriberOptions.MaxSubscribers"/>.</summary>
    public long Refused { get; private set; }

    /// <summary>Sessions that ended because they were not seen any more.</summary>
    public long Expired => _life.Expired;

    /// <summary>Takes in what was seen. Returns the session it was of; null when there is none, or it has ended.</summary>
    public Subscriber? See(Sighting sighting)
    {
        switch (sighting.Kind)
        {
            case SightingKind.Up:
                return Up(sighting);
            case SightingKind.Down:
                Down(sighting);
                return null;
            default:
                AllDown(sighting);
                return null;
        }
    }

    /// <summary>
    /// Ends sessions whose time has come, a bounded number of them; true when there may be more, and it is to be
    /// called again.
    /// </summary>
    /// <param name="now">Nanoseconds since 1970-01-01 UTC.</param>
    public bool Tick(long now)
    {
        var looks = LooksPerTick;
        while (_store.NextExpired(now, ref looks) is { } session)
            _life.Expire(session);
        return looks == 0;
    }

    /// <summary>Logs in an entry of the configuration. It lives until it is removed.</summary>
    /// <param name="subscriber">The entry.</param>
    /// <param name="now">Nanoseconds since 1970-01-01 UTC.</param>
    public Subscriber AddStatic(StaticSubscriber subscriber, long now)
    {
        var session = new Subscriber(++_logins, now)
        {
            StaticTriggers = subscriber.Triggers,
            Interface = subscriber.Interface,
        };
        session.TellIdentities(SightingSource.Configuration, subscriber.Identities);
        session.TellAddresses(SightingSource.Configuration, subscriber.Addresses);
        _statics++;
        _staticLinks.Add(session);
        _life.Begin(session);
        return session;
    }

    /// <summary>Logs out an entry of the configuration; false when there is none of this number.</summary>
    public bool RemoveStatic(long number)
    {
        if (_store.Find(number) is not { IsStatic: true } session)
            return false;
        _statics--;
        _staticLinks.Remove(session);
        _life.End(session, SessionEnd.AdminReset);
        return true;
    }

    /// <summary>Ends a session; false when there is none of this number, or it is one of the configuration.</summary>
    public bool LogOut(long number, SessionEnd reason)
    {
        if (_store.Find(number) is not { IsStatic: false } session)
            return false;
        _life.End(session, reason);
        return true;
    }

    /// <summary>One live session; null when there is none of this number.</summary>
    public Subscriber? Show(long number) => _store.Find(number);

    /// <summary>Live sessions in order of number, from behind <paramref name="after"/> on, at most <paramref name="limit"/>.</summary>
    public IReadOnlyList<Subscriber> List(long after, int limit) => _store.After(after, limit);

    /// <summary>The live sessions that have all of these identities and, where one is given, this address; in order of number. At least one must be given.</summary>
    public IReadOnlyList<Subscriber> Find(
        IReadOnlyList<SubscriberIdentity> identities,
        UInt128? address = null
    )
    {
        if (identities.Count > 0)
        {
            return _store.FindAll(
                SubscriberKey.Of(identities[0]),
                session => session.HasAll(identities) && (address is not { } one || session.HasAddress(one))
            );
        }
        return _store.FindAll(
            address ?? throw new ArgumentException("neither identity nor address", nameof(identities))
        );
    }

    private Subscriber? Up(Sighting sighting)
    {
        var (session, link) = sighting.Interface is { } seen
            ? SessionAt(seen, sighting)
            : SessionOf(sighting);
        if (session is not null && IsOver(session, sighting.Timestamp))
        {
            _life.Expire(session);
            session = null;
        }
        return session is null ? Begin(sighting, link) : Update(session, sighting, link);
    }

    /// <summary>
    /// The session at a subscriber interface, and the interface as it is known now. No session when this is another
    /// login there.
    /// </summary>
    private (Subscriber? Session, SubscriberInterface Link) SessionAt(
        SubscriberInterface link,
        Sighting sighting
    )
    {
        var session = _store.Find(link);
        if (_staticLinks.Covering(link) is { } configured)
        {
            if (session is { IsStatic: false })
                _life.End(session, SessionEnd.Replaced);
            return (configured, configured.Interface!);
        }
        if (session is null && link.L2tp is { } l2tp)
        {
            foreach (var other in L2tpMatch.SessionsAt(_store, l2tp))
            {
                if (L2tpMatch.Complete(other.Interface!, link) is { } completed)
                    (session, link) = (other, completed);
                else if (!other.IsStatic)
                    _life.End(other, SessionEnd.Replaced);
            }
        }
        if (session is not null && IsAnotherLogin(session, sighting))
        {
            _life.End(session, SessionEnd.Replaced);
            session = null;
        }
        return (session ?? _joining.FindEarlier(sighting), link);
    }

    /// <summary>The session of a sighting without subscriber interface, and the interface that it has or inherits.</summary>
    private (Subscriber? Session, SubscriberInterface? Link) SessionOf(Sighting sighting)
    {
        var portrait = Portrait.Of(sighting);
        if (_store.Correlator.Find(portrait, _ => true) is { } session)
            return (session, session.Interface);
        if (!sighting.IsLogin)
            return (null, null);
        if (_store.Correlator.FindReplaced(portrait) is not { } replaced)
            return (null, null);
        _life.End(replaced, SessionEnd.Replaced);
        return (null, replaced.Interface);
    }

    private static bool IsAnotherLogin(Subscriber session, Sighting sighting)
    {
        if (session.IsStatic)
            return false;
        if (sighting.IsLogin && sighting.Timestamp - session.LoggedIn > LoginRepeat)
            return true;
        return session.IsContradictedBy(sighting.Source, sighting.Identities);
    }

    private Subscriber? Begin(Sighting sighting, SubscriberInterface? link)
    {
        if (link is null && sighting.Identities.Count == 0 && sighting.Addresses is null or { Count: 0 })
            return null;
        if (_store.Count - _statics >= _options.MaxSubscribers)
        {
            Refused++;
            return null;
        }
        var session = new Subscriber(++_logins, sighting.Timestamp)
        {
            Interface = link,
            LoginSeen = sighting is { IsLogin: true, Interface: not null },
        };
        _life.Take(session, sighting);
        _life.Begin(session);
        return session;
    }

    private Subscriber Update(Subscriber session, Sighting sighting, SubscriberInterface? link)
    {
        var changed = _life.Take(session, sighting);
        if (link is not null && link != session.Interface && !session.IsStatic)
        {
            _store.Attach(session, link);
            session.LoginSeen |= sighting.IsLogin;
            changed = true;
        }
        if (!session.IsStatic)
            _store.Schedule(session);
        if (!changed)
            return session;
        if (_joining.FindOther(session) is { } other)
            return _life.Join(session, other);
        _life.Change(session);
        return session;
    }

    private void Down(Sighting sighting)
    {
        var session = sighting.Interface is { } link
            ? LiveAt(link)
            : _store.Correlator.Find(Portrait.Of(sighting), _ => true);
        if (session is null)
            return;
        if (session.IsStatic)
            _life.Forget(session);
        else if (EndsWithLease(session, sighting.Source))
            _life.End(session, sighting.End);
        else
            _life.Withdraw(session, sighting.Source);
    }

    private Subscriber? LiveAt(SubscriberInterface link)
    {
        if ((_staticLinks.Covering(link) ?? _store.Find(link)) is { } session)
            return session;
        return link.L2tp is { } ends
            ? L2tpMatch
                .SessionsAt(_store, ends)
                .Find(one => L2tpMatch.Complete(one.Interface!, link) is not null)
            : null;
    }

    /// <summary>
    /// A lease that ends leaves the session alone when PPP or L2TP carries it, or another lease or an advertised
    /// prefix stands.
    /// </summary>
    private static bool EndsWithLease(Subscriber session, SightingSource source) =>
        source is not (SightingSource.Dhcp or SightingSource.Dhcpv6 or SightingSource.NeighbourDiscovery)
        || (
            session.Interface is not ({ PppoeSession: not 0 } or { L2tp: not null })
            && !session.HasOtherLease(source)
        );

    private void AllDown(Sighting sighting)
    {
        var gone = new List<Subscriber>();
        if (sighting.Nas is { } nas)
            gone.AddRange(
                _store.FindAll(
                    SubscriberKey.OfNas(nas),
                    session => string.Equals(session.Nas, nas, StringComparison.Ordinal)
                )
            );
        if (sighting.Tunnel is { } end)
            gone.AddRange(
                _store.FindAll(SubscriberKey.OfTunnel(end), session => L2tpMatch.Uses(session, end))
            );
        foreach (var session in gone)
        {
            if (session.IsStatic)
                _life.Forget(session);
            else
                _life.End(session, sighting.End);
        }
    }

    private bool IsOver(Subscriber session, long now) => !session.IsStatic && _store.EndOf(session) <= now;
}
