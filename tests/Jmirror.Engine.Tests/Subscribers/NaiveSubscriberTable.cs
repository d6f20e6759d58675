using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;

namespace Jmirror.Engine.Tests.Subscribers;

/// <summary>The rules of the subscriber table without any index: every question goes through all sessions.</summary>
internal sealed class NaiveSubscriberTable(long idleTime, int limit)
{
    private readonly List<NaiveSession> _sessions = [];
    private long _logins;

    public List<string> Events { get; } = [];

    public IEnumerable<string> Sessions => _sessions.OrderBy(one => one.Number).Select(one => one.ToString());

    public void See(Sighting seen)
    {
        if (seen.Kind == SightingKind.Up)
            Up(seen);
        else if (seen.Kind == SightingKind.Down)
            Down(seen);
        else
            foreach (
                var gone in _sessions
                    .Where(one => Equal(one.Nas, seen.Nas))
                    .OrderBy(one => one.Number)
                    .ToList()
            )
                End(gone, seen.End);
    }

    public void Tick(long now)
    {
        foreach (var over in _sessions.Where(one => EndOf(one) <= now).OrderBy(EndOf).ToList())
            Expire(over);
    }

    private void Up(Sighting seen)
    {
        var shown = NaiveSession.Of(seen);
        var link = seen.Interface;
        NaiveSession? session;
        if (link is not null)
        {
            session = _sessions.Find(one => one.Link == link);
            if (session is not null && IsAnotherLogin(session, seen))
            {
                End(session, SessionEnd.Replaced);
                session = null;
            }
            session ??= Correlate(
                shown,
                one =>
                    one.Link is null && (!seen.IsLogin || one.LoggedIn >= seen.Timestamp - (30 * Told.Second))
            );
        }
        else
        {
            session = Correlate(shown, _ => true);
            link = session?.Link;
            if (session is null && seen.IsLogin && FindReplaced(shown) is { } replaced)
            {
                link = replaced.Link;
                End(replaced, SessionEnd.Replaced);
            }
        }
        if (session is not null && EndOf(session) <= seen.Timestamp)
        {
            Expire(session);
            session = null;
        }
        if (session is null)
            Begin(seen, link);
        else
            Update(session, seen, link);
    }

    private void Begin(Sighting seen, SubscriberInterface? link)
    {
        if (link is null && seen.Identities.Count == 0 && (seen.Addresses?.Count ?? 0) == 0)
            return;
        if (_sessions.Count >= limit)
        {
            Events.Add("refused");
            return;
        }
        var session = new NaiveSession
        {
            Number = ++_logins,
            LoggedIn = seen.Timestamp,
            LastSeen = seen.Timestamp,
            Link = link,
            LoginSeen = seen.IsLogin && seen.Interface is not null,
        };
        session.Take(seen);
        _sessions.Add(session);
        Events.Add($"in {session.Number}");
    }

    private void Update(NaiveSession session, Sighting seen, SubscriberInterface? link)
    {
        var before = $"{session} {session.Nas}";
        session.Take(seen);
        if (link is not null && session.Link != link)
        {
            session.Link = link;
            session.LoginSeen |= seen.IsLogin;
        }
        if (Equal(before, $"{session} {session.Nas}"))
            return;
        var other = session.Link is null
            ? Correlate(session, one => one.Link is not null && MayBeOne(one, session))
            : Correlate(session, one => one.Link is null && MayBeOne(session, one));
        if (other is null)
        {
            Events.Add($"changed {session.Number}");
            return;
        }
        var (kept, given) = session.Link is null ? (session, other) : (other, session);
        _sessions.Remove(given);
        kept.Join(given);
        Events.Add($"joined {kept.Number} {given.Number}");
    }

    private void Down(Sighting seen)
    {
        var session = seen.Interface is { } link
            ? _sessions.Find(one => one.Link == link)
            : Correlate(NaiveSession.Of(seen), _ => true);
        if (session is null)
            return;
        SightingSource[] leases =
        [
            SightingSource.Dhcp,
            SightingSource.Dhcpv6,
            SightingSource.NeighbourDiscovery,
        ];
        var hasOther = session.Addresses.Any(one => leases.Contains(one.Source) && one.Source != seen.Source);
        if (!leases.Contains(seen.Source) || (session.Link is not { PppoeSession: not 0 } && !hasOther))
        {
            End(session, seen.End);
            return;
        }
        var before = session.ToString();
        session.Addresses.RemoveAll(one => one.Source == seen.Source);
        if (!Equal(before, session.ToString()))
            Events.Add($"changed {session.Number}");
    }

    private static bool IsAnotherLogin(NaiveSession session, Sighting seen) =>
        (seen.IsLogin && seen.Timestamp > session.LoggedIn + (5 * Told.Second))
        || seen.Identities.Any(told =>
            told.Kind is IdentityKind.Username or IdentityKind.AcctSessionId
            && session.Told.TryGetValue(told.Kind, out var known)
            && known.Source == seen.Source
            && !Equal(known.Value, told.Value)
        );

    private static bool MayBeOne(NaiveSession linked, NaiveSession loose) =>
        !linked.LoginSeen || loose.LoggedIn >= linked.LoggedIn - (30 * Told.Second);

    private NaiveSession? FindReplaced(NaiveSession shown) =>
        shown.Mac is { Value: not 0 } mac && shown.ValueOf(IdentityKind.AcctSessionId) is not null
            ? Only(
                _sessions.Where(one =>
                    one.Link is { PppoeSession: 0 } link && link.Mac == mac && !Differ(shown.Nas, one.Nas)
                )
            )
            : null;

    private NaiveSession? Correlate(NaiveSession shown, Func<NaiveSession, bool> among)
    {
        var others = _sessions.Where(among).ToList();
        if (shown.ValueOf(IdentityKind.AcctSessionId) is { } acct)
        {
            var same = others.Where(one =>
                Equal(one.ValueOf(IdentityKind.AcctSessionId), acct) && !Differ(shown.Nas, one.Nas)
            );
            var certain = same.Where(one => shown.Nas is not null && one.Nas is not null).ToList();
            if (Only(certain.Count > 0 ? certain : same) is { } found)
                return found;
        }
        if (shown.Mac.Value != 0)
        {
            var there = others.Where(one => one.Mac == shown.Mac && !IsNot(shown, one)).ToList();
            var named = there.Where(one =>
                shown.ValueOf(IdentityKind.Username) is { } name
                && Equal(one.ValueOf(IdentityKind.Username), name)
            );
            if ((Only(there) ?? Only(named)) is { } found)
                return found;
        }
        var plausible = others.Where(one => !IsNot(shown, one) && !Contradicts(shown, one)).ToList();
        return Same(plausible, shown, IdentityKind.AgentCircuitId)
            ?? Same(plausible, shown, IdentityKind.NasPortId)
            ?? shown
                .Standing.OrderBy(prefix => prefix.Address)
                .Select(prefix => Only(_sessions.Where(one => one != shown && one.Standing.Contains(prefix))))
                .FirstOrDefault(one => one is not null && plausible.Contains(one))
            ?? Same(plausible, shown, IdentityKind.Username);
    }

    private static NaiveSession? Same(List<NaiveSession> among, NaiveSession shown, IdentityKind kind) =>
        shown.ValueOf(kind) is { } value ? Only(among.Where(one => Equal(one.ValueOf(kind), value))) : null;

    private static bool IsNot(NaiveSession shown, NaiveSession other) =>
        Differ(shown.Nas, other.Nas)
        || Differ(shown.ValueOf(IdentityKind.AcctSessionId), other.ValueOf(IdentityKind.AcctSessionId))
        || (shown.Mac.Value != 0 && other.Mac.Value != 0 && shown.Mac != other.Mac);

    private static bool Contradicts(NaiveSession shown, NaiveSession other) =>
        new[] { IdentityKind.AgentCircuitId, IdentityKind.AgentRemoteId, IdentityKind.NasPortId }.Any(kind =>
            Differ(shown.ValueOf(kind), other.ValueOf(kind))
        )
        || Differ(
            shown.ValueOf(IdentityKind.Username)?.Split('@')[0],
            other.ValueOf(IdentityKind.Username)?.Split('@')[0]
        );

    private static bool Differ(string? one, string? other) =>
        one is not null && other is not null && !Equal(one, other);

    private static bool Equal(string? one, string? other) =>
        string.Equals(one, other, StringComparison.Ordinal);

    private static NaiveSession? Only(IEnumerable<NaiveSession> sessions) =>
        sessions.Take(2).ToList() is [var only] ? only : null;

    private long EndOf(NaiveSession session) =>
        session.LastSeen + (session.Hold > 0 ? session.Hold : idleTime);

    private void Expire(NaiveSession session) =>
        End(session, session.Hold > 0 ? SessionEnd.SessionTimeout : SessionEnd.IdleTimeout);

    private void End(NaiveSession session, SessionEnd reason)
    {
        _sessions.Remove(session);
        Events.Add($"out {session.Number} {reason}");
    }
}

/// <summary>A session, or a sighting as if it were one.</summary>
internal sealed class NaiveSession
{
    public long Number { get; init; }
    public long LoggedIn { get; init; }
    public long LastSeen { get; set; }
    public long Hold { get; set; }
    public bool LoginSeen { get; set; }
    public string? Nas { get; set; }
    public SubscriberInterface? Link { get; set; }
    public Dictionary<IdentityKind, (SightingSource Source, string Value)> Told { get; } = [];
    public List<(SightingSource Source, IpPrefix Prefix)> Addresses { get; } = [];

    public MacAddress Mac
    {
        get
        {
            if (Link is not null)
                return Link.Mac;
            return MacAddress.TryParse(ValueOf(IdentityKind.CallingStationId), out var mac) ? mac : default;
        }
    }

    public IEnumerable<IpPrefix> Standing
    {
        get
        {
            var ipv4 = Addresses.Where(one => one.Prefix.IsIpv4).ToList();
            return ipv4.Where(one => one.Source == ipv4.Max(other => other.Source))
                .Concat(Addresses.Where(one => !one.Prefix.IsIpv4))
                .Select(one => one.Prefix)
                .Distinct();
        }
    }

    public static NaiveSession Of(Sighting seen)
    {
        var session = new NaiveSession { Link = seen.Interface };
        session.Take(seen);
        return session;
    }

    public string? ValueOf(IdentityKind kind) => Told.TryGetValue(kind, out var told) ? told.Value : null;

    public void Take(Sighting seen)
    {
        LastSeen = Math.Max(LastSeen, seen.Timestamp);
        if (seen.Expiry is { } expiry)
            Hold = Math.Max(Hold, expiry - seen.Timestamp);
        Nas = seen.Nas ?? Nas;
        foreach (var identity in seen.Identities)
        {
            if (!Told.TryGetValue(identity.Kind, out var known) || known.Source <= seen.Source)
                Told[identity.Kind] = (seen.Source, identity.Value);
        }
        if (seen.Addresses is not { } addresses)
            return;
        Addresses.RemoveAll(one =>
            one.Source == seen.Source
            && (addresses.Count == 0 || addresses.Any(prefix => prefix.IsIpv4 == one.Prefix.IsIpv4))
        );
        Addresses.AddRange(addresses.Select(prefix => (seen.Source, prefix)));
    }

    public void Join(NaiveSession other)
    {
        Link = other.Link;
        Nas ??= other.Nas;
        LoginSeen |= other.LoginSeen;
        LastSeen = Math.Max(LastSeen, other.LastSeen);
        Hold = Math.Max(Hold, other.Hold);
        foreach (var (kind, told) in other.Told)
        {
            if (!Told.TryGetValue(kind, out var known) || known.Source < told.Source)
                Told[kind] = told;
        }
        Addresses.AddRange(
            other
                .Addresses.Where(theirs =>
                    !Addresses.Any(ours =>
                        ours.Source == theirs.Source && ours.Prefix.IsIpv4 == theirs.Prefix.IsIpv4
                    )
                )
                .ToList()
        );
    }

    public override string ToString() =>
        $"{Number} {Link?.Mac} {Link?.PppoeSession} "
        + string.Join(' ', Told.OrderBy(one => one.Key).Select(one => $"{one.Key}={one.Value.Value}"))
        + " "
        + string.Join(' ', Standing.Select(prefix => prefix.ToString()).Order(StringComparer.Ordinal));
}
