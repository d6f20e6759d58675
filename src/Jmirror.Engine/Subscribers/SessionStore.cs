using Jmirror.Protocol.Ip;

namespace Jmirror.Engine.Subscribers;

/// <summary>The live sessions, in order of number, by what is known of them, and by the time at which they end.</summary>
internal sealed class SessionStore
{
    private const int PrefixLengths = 129;

    private readonly NumberedList<Subscriber> _sessions = new();
    private readonly ExpiryQueue _expiry = new();
    private readonly long _idleTime;

    // Prefix lengths that sessions ever had: only these are asked for when an address is looked up.
    private readonly bool[] _lengths = new bool[PrefixLengths];

    /// <summary>An empty store.</summary>
    /// <param name="idleTime">See <see cref="SubscriberOptions.IdleTime"/>.</param>
    public SessionStore(long idleTime)
    {
        _idleTime = idleTime;
        Correlator = new Correlator(Index);
    }

    /// <summary>Finds sessions by hash.</summary>
    public SessionIndex Index { get; } = new();

    /// <summary>Finds sessions by evidence.</summary>
    public Correlator Correlator { get; }

    /// <summary>How many sessions live.</summary>
    public int Count => _sessions.Count;

    /// <summary>Of these, how many learned ones have no subscriber interface yet.</summary>
    public int WithoutInterface { get; private set; }

    /// <summary>One session; null when there is none of this number.</summary>
    public Subscriber? Find(long number) => _sessions.Find(number);

    /// <summary>See <see cref="NumberedList{T}.After"/>.</summary>
    public List<Subscriber> After(long number, int limit) => _sessions.After(number, limit);

    /// <summary>The learned or configured session of exactly this subscriber interface.</summary>
    public Subscriber? Find(SubscriberInterface link)
    {
        foreach (var session in Index.Find(SubscriberKey.Of(link)))
        {
            if (session.Interface == link)
                return session;
        }
        return null;
    }

    /// <summary>The sessions for which <paramref name="fits"/>, of those with a key of this hash; in order of number.</summary>
    public List<Subscriber> FindAll(uint hash, Func<Subscriber, bool> fits)
    {
        var found = new HashSet<Subscriber>();
        foreach (var session in Index.Find(hash))
        {
            if (fits(session))
                found.Add(session);
        }
        return [.. found.OrderBy(session => session.Number)];
    }

    /// <summary>The sessions with an address or prefix that covers <paramref name="address"/>, in order of number.</summary>
    public List<Subscriber> FindAll(UInt128 address)
    {
        var found = new HashSet<Subscriber>();
        for (var length = 0; length < PrefixLengths; length++)
        {
            if (!_lengths[length])
                continue;
            var mask = new IpPrefix(UInt128.Zero, length).Mask;
            found.UnionWith(
                FindAll(
                    SubscriberKey.Of(new IpPrefix(address & mask, length)),
                    session => session.HasAddress(address)
                )
            );
        }
        return [.. found.OrderBy(session => session.Number)];
    }

    /// <summary>Takes in a session that has all its properties.</summary>
    public void Add(Subscriber session)
    {
        _sessions.Add(session);
        AddKeys(session);
        if (session.IsStatic)
            return;
        Schedule(session);
        if (session.Interface is null)
            WithoutInterface++;
    }

    /// <summary>Takes a session out.</summary>
    public void Remove(Subscriber session)
    {
        Index.Remove(session);
        _expiry.Remove(session);
        _sessions.Remove(session);
        if (session is { Interface: null, IsStatic: false })
            WithoutInterface--;
    }

    /// <summary>Sets the subscriber interface of a learned session; <see cref="Reindex"/> is to follow.</summary>
    public void Attach(Subscriber session, SubscriberInterface link)
    {
        if (session.Interface is null)
            WithoutInterface--;
        session.Interface = link;
    }

    /// <summary>Call when properties of a live session have changed.</summary>
    public void Reindex(Subscriber session)
    {
        Index.Remove(session);
        AddKeys(session);
    }

    /// <summary>When a session ends unless it is seen again, nanoseconds since 1970-01-01 UTC.</summary>
    public long EndOf(Subscriber session)
    {
        var hold = session.Hold > 0 ? session.Hold : _idleTime;
        return session.LastSeen > long.MaxValue - hold ? long.MaxValue : session.LastSeen + hold;
    }

    /// <summary>Sees to it that a session is looked at when its time has come.</summary>
    public void Schedule(Subscriber session)
    {
        var end = EndOf(session);
        if (session.ExpiryPlace == ExpiryQueue.Nowhere || end < _expiry.DueOf(session))
            _expiry.Schedule(session, end);
    }

    /// <summary>
    /// The next session whose time has come at <paramref name="now"/>; null when there is none, or when
    /// <paramref name="looks"/> is used up. Each session looked at costs one look, whether it ends or was seen again.
    /// </summary>
    public Subscriber? NextExpired(long now, ref int looks)
    {
        while (looks > 0 && _expiry.TryPeek(out var due, out var session) && due <= now)
        {
            looks--;
            var end = EndOf(session!);
            if (end <= now)
                return session;
            _expiry.Schedule(session!, end);
        }
        return null;
    }

    private void AddKeys(Subscriber session)
    {
        SubscriberKey.AddAll(Index, session);
        foreach (var prefix in session.Addresses)
            _lengths[prefix.Length] = true;
    }
}
