using Jmirror.Protocol.Link;
using Jmirror.Traffic.Framing;
using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Population;
using Jmirror.Traffic.Sessions;
using Message = Jmirror.Traffic.Signalling.SignallingMessage;

namespace Jmirror.Traffic.Signalling;

/// <summary>Puts what lies below it around each message: the subscriber's own framing, or that of tunnels and servers.</summary>
internal sealed class SignallingFrames
{
    private readonly PopulationPlan _plan;
    private readonly AccessFraming _framing;
    private readonly SyntheticRadius? _server;
    private readonly TunnelEnds _tunnels;
    private readonly DhcpMessages _dhcp;
    private readonly Dhcpv6Messages _dhcpv6;
    private readonly RouterMessages _router;
    private readonly DiscoveryMessages _discovery;
    private readonly PppMessages _ppp;
    private readonly L2tpMessages _l2tp;
    private readonly RadiusMessages? _radius;

    public SignallingFrames(
        SubscriberPopulation population,
        AccessFraming framing,
        SignallingOptions options,
        TunnelBook tunnels
    )
    {
        var numbers = new SessionNumbers(options.Seed);
        var credentials = new PppCredentials(population, options.Authentication, numbers);
        var lcp = new LcpOptions(credentials.IsPap, numbers);
        var names = new LineNames(population);
        _plan = population.Plan;
        _framing = framing;
        _server = options.Radius;
        _tunnels = new TunnelEnds(population);
        _dhcp = new DhcpMessages(population, options, numbers);
        _dhcpv6 = new Dhcpv6Messages(population, options, numbers);
        _router = new RouterMessages(population.Plan, options);
        _discovery = new DiscoveryMessages(population, options, numbers);
        _ppp = new PppMessages(population, options, credentials, lcp);
        _l2tp = new L2tpMessages(population, options, credentials, lcp, names, tunnels);
        if (options.Radius is { } radius)
            _radius = new RadiusMessages(population, options, radius, credentials, names, numbers);
    }

    /// <summary>Writes the frame of a message and returns its length.</summary>
    public int Write(
        Message message,
        in SyntheticSubscriber who,
        in SubscriberSession session,
        Span<byte> frame
    ) =>
        message switch
        {
            >= Message.PadInitiation and <= Message.PadTermination => WriteDiscovery(
                message,
                who,
                session,
                frame
            ),
            >= Message.TunnelRequest and <= Message.DisconnectAcknowledgement => WriteTunnel(
                message,
                who,
                session,
                frame
            ),
            >= Message.AccessRequest => WriteRadius(message, who, session, frame),
            _ => WriteInSession(message, who, session, frame),
        };

    private int WriteDiscovery(
        Message message,
        in SyntheticSubscriber who,
        in SubscriberSession session,
        Span<byte> frame
    )
    {
        var (destination, source) = message switch
        {
            Message.PadInitiation => (TaggedEthernet.Broadcast, who.Mac),
            _ when message.IsDownstream() => (who.Mac, _plan.RouterMac),
            _ => (_plan.RouterMac, who.Mac),
        };
        var header = TaggedEthernet.Write(
            frame,
            destination,
            source,
            who.OuterVlan,
            who.InnerVlan,
            EtherType.PppoeDiscovery
        );
        return header + _discovery.Write(message, who, session, frame[header..]);
    }

    private int WriteTunnel(
        Message message,
        in SyntheticSubscriber who,
        in SubscriberSession session,
        Span<byte> frame
    )
    {
        var isDownstream = message.IsDownstream();
        var header = _tunnels.WriteEthernet(frame, who.Tunnel, isDownstream);
        var packet = frame[header..];
        var length = _l2tp.Write(message, who, session, packet[UdpPacket.Ipv4HeaderLength..]);
        packet = packet[..(UdpPacket.Ipv4HeaderLength + length)];
        UdpPacket.Complete(packet, _tunnels.OfMessage(who.Tunnel, isDownstream));
        return header + packet.Length;
    }

    private int WriteRadius(
        Message message,
        in SyntheticSubscriber who,
        in SubscriberSession session,
        Span<byte> frame
    )
    {
        var (router, server) = (_server!.RouterMac, _server.ServerMac);
        var (destination, source) = message.IsDownstream() ? (router, server) : (server, router);
        var header = TaggedEthernet.Write(frame, destination, source, 0, 0, EtherType.Ipv4);
        return header + _radius!.Write(message, who, session, frame[header..]);
    }

    private int WriteInSession(
        Message message,
        in SyntheticSubscriber who,
        in SubscriberSession session,
        Span<byte> frame
    )
    {
        var isPpp = message is >= Message.LcpRouterRequest and <= Message.LcpTerminateAck;
        var isIpv6 = message is >= Message.Dhcpv6Solicit and <= Message.RouterAdvertisement;
        var header = _framing.HeaderLength(who, isPpp);
        var packet = frame[header..];
        var length = message switch
        {
            <= Message.DhcpRelease => _dhcp.Write(message, who, session, packet),
            <= Message.Dhcpv6ReleaseReply => _dhcpv6.Write(message, who, session, packet),
            <= Message.RouterAdvertisement => _router.Write(message, who, packet),
            _ => _ppp.Write(message, who, session, packet),
        };
        _framing.Write(frame[..header], who, session, message.IsDownstream(), isPpp, isIpv6, length);
        if (who.Access == AccessKind.Ipoe && GroupOf(message) is { } group)
            group.Write(frame);
        return header + length;
    }

    // To whom a client speaks that does not know the router yet; PPP has nobody else at its other end.
    private static MacAddress? GroupOf(Message message) =>
        message switch
        {
            Message.DhcpDiscover or Message.DhcpRequest => TaggedEthernet.Broadcast,
            Message.RouterSolicitation => LinkAddress.ToMulticastMac(LinkAddress.AllRouters),
            Message.Dhcpv6Solicit or Message.Dhcpv6Request or Message.Dhcpv6Release =>
                LinkAddress.ToMulticastMac(LinkAddress.AllDhcpAgents),
            _ => null,
        };
}
