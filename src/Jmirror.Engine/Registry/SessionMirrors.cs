using Jmirror.Engine.Subscribers;

namespace Jmirror.Engine.Registry;

/// <summary>The mirrors of one session, and what E Series remembers of it.</summary>
internal sealed class SessionMirrors(Subscriber session)
{
    /// <summary>The session.</summary>
    public Subscriber Session { get; } = session;

    /// <summary>Its live mirrors, in order of their start.</summary>
    public List<SessionMirror> Live { get; } = [];

    /// <summary>Numbers of the requests that had their chance in this session; E Series gives each only one.</summary>
    public HashSet<long> Seen { get; } = [];

    /// <summary>True when there is nothing to remember.</summary>
    public bool IsEmpty => Live.Count == 0 && Seen.Count == 0;

    /// <summary>The mirror under a request; null when there is none.</summary>
    public SessionMirror? Under(LiveRequest request) => Live.Find(mirror => mirror.Request == request);
}
