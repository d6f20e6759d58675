using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Subscribers;

namespace Jmirror.Engine.Learning;

/// <summary>PPP without anything below it that names a session: a serial line, one subscriber per capture interface.</summary>
internal sealed class PppLines
{
    private readonly Dictionary<ushort, PppSession> _sessions = [];

    /// <summary>The session of a frame, made now when it is not known; null when it has just ended.</summary>
    public PppSession? Find(in PacketKey key, long time, out LinkEnd from)
    {
        from = PppoeLink.EndOf(key.Direction);
        if (!_sessions.TryGetValue(key.Interface, out var session) || session.IsHistory(time))
        {
            session = new PppSession(new SubscriberInterface { Interface = key.Interface });
            _sessions[key.Interface] = session;
        }
        return session.IsOver ? null : session;
    }
}
