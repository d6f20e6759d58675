using System.Text;
using Jmirror.Protocol.L2tp;
using Jmirror.Traffic.Framing;
using Jmirror.Traffic.Population;
using Jmirror.Traffic.Sessions;
using Message = Jmirror.Traffic.Signalling.SignallingMessage;

namespace Jmirror.Traffic.Signalling;

/// <summary>L2TP control messages between access concentrators (LAC) and the router, the network server (LNS).</summary>
/// <remarks>
/// <code>
/// | c8 02 | length | tunnel | session | Ns | Nr | AVPs: M and length, vendor 0, type, value
/// </code>
/// The access concentrator has authenticated the caller and passes on what it was told (proxy LCP and authentication);
/// the router nevertheless begins PPP anew. Format: RFC 2661, sections 3.1 and 4.
/// </remarks>
internal sealed class L2tpMessages(
    SubscriberPopulation population,
    SignallingOptions options,
    PppCredentials credentials,
    LcpOptions lcp,
    LineNames names,
    TunnelBook book
)
{
    private const ushort FlagsAndVersion = 0xc802;
    private const ushort ProtocolVersion = 0x0100;
    private const uint Synchronous = 1;
    private const uint AsynchronousAndSynchronous = 3;
    private const ushort ReceiveWindow = 16;
    private const uint ConnectSpeed = 100_000_000;
    private const ushort LossOfCarrier = 1;
    private const ushort ProxyChap = 2;
    private const ushort ProxyPap = 3;

    private readonly byte[] _routerName = Encoding.UTF8.GetBytes(options.RouterName);

    /// <summary>Writes the UDP payload and returns its length.</summary>
    public int Write(
        Message message,
        in SyntheticSubscriber who,
        in SubscriberSession session,
        Span<byte> datagram
    )
    {
        var isDownstream = message.IsDownstream();
        var type = TypeOf(message);
        var (ns, nr) = book.Count(who.Tunnel, isDownstream, type == L2tpMessageType.None);
        var writer = new WireWriter(datagram);
        writer.UInt16(FlagsAndVersion);
        var length = writer.Length;
        writer.UInt16(0);
        // Until they are told, ids are 0.
        writer.UInt16(
            message == Message.TunnelRequest ? 0 : TunnelEnds.IdOfReceiver(who.Tunnel, isDownstream)
        );
        writer.UInt16(
            message is Message.CallReply or Message.CallConnected or Message.CallDisconnect
                ? TunnelEnds.IdOfReceiver(session.LinkSession, isDownstream)
                : 0
        );
        writer.UInt16(ns);
        writer.UInt16(nr);
        if (type != L2tpMessageType.None)
        {
            AvpWriter.UInt16(ref writer, L2tpAvpType.MessageType, (ushort)type);
            WriteAvps(type, who, session, ref writer);
        }
        writer.SetUInt16(length, writer.Length);
        return writer.Length;
    }

    private void WriteAvps(
        L2tpMessageType type,
        in SyntheticSubscriber who,
        in SubscriberSession session,
        ref WireWriter writer
    )
    {
        var (lacTunnel, lnsTunnel) = (who.Tunnel, TunnelEnds.LnsIdOf(who.Tunnel));
        var (lacSession, lnsSession) = (session.LinkSession, TunnelEnds.LnsIdOf(session.LinkSession));
        switch (type)
        {
            case L2tpMessageType.StartRequest:
                WriteLacName(who.Tunnel, ref writer);
                WriteTunnelEnd(lacTunnel, ref writer);
                break;
            case L2tpMessageType.StartReply:
                var name = AvpWriter.Begin(ref writer, L2tpAvpType.HostName);
                writer.Bytes(_routerName);
                AvpWriter.End(ref writer, name);
                WriteTunnelEnd(lnsTunnel, ref writer);
                break;
            case L2tpMessageType.IncomingCallRequest:
                AvpWriter.UInt16(ref writer, L2tpAvpType.AssignedSession, lacSession);
                AvpWriter.UInt32(ref writer, L2tpAvpType.CallSerialNumber, session.SessionId);
                var number = AvpWriter.Begin(ref writer, L2tpAvpType.CallingNumber);
                writer.Skip(names.WriteCallingStationId(who, writer.Room));
                AvpWriter.End(ref writer, number);
                break;
            case L2tpMessageType.IncomingCallReply:
                AvpWriter.UInt16(ref writer, L2tpAvpType.AssignedSession, lnsSession);
                break;
            case L2tpMessageType.IncomingCallConnected:
                AvpWriter.UInt32(ref writer, L2tpAvpType.ConnectSpeed, ConnectSpeed);
                AvpWriter.UInt32(ref writer, L2tpAvpType.FramingType, Synchronous);
                WriteProxyLcp(session, ref writer);
                WriteProxyAuthentication(who, session, ref writer);
                break;
            case L2tpMessageType.DisconnectNotification:
                AvpWriter.UInt16(ref writer, L2tpAvpType.ResultCode, LossOfCarrier);
                AvpWriter.UInt16(ref writer, L2tpAvpType.AssignedSession, lacSession);
                break;
            default:
                break;
        }
    }

    private static void WriteLacName(ushort tunnel, ref WireWriter writer)
    {
        var name = AvpWriter.Begin(ref writer, L2tpAvpType.HostName);
        writer.Bytes("lac"u8);
        writer.Decimal(tunnel);
        AvpWriter.End(ref writer, name);
    }

    private static void WriteTunnelEnd(ushort assigned, ref WireWriter writer)
    {
        AvpWriter.UInt16(ref writer, L2tpAvpType.ProtocolVersion, ProtocolVersion);
        AvpWriter.UInt32(ref writer, L2tpAvpType.FramingCapabilities, AsynchronousAndSynchronous);
        AvpWriter.UInt16(ref writer, L2tpAvpType.AssignedTunnel, assigned);
        AvpWriter.UInt16(ref writer, L2tpAvpType.ReceiveWindowSize, ReceiveWindow);
    }

    // To the client the access concentrator was the router.
    private void WriteProxyLcp(in SubscriberSession session, ref WireWriter writer)
    {
        var avp = AvpWriter.Begin(ref writer, L2tpAvpType.InitialReceivedLcpRequest);
        lcp.WriteClients(session, ref writer);
        AvpWriter.End(ref writer, avp);
        avp = AvpWriter.Begin(ref writer, L2tpAvpType.LastSentLcpRequest);
        lcp.WriteRouters(session, ref writer);
        AvpWriter.End(ref writer, avp);
        avp = AvpWriter.Begin(ref writer, L2tpAvpType.LastReceivedLcpRequest);
        lcp.WriteClients(session, ref writer);
        AvpWriter.End(ref writer, avp);
    }

    private void WriteProxyAuthentication(
        in SyntheticSubscriber who,
        in SubscriberSession session,
        ref WireWriter writer
    )
    {
        var avp = AvpWriter.Begin(ref writer, L2tpAvpType.ProxyAuthenticationType);
        writer.UInt16(credentials.IsPap ? ProxyPap : ProxyChap);
        AvpWriter.End(ref writer, avp);
        avp = AvpWriter.Begin(ref writer, L2tpAvpType.ProxyAuthenticationName);
        writer.Skip(population.WriteUsername(who.Number, writer.Room));
        AvpWriter.End(ref writer, avp);
        if (!credentials.IsPap)
        {
            avp = AvpWriter.Begin(ref writer, L2tpAvpType.ProxyAuthenticationChallenge);
            credentials.WriteChallenge(session, writer.Room);
            writer.Skip(PppCredentials.ChallengeLength);
            AvpWriter.End(ref writer, avp);
        }
        avp = AvpWriter.Begin(ref writer, L2tpAvpType.ProxyAuthenticationId);
        writer.UInt16(PppCredentials.Identifier);
        AvpWriter.End(ref writer, avp);
        avp = AvpWriter.Begin(ref writer, L2tpAvpType.ProxyAuthenticationResponse);
        writer.Skip(credentials.WriteProof(who, session, writer.Room));
        AvpWriter.End(ref writer, avp);
    }

    private static L2tpMessageType TypeOf(Message message) =>
        message switch
        {
            Message.TunnelRequest => L2tpMessageType.StartRequest,
            Message.TunnelReply => L2tpMessageType.StartReply,
            Message.TunnelConnected => L2tpMessageType.StartConnected,
            Message.CallRequest => L2tpMessageType.IncomingCallRequest,
            Message.CallReply => L2tpMessageType.IncomingCallReply,
            Message.CallConnected => L2tpMessageType.IncomingCallConnected,
            Message.CallDisconnect => L2tpMessageType.DisconnectNotification,
            _ => L2tpMessageType.None,
        };
}
