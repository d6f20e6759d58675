using Jmirror.Protocol.Ip;

namespace Jmirror.Engine.Subscribers;

/// <summary>
/// Finds the session that a sighting belongs to when it does not name the subscriber interface (RADIUS, a DHCP
/// relay), and the session that such sightings made before the interface was seen.
/// </summary>
/// <remarks>
/// The evidence, strongest first; the first that fits exactly one session decides:
/// <list type="number">
/// <item>Acct-Session-Id, of the same router.</item>
/// <item>Calling-Station-Id that reads as the session's Ethernet address. Of several sessions there, the one with the
/// same user name.</item>
/// <item>Agent circuit id.</item>
/// <item>NAS-Port-Id.</item>
/// <item>Address or prefix. Many access networks give one address to several subscribers: then it says nothing.</item>
/// <item>User-Name.</item>
/// </list>
/// A session whose router, accounting session or Ethernet address is known to be another is never the one. From the
/// third on, neither is one whose user name, circuit id, remote id or port is known to be another.
/// </remarks>
internal sealed class Correlator(SessionIndex index)
{
    /// <summary>A value that more sessions share says nothing; the search ends there.</summary>
    internal const int CandidateLimit = 16;

    /// <summary>
    /// The session that <paramref name="portrait"/> shows, of those in <paramref name="among"/>; null when nothing
    /// says it clearly.
    /// </summary>
    public Subscriber? Find(Portrait portrait, Func<Subscriber, bool> among) =>
        ByAccountingSession(portrait, among)
        ?? ByMac(portrait, among)
        ?? ByIdentity(portrait, among, IdentityKind.AgentCircuitId)
        ?? ByIdentity(portrait, among, IdentityKind.NasPortId)
        ?? ByAddress(portrait, among)
        ?? ByIdentity(portrait, among, IdentityKind.Username);

    /// <summary>
    /// The session of an Ethernet address without PPPoE and L2TP that differs from <paramref name="portrait"/> in
    /// its accounting session: a login there takes its place.
    /// </summary>
    public Subscriber? FindReplaced(Portrait portrait)
    {
        if (portrait.Mac.Value == 0 || portrait.ValueOf(IdentityKind.AcctSessionId) is null)
            return null;
        var there = Candidates(
            SubscriberKey.Of(portrait.Mac),
            session =>
                !session.IsStatic
                && session.Interface is { PppoeSession: 0, L2tp: null } link
                && link.Mac == portrait.Mac
                && !portrait.IsElsewhere(session)
        );
        return there.Count == 1 ? there[0] : null;
    }

    private Subscriber? ByAccountingSession(Portrait portrait, Func<Subscriber, bool> among)
    {
        if (portrait.ValueOf(IdentityKind.AcctSessionId) is not { } value)
            return null;
        var identity = new SubscriberIdentity(IdentityKind.AcctSessionId, value);
        Subscriber? found = null;
        // No limit here: routers that number from 1 share their numbers, and one of them is the right one.
        foreach (var session in index.Find(SubscriberKey.Of(identity)))
        {
            if (!among(session) || !session.Has(identity) || portrait.IsElsewhere(session))
                continue;
            if (session.Nas is not null && portrait.Nas is not null)
                return session;
            if (found is not null)
                return null;
            found = session;
        }
        return found;
    }

    private Subscriber? ByMac(Portrait portrait, Func<Subscriber, bool> among)
    {
        if (portrait.Mac.Value == 0)
            return null;
        var there = Candidates(
            SubscriberKey.Of(portrait.Mac),
            session => among(session) && session.KnownMac() == portrait.Mac && !portrait.IsNot(session)
        );
        if (there.Count > 1)
            there.RemoveAll(session => !portrait.SharesNameWith(session));
        return there.Count == 1 ? there[0] : null;
    }

    private Subscriber? ByIdentity(Portrait portrait, Func<Subscriber, bool> among, IdentityKind kind)
    {
        if (portrait.ValueOf(kind) is not { } value)
            return null;
        var identity = new SubscriberIdentity(kind, value);
        var there = Candidates(
            SubscriberKey.Of(identity),
            session => Fits(portrait, among, session) && session.Has(identity)
        );
        return there.Count == 1 ? there[0] : null;
    }

    private Subscriber? ByAddress(Portrait portrait, Func<Subscriber, bool> among)
    {
        foreach (var prefix in portrait.Addresses)
        {
            if (ByAddress(portrait, among, prefix) is { } session)
                return session;
        }
        return null;
    }

    private Subscriber? ByAddress(Portrait portrait, Func<Subscriber, bool> among, IpPrefix prefix)
    {
        var there = Candidates(SubscriberKey.Of(prefix), session => session.Addresses.Contains(prefix));
        return there.Count == 1 && Fits(portrait, among, there[0]) ? there[0] : null;
    }

    private static bool Fits(Portrait portrait, Func<Subscriber, bool> among, Subscriber session) =>
        among(session) && !portrait.IsNot(session) && !portrait.Contradicts(session);

    private List<Subscriber> Candidates(uint hash, Func<Subscriber, bool> fits)
    {
        var candidates = new List<Subscriber>();
        var seen = 0;
        foreach (var session in index.Find(hash))
        {
            if (++seen > CandidateLimit)
                return [];
            if (fits(session) && !candidates.Contains(session))
                candidates.Add(session);
        }
        return candidates;
    }
}
