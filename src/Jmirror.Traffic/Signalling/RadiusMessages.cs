using System.Globalization;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Radius;
using Jmirror.Traffic.Framing;
using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Population;
using Jmirror.Traffic.Sessions;
using Message = Jmirror.Traffic.Signalling.SignallingMessage;

namespace Jmirror.Traffic.Signalling;

/// <summary>RADIUS between the router and its server: authentication, and accounting without counts.</summary>
/// <remarks>
/// Subscribers without PPP are named and authenticated as those with PPP; the router makes that up from its
/// configuration. Formats: RFC 2865, 2866, 2869, 3162, 4679.
/// </remarks>
internal sealed class RadiusMessages(
    SubscriberPopulation population,
    SignallingOptions options,
    SyntheticRadius radius,
    PppCredentials credentials,
    LineNames names,
    SessionNumbers numbers
)
{
    private const ushort AccessPort = 1812;
    private const ushort AccountingPort = 1813;

    // Requests that are under way must not share a port and an identifier: those of 2^21 sessions one after the other
    // do not, and logins and logouts have ports of their own.
    private const int LoginPorts = 0xc000;
    private const int LogoutPorts = 0xe000;
    private const int PortMask = 0x1fff;

    private const uint FramedService = 2;
    private const uint PppFraming = 1;
    private const uint EthernetPort = 15;
    private const uint VirtualPort = 5;
    private const uint UserRequest = 1;
    private const int PrefixBits = 64;

    /// <summary>Writes the IPv4 packet of a message and returns its length.</summary>
    public int Write(
        Message message,
        in SyntheticSubscriber who,
        in SubscriberSession session,
        Span<byte> packet
    )
    {
        var datagram = packet[UdpPacket.Ipv4HeaderLength..];
        var length = UdpPacket.Ipv4HeaderLength + WriteMessage(message, who, session, datagram);
        var isLogout = message is Message.AccountingStop or Message.AccountingStopResponse;
        var ports = isLogout ? LogoutPorts : LoginPorts;
        var client = (ushort)(ports | ((int)(session.SessionId >> 8) & PortMask));
        var server = message is Message.AccessRequest or Message.AccessAccept ? AccessPort : AccountingPort;
        UdpPacket.Complete(
            packet[..length],
            message.IsDownstream()
                ? new UdpEnds(radius.ServerAddress, server, options.RouterAddress, client)
                : new UdpEnds(options.RouterAddress, client, radius.ServerAddress, server)
        );
        return length;
    }

    private int WriteMessage(
        Message message,
        in SyntheticSubscriber who,
        in SubscriberSession session,
        Span<byte> datagram
    ) =>
        message switch
        {
            Message.AccessRequest => WriteAccessRequest(who, session, datagram),
            Message.AccessAccept => WriteAccessAccept(who, session, datagram),
            Message.AccountingStart => WriteAccounting(AcctStatusType.Start, who, session, datagram),
            Message.AccountingStop => WriteAccounting(AcctStatusType.Stop, who, session, datagram),
            Message.AccountingStartResponse => WriteResponse(AcctStatusType.Start, who, session, datagram),
            _ => WriteResponse(AcctStatusType.Stop, who, session, datagram),
        };

    private int WriteAccessRequest(
        in SyntheticSubscriber who,
        in SubscriberSession session,
        Span<byte> datagram
    )
    {
        Span<byte> authenticator = stackalloc byte[RadiusPacketView.AuthenticatorLength];
        numbers.Write(session, NumberUse.AccessAuthenticator, authenticator);
        var writer = new RadiusPacketWriter(datagram, RadiusCode.AccessRequest, (byte)session.SessionId);
        AddSubscriber(who, session, ref writer);
        Span<byte> proof = stackalloc byte[RadiusPassword.MaxLength];
        if (credentials.IsPap || !who.HasPpp)
        {
            Span<byte> password = stackalloc byte[SubscriberPopulation.MaxNameLength];
            password = password[..population.WritePassword(who.Number, password)];
            var length = RadiusPassword.Hide(password, authenticator, radius.Secret, proof);
            writer.Add(RadiusAttributeType.UserPassword, proof[..length]);
        }
        else
        {
            proof = proof[..RadiusPassword.ChapLength];
            credentials.WriteChap(who, session, proof);
            writer.Add(RadiusAttributeType.ChapPassword, proof);
            Span<byte> challenge = stackalloc byte[PppCredentials.ChallengeLength];
            credentials.WriteChallenge(session, challenge);
            writer.Add(RadiusAttributeType.ChapChallenge, challenge);
        }
        writer.AddMessageAuthenticator();
        return writer.FinishAccessRequest(authenticator, radius.Secret);
    }

    private int WriteAccessAccept(
        in SyntheticSubscriber who,
        in SubscriberSession session,
        Span<byte> datagram
    )
    {
        Span<byte> authenticator = stackalloc byte[RadiusPacketView.AuthenticatorLength];
        numbers.Write(session, NumberUse.AccessAuthenticator, authenticator);
        var writer = new RadiusPacketWriter(datagram, RadiusCode.AccessAccept, (byte)session.SessionId);
        AddFraming(who, ref writer);
        AddAddresses(who, ref writer);
        writer.AddMessageAuthenticator();
        return writer.FinishAnswer(authenticator, radius.Secret);
    }

    private int WriteAccounting(
        AcctStatusType status,
        in SyntheticSubscriber who,
        in SubscriberSession session,
        Span<byte> datagram
    )
    {
        var writer = new RadiusPacketWriter(datagram, RadiusCode.AccountingRequest, (byte)session.SessionId);
        writer.AddNumber(RadiusAttributeType.AcctStatusType, (uint)status);
        AddSubscriber(who, session, ref writer);
        AddAddresses(who, ref writer);
        if (status == AcctStatusType.Stop)
            writer.AddNumber(RadiusAttributeType.AcctTerminateCause, UserRequest);
        return writer.FinishRequest(radius.Secret);
    }

    // The answer is signed with the request's authenticator, for which the request must be made once more.
    private int WriteResponse(
        AcctStatusType status,
        in SyntheticSubscriber who,
        in SubscriberSession session,
        Span<byte> datagram
    )
    {
        var length = WriteAccounting(status, who, session, datagram);
        _ = RadiusPacketView.TryRead(datagram[..length], out var request);
        Span<byte> authenticator = stackalloc byte[RadiusPacketView.AuthenticatorLength];
        request.Authenticator.CopyTo(authenticator);
        var writer = new RadiusPacketWriter(datagram, RadiusCode.AccountingResponse, (byte)session.SessionId);
        return writer.FinishAnswer(authenticator, radius.Secret);
    }

    private void AddSubscriber(
        in SyntheticSubscriber who,
        in SubscriberSession session,
        ref RadiusPacketWriter writer
    )
    {
        Span<byte> text = stackalloc byte[SubscriberPopulation.MaxNameLength];
        writer.Add(RadiusAttributeType.UserName, text[..population.WriteUsername(who.Number, text)]);
        _ = session.SessionId.TryFormat(text, out var digits, provider: CultureInfo.InvariantCulture);
        writer.Add(RadiusAttributeType.AcctSessionId, text[..digits]);
        writer.AddIpv4(RadiusAttributeType.NasIpAddress, options.RouterAddress);
        writer.AddText(RadiusAttributeType.NasIdentifier, options.RouterName);
        writer.AddNumber(
            RadiusAttributeType.NasPortType,
            who.Access == AccessKind.L2tp ? VirtualPort : EthernetPort
        );
        writer.Add(RadiusAttributeType.NasPortId, text[..LineNames.WriteNasPortId(who, text)]);
        writer.Add(RadiusAttributeType.CallingStationId, text[..names.WriteCallingStationId(who, text)]);
        AddFraming(who, ref writer);
        // Between access concentrator and router nothing tells them.
        if (who.Access == AccessKind.L2tp)
            return;
        writer.Add(RadiusAttributeType.AgentCircuitId, text[..population.WriteCircuitId(who.Number, text)]);
        writer.Add(RadiusAttributeType.AgentRemoteId, text[..population.WriteRemoteId(who.Number, text)]);
    }

    private static void AddFraming(in SyntheticSubscriber who, ref RadiusPacketWriter writer)
    {
        writer.AddNumber(RadiusAttributeType.ServiceType, FramedService);
        if (who.HasPpp)
            writer.AddNumber(RadiusAttributeType.FramedProtocol, PppFraming);
    }

    private static void AddAddresses(in SyntheticSubscriber who, ref RadiusPacketWriter writer)
    {
        if (who.HasIpv4)
            writer.AddIpv4(RadiusAttributeType.FramedIpAddress, who.Addresses.Ipv4);
        if (!who.HasIpv6)
            return;
        writer.AddIpv6Prefix(
            who.HasPpp ? RadiusAttributeType.FramedIpv6Prefix : RadiusAttributeType.DelegatedIpv6Prefix,
            new IpPrefix(who.Ipv6Prefix, PrefixBits)
        );
    }
}
