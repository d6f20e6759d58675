using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Link;

namespace Jmirror.Engine.Learning;

/// <summary>PPPoE discovery and the sessions it makes.</summary>
/// <remarks>
/// The subscriber is the station that asks (PADI, PADR) and that is answered (PADO, PADS). A session whose PADS was
/// not seen begins with its first PPP control packet.
/// </remarks>
internal sealed class PppoeConversations(PppConversations ppp, LearningLimits limits)
{
    // PADI to PADS takes less than a second, or as long as the client's patience with an overloaded router.
    private const long DiscoveryTime = 60 * FrameTime.Second;

    // A PADS seen twice within it is one login: a client asks again after 5 seconds, taps show frames twice at once.
    private const long RepetitionTime = 3 * FrameTime.Second;

    private readonly RecentTable<AccessStation, LineIds> _discoveries = new(limits.HalfOpen, DiscoveryTime);
    private readonly RecentTable<PppoeLink, PppSession> _sessions = new(limits.Live);
    private readonly AccessRouters _routers = new(limits.HalfOpen);

    /// <summary>Discoveries, routers and sessions that had to make room.</summary>
    public long Forgotten => _discoveries.Forgotten + _sessions.Forgotten + _routers.Forgotten;

    /// <summary>Learns from a discovery packet.</summary>
    public void SeeDiscovery(ReadOnlySpan<byte> packet, in PacketKey key, long time)
    {
        // Cooked captures do not have the receiver's address.
        if (!key.HasEthernet || !PppoeDiscoveryView.TryRead(packet, out var discovery))
            return;
        switch (discovery.Code)
        {
            case PppoeCode.Initiation:
                NoteClient(discovery, key, time);
                break;
            case PppoeCode.Offer:
                _routers.Add(key.Interface, key.SourceMac, time);
                break;
            case PppoeCode.Request:
                NoteClient(discovery, key, time);
                _routers.Add(key.Interface, key.DestinationMac, time);
                break;
            case PppoeCode.SessionConfirmation when discovery.Session != 0:
                _routers.Add(key.Interface, key.SourceMac, time);
                Confirm(PppoeLink.Of(key, discovery.Session), key, time);
                break;
            case PppoeCode.Termination:
                Terminate(PppoeLink.Of(key, discovery.Session), key, time);
                break;
            default:
                break;
        }
    }

    /// <summary>
    /// The session of a session packet, made now when it is not known; null when it has just ended.
    /// </summary>
    public PppSession? Find(in PacketKey key, long time, out LinkEnd from)
    {
        var link = PppoeLink.Of(key, key.PppoeSession);
        from = link.SenderOf(key);
        if (_sessions.TryGet(link, time, out var session) && !session.IsHistory(time))
            return session.IsOver ? null : Settle(session, link, key, time);
        session = Begin(link, key, time);
        return Settle(session, link, key, time);
    }

    private void NoteClient(in PppoeDiscoveryView discovery, in PacketKey key, long time)
    {
        var client = AccessStation.SourceOf(key);
        var ids = LineIds.Of(discovery.CircuitId, discovery.RemoteId);
        // An access node may mark the one packet and not the other.
        if (ids == LineIds.None && _discoveries.TryGet(client, time, out var known))
            ids = known;
        _discoveries.Set(client, ids, time);
    }

    private void Confirm(PppoeLink link, in PacketKey key, long time)
    {
        var client = link.ReceiverOf(key);
        if (_sessions.TryGet(link, time, out var session) && !session.IsOver)
        {
            session.Decide(client);
            var isSame =
                session.Client == client
                && (
                    session.Confirmed is not { } confirmed
                    || FrameTime.IsWithin(RepetitionTime, time, confirmed)
                );
            if (!isSame)
            {
                ppp.TellDown(session, SightingSource.Ppp, time, SessionEnd.Replaced);
                session = null;
            }
        }
        else
        {
            session = null;
        }
        session ??= Begin(link, key, time);
        session.Decide(client);
        session.Confirmed = time;
        TellLine(session, AccessStation.DestinationOf(key), time);
    }

    private void Terminate(PppoeLink link, in PacketKey key, long time)
    {
        if (!_sessions.TryGet(link, time, out var session) || session.IsHistory(time))
            session = Begin(link, key, time);
        if (session.Client == LinkEnd.Unknown)
            session.Decide(FindClient(link, key, time));
        ppp.TellDown(session, SightingSource.Ppp, time, SessionEnd.UserRequest);
    }

    private PppSession Begin(PppoeLink link, in PacketKey key, long time)
    {
        var session = key.HasEthernet
            ? new PppSession(
                AccessStation.At(key, link.First).ToInterface(link.Session),
                AccessStation.At(key, link.Second).ToInterface(link.Session)
            )
            : new PppSession(AccessStation.LinkOf(key).ToInterface(link.Session));
        _sessions.Set(link, session, time);
        return session;
    }

    // The subscriber's end of a session that stood before the capture began may show later than the session.
    private PppSession Settle(PppSession session, PppoeLink link, in PacketKey key, long time)
    {
        if (session.Client != LinkEnd.Unknown || !key.HasEthernet)
            return session;
        session.Decide(FindClient(link, key, time));
        if (session.Client != LinkEnd.Unknown)
            TellLine(session, AccessStation.At(key, link.AddressOf(session.Client)), time);
        return session;
    }

    private LinkEnd FindClient(PppoeLink link, in PacketKey key, long time)
    {
        if (_discoveries.TryGet(AccessStation.SourceOf(key), time, out _))
            return link.SenderOf(key);
        if (_discoveries.TryGet(AccessStation.DestinationOf(key), time, out _))
            return link.ReceiverOf(key);
        return _routers.FindClient(key, time) is { } client ? link.EndOf(client) : LinkEnd.Unknown;
    }

    private void TellLine(PppSession session, AccessStation client, long time)
    {
        _discoveries.TryGet(client, time, out var ids);
        ppp.TellUp(session, SightingSource.Ppp, time, ids?.ToIdentities());
    }
}
