using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.L2tp;

namespace Jmirror.Engine.Learning;

/// <summary>L2TPv2 control messages: tunnels, and the sessions in them.</summary>
/// <remarks>
/// A session is known once its call was both asked for and agreed to: the two directions carry different ids, and
/// nothing in data messages ties them together. Sessions that stood before the capture began are not learned.
/// </remarks>
internal sealed class L2tpConversations(PppConversations ppp, Action<Sighting> tell, LearningLimits limits)
{
    // The slowest schedule of retransmissions gives up after this (RFC 2661, section 5.8).
    private const long CallTime = 60 * FrameTime.Second;
    private const ushort NoProxyAuthentication = 4;

    private readonly RecentTable<L2tpEnd, L2tpTunnel> _tunnels = new(limits.HalfOpen);
    private readonly RecentTable<L2tpCallName, L2tpCall> _calls = new(limits.HalfOpen, CallTime);
    private readonly RecentTable<L2tpEnd, L2tpSession> _sessions = new(limits.Live);

    /// <summary>Tunnels, calls and ends of sessions that had to make room.</summary>
    public long Forgotten => _tunnels.Forgotten + _calls.Forgotten + _sessions.Forgotten;

    /// <summary>The session of a data message; null when it is not known.</summary>
    public PppSession? Find(in PacketKey key, long time, out LinkEnd from)
    {
        var receiver = new L2tpEnd(key.Outer.Destination, key.L2tpTunnel, key.L2tpSession);
        var found = FindLive(receiver, time);
        from = PppSession.Opposite(found?.Receiver ?? LinkEnd.Unknown);
        return found?.Session;
    }

    /// <summary>Learns from a control message.</summary>
    /// <param name="datagram">UDP payload.</param>
    /// <param name="packet">The IP packet around it.</param>
    /// <param name="time">The frame's time.</param>
    public void SeeControl(ReadOnlySpan<byte> datagram, in Payload packet, long time)
    {
        if (!L2tpControlView.TryRead(datagram, out var message))
            return;
        var receiver = new L2tpEnd(packet.Destination, message.Tunnel, message.Session);
        switch (message.Type)
        {
            case L2tpMessageType.StartReply:
                var assigned = message.Avps.FindNumber(L2tpAvpType.AssignedTunnel);
                NoteTunnel(TunnelOf(receiver), new L2tpEnd(packet.Source, assigned, 0), time);
                break;
            case L2tpMessageType.IncomingCallRequest:
                NoteCall(message, packet, isIncoming: true, time);
                break;
            case L2tpMessageType.OutgoingCallRequest:
                NoteCall(message, packet, isIncoming: false, time);
                break;
            case L2tpMessageType.IncomingCallReply:
            case L2tpMessageType.OutgoingCallReply:
                Agree(message, receiver, packet.Source, time);
                break;
            case L2tpMessageType.IncomingCallConnected:
                Connect(message, receiver, time);
                break;
            case L2tpMessageType.DisconnectNotification:
                Disconnect(message, receiver, packet.Source, time);
                break;
            case L2tpMessageType.StopNotification:
                Stop(message, receiver, packet.Source, time);
                break;
            default:
                break;
        }
    }

    private void NoteCall(in L2tpControlView message, in Payload packet, bool isIncoming, long time)
    {
        var session = message.Avps.FindNumber(L2tpAvpType.AssignedSession);
        if (session == 0)
            return;
        // In an outgoing call the subscriber is the one who is called.
        var number = isIncoming
            ? IdentityText.Of(message.Avps.Find(L2tpAvpType.CallingNumber))
            : IdentityText.Of(message.Avps.Find(L2tpAvpType.CalledNumber));
        _calls.Set(
            new L2tpCallName(packet.Source, packet.Destination, session),
            new L2tpCall(message.Tunnel, isIncoming, number),
            time
        );
    }

    private void Agree(in L2tpControlView message, L2tpEnd caller, UInt128 callee, long time)
    {
        var name = new L2tpCallName(caller.Address, callee, caller.Session);
        var session = message.Avps.FindNumber(L2tpAvpType.AssignedSession);
        if (session == 0 || !_calls.TryGet(name, time, out var call))
            return;
        var end = new L2tpEnd(callee, call.CalleeTunnel, session);
        // Two tunnels between the same addresses may both have a call of this session id.
        if (
            _tunnels.TryGet(TunnelOf(caller), time, out var known)
            && !known.Joins(TunnelOf(caller), TunnelOf(end))
        )
            return;
        _calls.Remove(name);
        var tunnel = NoteTunnel(TunnelOf(caller), TunnelOf(end), time);
        Begin(tunnel, call, caller, end, time);
    }

    private void Begin(L2tpTunnel tunnel, L2tpCall call, L2tpEnd caller, L2tpEnd callee, long time)
    {
        foreach (var end in (ReadOnlySpan<L2tpEnd>)[caller, callee])
        {
            if (FindLive(end, time) is { } old)
                End(old, end, SessionEnd.Replaced, time);
        }
        var (lac, lns) = call.IsIncoming ? (caller, callee) : (callee, caller);
        var session = new PppSession(new SubscriberInterface { L2tp = new L2tpAttachment(lac, lns) });
        session.Decide(LinkEnd.First);
        _sessions.Set(lac, new L2tpSession(session, LinkEnd.First, tunnel, lns), time);
        _sessions.Set(lns, new L2tpSession(session, LinkEnd.Second, tunnel, lac), time);
        TellUp(session, IdentityKind.CallingStationId, call.Number, time);
    }

    private void Connect(in L2tpControlView message, L2tpEnd lns, long time)
    {
        if (FindLive(lns, time) is not { Receiver: LinkEnd.Second } found)
            return;
        if (message.Avps.FindNumber(L2tpAvpType.ProxyAuthenticationType) == NoProxyAuthentication)
            return;
        if (IdentityText.Of(message.Avps.Find(L2tpAvpType.ProxyAuthenticationName)) is { } name)
            TellUp(found.Session, IdentityKind.Username, name, time);
    }

    private void Disconnect(in L2tpControlView message, L2tpEnd receiver, UInt128 sender, long time)
    {
        if (receiver.Session == 0)
        {
            // The receiver's id is not known to the sender yet, or not repeated; then the sender's own must do.
            if (!_tunnels.TryGet(TunnelOf(receiver), time, out var tunnel))
                return;
            receiver = tunnel.Opposite(TunnelOf(receiver)) with
            {
                Session = message.Avps.FindNumber(L2tpAvpType.AssignedSession),
            };
            if (receiver.Address != sender)
                return;
        }
        if (FindLive(receiver, time) is { } found)
            End(found, receiver, SessionEnd.UserRequest, time);
    }

    private void Stop(in L2tpControlView message, L2tpEnd receiver, UInt128 sender, long time)
    {
        var end =
            receiver.Tunnel != 0
                ? TunnelOf(receiver)
                : new L2tpEnd(sender, message.Avps.FindNumber(L2tpAvpType.AssignedTunnel), 0);
        if (end.Tunnel == 0)
            return;
        if (_tunnels.TryGet(end, time, out var tunnel))
        {
            tunnel.IsOver = true;
            _tunnels.Remove(end);
            _tunnels.Remove(tunnel.Opposite(end));
        }
        tell(
            new Sighting
            {
                Source = SightingSource.L2tp,
                Kind = SightingKind.AllDown,
                Timestamp = time,
                Tunnel = end,
                End = SessionEnd.NasReboot,
            }
        );
    }

    private L2tpTunnel NoteTunnel(L2tpEnd end, L2tpEnd other, long time)
    {
        if (_tunnels.TryGet(end, time, out var tunnel) && tunnel.Joins(end, other))
            return tunnel;
        tunnel = new L2tpTunnel(end, other);
        _tunnels.Set(end, tunnel, time);
        _tunnels.Set(other, tunnel, time);
        return tunnel;
    }

    private L2tpSession? FindLive(L2tpEnd end, long time)
    {
        if (!_sessions.TryGet(end, time, out var found))
            return null;
        if (!found.Tunnel.IsOver && !found.Session.IsOver)
            return found;
        Forget(found, end);
        return null;
    }

    private void End(L2tpSession found, L2tpEnd end, SessionEnd reason, long time)
    {
        ppp.TellDown(found.Session, SightingSource.L2tp, time, reason);
        Forget(found, end);
    }

    private void Forget(L2tpSession found, L2tpEnd end)
    {
        _sessions.Remove(end);
        _sessions.Remove(found.Opposite);
    }

    private void TellUp(PppSession session, IdentityKind kind, string? value, long time) =>
        ppp.TellUp(
            session,
            SightingSource.L2tp,
            time,
            value is null ? null : [new SubscriberIdentity(kind, value)]
        );

    private static L2tpEnd TunnelOf(L2tpEnd end) => end with { Session = 0 };
}
