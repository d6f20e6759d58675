using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Frames;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;

namespace Jmirror.Engine.Learning;

/// <summary>Learns subscribers from the signalling on the access network.</summary>
/// <remarks>
/// All calls are carried out one after the other, under one lock of its own, because exchanges span capture threads;
/// signalling is rare. The sightings are told under that lock, so that they arrive in the order of the frames: what
/// they are told to may take locks, but must not wait for a capture thread.
/// <para>
/// One-way taps, which show what subscribers send and nothing that they are answered, teach too. There, what the
/// subscriber goes on to do stands for the answer. The first PPP frame of a session stands for PADS. A name counts
/// when a network control protocol or an IP packet follows it; an IPCP address when anything but another request
/// for one follows; a DHCP request when the client uses the address (ARP) or goes on with it (renewal), and then
/// without a lease time; a DHCPv6 request at once, on links where no server was ever heard; a Terminate-Request at
/// once.
/// </para>
/// </remarks>
public sealed class SignallingLearner : ILearner
{
    private readonly Lock _lock = new();
    private readonly RadiusListener? _radius;
    private readonly PppConversations _ppp;
    private readonly PppoeConversations _pppoe;
    private readonly PppLines _lines = new();
    private readonly L2tpConversations _l2tp;
    private readonly IpoeClients _clients;
    private readonly DhcpConversations _dhcp;
    private readonly Dhcpv6Conversations _dhcpv6;
    private readonly NeighbourDiscovery _neighbours;

    /// <summary>Makes a learner that knows nothing yet.</summary>
    /// <param name="tell">Takes what was learned; under the learner's lock.</param>
    /// <param name="radius">
    /// Gets RADIUS packets, likewise under the lock; null: they teach nothing.
    /// </param>
    /// <param name="limits">How much it remembers; null: the defaults.</param>
    public SignallingLearner(
        Action<Sighting> tell,
        RadiusListener? radius = null,
        LearningLimits? limits = null
    )
    {
        limits ??= new LearningLimits();
        _radius = radius;
        _ppp = new PppConversations(tell);
        _pppoe = new PppoeConversations(_ppp, limits);
        _l2tp = new L2tpConversations(_ppp, tell, limits);
        _clients = new IpoeClients(limits);
        _dhcp = new DhcpConversations(_clients, tell, limits);
        _dhcpv6 = new Dhcpv6Conversations(_clients, tell, limits);
        _neighbours = new NeighbourDiscovery(_ppp, _clients, tell);
    }

    /// <summary>
    /// Exchanges and sessions forgotten before their time because a limit of <see cref="LearningLimits"/> was
    /// reached.
    /// </summary>
    public long Forgotten
    {
        get
        {
            lock (_lock)
                return _pppoe.Forgotten
                    + _l2tp.Forgotten
                    + _clients.Forgotten
                    + _dhcp.Forgotten
                    + _dhcpv6.Forgotten;
        }
    }

    /// <inheritdoc/>
    public void See(ReadOnlySpan<byte> frame, in FrameInfo info, in PacketKey key, DissectOutcome outcome)
    {
        if (!Signalling.MayTeach(key, outcome))
            return;
        if (outcome != DissectOutcome.Found)
        {
            SeeNonIp(frame[key.SignallingOffset..], key, info.Timestamp);
            return;
        }
        ref readonly var payload = ref key.HasL2tp ? ref key.Inner : ref key.Outer;
        if (payload.Kind == PayloadKind.PppOther)
        {
            lock (_lock)
                SeePpp(frame.Slice(payload.Offset, payload.Length), payload, key, info.Timestamp);
        }
        else if (!payload.IsFragment)
        {
            SeeIp(frame, info, key, payload);
        }
    }

    private void SeeNonIp(ReadOnlySpan<byte> packet, in PacketKey key, long time)
    {
        lock (_lock)
        {
            if (key.SignallingType == EtherType.Arp)
                _dhcp.SeeArp(packet, key, time);
            else
                _pppoe.SeeDiscovery(packet, key, time);
        }
    }

    private void SeePpp(ReadOnlySpan<byte> packet, in Payload payload, in PacketKey key, long time)
    {
        if (FindPpp(key, time) is { Session: { } session } place)
            _ppp.See(session, place.From, (PppProtocol)payload.PppProtocol, packet, time);
    }

    private void SeeIp(ReadOnlySpan<byte> frame, in FrameInfo info, in PacketKey key, in Payload packet)
    {
        var offset = IpLayer.TransportOffset(frame, packet);
        var transport = frame[offset..(packet.Offset + packet.Length)];
        if (packet.Protocol == (byte)IpProtocol.Icmpv6)
        {
            // Pings are no signalling, and many.
            if (transport.IsEmpty || !NeighbourDiscoveryView.IsType(transport[0]))
                return;
            lock (_lock)
            {
                if (FindPlace(key, packet, info.Timestamp) is { } place)
                    _neighbours.See(transport, packet, key, place, info.Timestamp);
            }
        }
        else if (UdpView.TryRead(transport, out var datagram))
        {
            lock (_lock)
                SeeDatagram(info.Timestamp, key, packet, datagram.Payload);
        }
    }

    private void SeeDatagram(long time, in PacketKey key, in Payload packet, ReadOnlySpan<byte> datagram)
    {
        if (Signalling.IsDhcp(packet))
        {
            // What a host behind a PPP session asks of it is no lease.
            if (packet.PppProtocol == 0)
                _dhcp.See(datagram, packet, key, time);
        }
        else if (Signalling.IsDhcpv6(packet))
        {
            if (FindPlace(key, packet, time) is { } place)
                _dhcpv6.See(datagram, packet, key, place, time);
        }
        else if (key.HasL2tp)
        {
            // Neither routers' nor tunnels' business is done inside a subscriber's session.
        }
        else if (Signalling.IsRadius(packet))
        {
            _radius?.See(
                datagram,
                packet.Source,
                packet.SourcePort,
                packet.Destination,
                packet.DestinationPort,
                time
            );
        }
        else
        {
            _l2tp.SeeControl(datagram, packet, time);
        }
    }

    // Null: in PPP, but of a session that is not known or has just ended.
    private PppPlace? FindPlace(in PacketKey key, in Payload packet, long time)
    {
        if (packet.PppProtocol == 0)
            return default(PppPlace);
        var place = FindPpp(key, time);
        if (place.Session is null)
            return null;
        _ppp.SeeNetworkPhase(place.Session, place.From, time);
        return place;
    }

    private PppPlace FindPpp(in PacketKey key, long time)
    {
        LinkEnd from;
        var session =
            key.HasL2tp ? _l2tp.Find(key, time, out from)
            : key.HasPppoe ? _pppoe.Find(key, time, out from)
            : _lines.Find(key, time, out from);
        return new PppPlace(session, from);
    }
}
