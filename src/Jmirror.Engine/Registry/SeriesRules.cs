using Jmirror.Engine.Matching;

namespace Jmirror.Engine.Registry;

/// <summary>Which of the requests that fit a session make mirrors: the difference between the series.</summary>
internal abstract class SeriesRules
{
    /// <summary>The session logged in or changed; these requests by identity fit it now, in order of number.</summary>
    public abstract void Settle(SessionMirrors session, IReadOnlyList<LiveRequest> fitting);

    /// <summary>A request that fits the session was made, or replaced, just now.</summary>
    public abstract void Ask(SessionMirrors session, LiveRequest request);

    /// <summary>True for what RADIUS asks for of one session: there is one of these at a time.</summary>
    public static bool IsOfRadius(MirrorRequest request) =>
        request is { Origin: MirrorOrigin.RadiusLogin or MirrorOrigin.RadiusCoa, Selector.Session: not null };
}

/// <summary>
/// MX Series: every request that fits makes a mirror. The same mirror asked for twice gives two copies (Junos 10.3,
/// guidelines for subscriber secure policy mirroring).
/// </summary>
internal sealed class EveryRequestRules(MirrorSwitch mirrors) : SeriesRules
{
    /// <inheritdoc/>
    public override void Settle(SessionMirrors session, IReadOnlyList<LiveRequest> fitting)
    {
        foreach (var request in fitting)
        {
            if (session.Under(request) is null)
                session.Live.Add(mirrors.Start(request, session.Session));
        }
    }

    /// <inheritdoc/>
    public override void Ask(SessionMirrors session, LiveRequest request)
    {
        var former =
            session.Under(request)
            ?? (IsOfRadius(request.Request) ? session.Live.Find(live => IsOfRadius(live.Asked)) : null);
        if (former is not null)
            mirrors.Renew(former, request, MirrorSwitch.Replaced);
        else
            session.Live.Add(mirrors.Start(request, session.Session));
    }
}

/// <summary>
/// E Series: one request makes a mirror (JUNOSe 7.2 and 11.1 Policy Management Configuration Guides). At login it is
/// the one of RADIUS, or else of the first trigger in the release's order, or else the earliest. In the session the
/// newest takes the place of the one before. Each request has one chance in a session: what lost its place does not
/// come back when the winner goes. Interface-specific policies go before all (JUNOSe 11.0.2 release notes).
/// </summary>
internal sealed class OneRequestRules(MirrorSwitch mirrors, InterfaceCover cover) : SeriesRules
{
    /// <inheritdoc/>
    public override void Settle(SessionMirrors session, IReadOnlyList<LiveRequest> fitting)
    {
        var fresh = fitting.Where(request => !session.Seen.Contains(request.Number)).ToList();
        session.Seen.UnionWith(fresh.Select(request => request.Number));
        var best = fresh.MinBy(Order);
        if (best is null || cover.Covers(session.Session))
            return;
        if (session.Live is not [var live])
            session.Live.Add(mirrors.Start(best, session.Session));
        else if (!live.Stays && Order(best).CompareTo(Order(live.Request)) < 0)
            mirrors.Renew(live, best, "replaced by a request that goes before it");
    }

    /// <inheritdoc/>
    public override void Ask(SessionMirrors session, LiveRequest request)
    {
        session.Seen.Add(request.Number);
        if (cover.Covers(session.Session))
            return;
        if (session.Live is [var live])
            mirrors.Renew(live, request, MirrorSwitch.Replaced);
        else
            session.Live.Add(live = mirrors.Start(request, session.Session));
        live.Stays = true;
    }

    private (TriggerRank Rank, long Number) Order(LiveRequest request) =>
        (mirrors.RankOf(request.Request), request.Number);
}
