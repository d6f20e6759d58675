using Jmirror.Engine.Matching;
using Jmirror.Engine.Subscribers;

namespace Jmirror.Engine.Registry;

/// <summary>A request that was taken in, and the mirrors under it.</summary>
internal sealed class LiveRequest(long number, MirrorRequest request, long added) : INumbered
{
    /// <inheritdoc/>
    public long Number { get; } = number;

    /// <summary>What was asked for.</summary>
    public MirrorRequest Request { get; set; } = request;

    /// <summary>When it was taken in or last replaced, nanoseconds since 1970-01-01 UTC.</summary>
    public long Added { get; set; } = added;

    /// <summary>Its mirror, when it selects by packets.</summary>
    public Mirror? PacketMirror { get; set; }

    /// <summary>Its mirrors on sessions, by number of the session.</summary>
    public Dictionary<long, SessionMirror> SessionMirrors { get; } = [];

    /// <summary>True when a session has all the identities that are asked for.</summary>
    public bool Fits(Subscriber session) =>
        Request.Selector.Identities is { } identities && session.HasAll(identities);

    /// <summary>True when it is over with the session: RADIUS asked for this one, or an Acct-Session-Id names it.</summary>
    public bool EndsWith(Subscriber session) =>
        Request.Selector.Session == session.Number
        || (
            Request.Selector.Identities is { } identities
            && identities.Any(identity => identity.Kind == IdentityKind.AcctSessionId)
            && session.HasAll(identities)
        );

    /// <summary>Its state for others to read.</summary>
    public RequestState ToState()
    {
        var mirrors = SessionMirrors
            .Values.OrderBy(one => one.Session.Number)
            .Select(one => (one.Session.Number, one.Mirror))
            .ToList();
        if (PacketMirror is { } mirror)
            mirrors.Add((0, mirror));
        return new RequestState(Number, Request, Added, mirrors);
    }
}

/// <summary>A live mirror of a session, under a request.</summary>
internal sealed class SessionMirror(LiveRequest request, Subscriber session, Mirror mirror)
{
    /// <summary>The request.</summary>
    public LiveRequest Request { get; private set; } = request;

    /// <summary>What it asked for when the mirror started.</summary>
    public MirrorRequest Asked { get; private set; } = request.Request;

    /// <summary>The session.</summary>
    public Subscriber Session { get; } = session;

    /// <summary>The mirror in the table.</summary>
    public Mirror Mirror { get; set; } = mirror;

    /// <summary>
    /// True when it was asked for during the session, or by RADIUS: a request that was there before does not take
    /// its place.
    /// </summary>
    public bool Stays { get; set; }

    /// <summary>From now on it is what a request asks for now.</summary>
    public void Belongs(LiveRequest request)
    {
        Request = request;
        Asked = request.Request;
    }
}
