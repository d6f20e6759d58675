namespace Jmirror.Engine.Subscribers;

/// <summary>
/// L2TP sessions by one of their ends: while a session is set up, each end's ids are told at another time, and either
/// end alone tells which session it is.
/// </summary>
internal static class L2tpMatch
{
    /// <summary>The sessions that have one of these ends.</summary>
    public static List<Subscriber> SessionsAt(SessionStore store, L2tpAttachment ends)
    {
        var found = new List<Subscriber>();
        foreach (var end in (ReadOnlySpan<L2tpEnd>)[ends.Lac, ends.Lns])
        {
            if (end.Session == 0)
                continue;
            foreach (var session in store.Index.Find(SubscriberKey.Of(end)))
            {
                var isThere = session.Interface?.L2tp is { } l2tp && (l2tp.Lac == end || l2tp.Lns == end);
                if (isThere && !found.Contains(session))
                    found.Add(session);
            }
        }
        return found;
    }

    /// <summary>True when a session goes through the tunnel that ends there.</summary>
    public static bool Uses(Subscriber session, L2tpEnd tunnel) =>
        session.Interface?.L2tp is { } l2tp && (IsOf(l2tp.Lac, tunnel) || IsOf(l2tp.Lns, tunnel));

    /// <summary>What is known of one session from both; null when they contradict each other: an id is used again.</summary>
    public static SubscriberInterface? Complete(SubscriberInterface known, SubscriberInterface told)
    {
        if (known.L2tp is not { } one || told.L2tp is not { } other)
            return null;
        if (Complete(one.Lac, other.Lac) is not { } lac || Complete(one.Lns, other.Lns) is not { } lns)
            return null;
        return known with { L2tp = new L2tpAttachment(lac, lns) };
    }

    private static L2tpEnd? Complete(L2tpEnd one, L2tpEnd other)
    {
        if (one.Address != other.Address)
            return null;
        if (Complete(one.Tunnel, other.Tunnel) is not { } tunnel)
            return null;
        if (Complete(one.Session, other.Session) is not { } session)
            return null;
        return new L2tpEnd(one.Address, tunnel, session);
    }

    private static ushort? Complete(ushort one, ushort other)
    {
        if (one == 0)
            return other;
        return other == 0 || other == one ? one : null;
    }

    private static bool IsOf(L2tpEnd end, L2tpEnd tunnel) =>
        end.Address == tunnel.Address && end.Tunnel == tunnel.Tunnel;
}
