using System.Text;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;
using Jmirror.Protocol.Ppp;
using Jmirror.Traffic.Framing;
using Jmirror.Traffic.Population;
using Jmirror.Traffic.Sessions;
using Message = Jmirror.Traffic.Signalling.SignallingMessage;

namespace Jmirror.Traffic.Signalling;

/// <summary>LCP, PAP, CHAP, IPCP and IPV6CP between a client and the router.</summary>
/// <remarks>
/// <code>
/// | PPP protocol | code | identifier | length, from the code on | data
/// </code>
/// Formats: RFC 1661, section 5; RFC 1334, section 2; RFC 1994, section 4; RFC 1332, section 3.3; RFC 5072, section 4.1.
/// </remarks>
internal sealed class PppMessages(
    SubscriberPopulation population,
    SignallingOptions options,
    PppCredentials credentials,
    LcpOptions lcp
)
{
    private const byte FirstIdentifier = 1;
    private const byte SecondIdentifier = 2;
    private const byte IpAddress = 3;
    private const byte IpAddressLength = 6;
    private const byte InterfaceIdentifier = 1;
    private const byte InterfaceIdentifierLength = 10;

    private readonly byte[] _routerName = Encoding.UTF8.GetBytes(options.RouterName);
    private readonly ulong _routerInterface = InterfaceId.Of(population.Plan.RouterMac);

    /// <summary>Writes the packet, from its PPP protocol field on, and returns its length.</summary>
    public int Write(
        Message message,
        in SyntheticSubscriber who,
        in SubscriberSession session,
        Span<byte> packet
    )
    {
        var writer = new WireWriter(packet);
        writer.UInt16((ushort)ProtocolOf(message));
        var start = writer.Length;
        writer.Byte(CodeOf(message));
        writer.Byte(IdentifierOf(message));
        var length = writer.Length;
        writer.UInt16(0);
        WriteData(message, who, session, ref writer);
        writer.SetUInt16(length, writer.Length - start);
        return writer.Length;
    }

    private void WriteData(
        Message message,
        in SyntheticSubscriber who,
        in SubscriberSession session,
        ref WireWriter writer
    )
    {
        switch (message)
        {
            case Message.LcpRouterRequest or Message.LcpClientAck:
                lcp.WriteRouters(session, ref writer);
                break;
            case Message.LcpClientRequest or Message.LcpRouterAck:
                lcp.WriteClients(session, ref writer);
                break;
            case Message.PapRequest:
                WritePapRequest(who, session, ref writer);
                break;
            case Message.PapAck:
                writer.Byte(0); // no message
                break;
            case Message.ChapChallenge:
                WriteChapChallenge(session, ref writer);
                break;
            case Message.ChapResponse:
                WriteChapResponse(who, session, ref writer);
                break;
            case Message.IpcpRouterRequest or Message.IpcpClientAck:
                WriteAddress(options.RouterAddress, ref writer);
                break;
            case Message.IpcpClientRequest:
                WriteAddress(default, ref writer);
                break;
            case Message.IpcpNak or Message.IpcpClientSecondRequest or Message.IpcpRouterAck:
                WriteAddress(who.Addresses.Ipv4, ref writer);
                break;
            case Message.Ipv6cpRouterRequest or Message.Ipv6cpClientAck:
                WriteInterface(_routerInterface, ref writer);
                break;
            case Message.Ipv6cpClientRequest or Message.Ipv6cpRouterAck:
                WriteInterface(who.InterfaceId, ref writer);
                break;
            default:
                // CHAP success and the end of the link need no words.
                break;
        }
    }

    private void WritePapRequest(
        in SyntheticSubscriber who,
        in SubscriberSession session,
        ref WireWriter writer
    )
    {
        var text = writer.BeginByteLength();
        writer.Skip(population.WriteUsername(who.Number, writer.Room));
        writer.EndByteLength(text);
        text = writer.BeginByteLength();
        writer.Skip(credentials.WriteProof(who, session, writer.Room));
        writer.EndByteLength(text);
    }

    private void WriteChapChallenge(in SubscriberSession session, ref WireWriter writer)
    {
        writer.Byte(PppCredentials.ChallengeLength);
        credentials.WriteChallenge(session, writer.Room);
        writer.Skip(PppCredentials.ChallengeLength);
        writer.Bytes(_routerName);
    }

    private void WriteChapResponse(
        in SyntheticSubscriber who,
        in SubscriberSession session,
        ref WireWriter writer
    )
    {
        var value = writer.BeginByteLength();
        writer.Skip(credentials.WriteProof(who, session, writer.Room));
        writer.EndByteLength(value);
        writer.Skip(population.WriteUsername(who.Number, writer.Room));
    }

    private static void WriteAddress(Ipv4Address address, ref WireWriter writer)
    {
        writer.Byte(IpAddress);
        writer.Byte(IpAddressLength);
        writer.Ipv4(address);
    }

    private static void WriteInterface(ulong identifier, ref WireWriter writer)
    {
        writer.Byte(InterfaceIdentifier);
        writer.Byte(InterfaceIdentifierLength);
        writer.UInt64(identifier);
    }

    private static PppProtocol ProtocolOf(Message message) =>
        message switch
        {
            Message.PapRequest or Message.PapAck => PppProtocol.Pap,
            Message.ChapChallenge or Message.ChapResponse or Message.ChapSuccess => PppProtocol.Chap,
            >= Message.IpcpRouterRequest and <= Message.IpcpRouterAck => PppProtocol.Ipcp,
            >= Message.Ipv6cpRouterRequest and <= Message.Ipv6cpRouterAck => PppProtocol.Ipv6cp,
            _ => PppProtocol.Lcp,
        };

    private static byte CodeOf(Message message) =>
        message switch
        {
            Message.PapRequest => (byte)PapCode.AuthenticateRequest,
            Message.PapAck => (byte)PapCode.AuthenticateAck,
            Message.ChapChallenge => (byte)ChapCode.Challenge,
            Message.ChapResponse => (byte)ChapCode.Response,
            Message.ChapSuccess => (byte)ChapCode.Success,
            Message.LcpClientAck
            or Message.LcpRouterAck
            or Message.IpcpClientAck
            or Message.IpcpRouterAck
            or Message.Ipv6cpClientAck
            or Message.Ipv6cpRouterAck => (byte)PppCode.ConfigureAck,
            Message.IpcpNak => (byte)PppCode.ConfigureNak,
            Message.LcpTerminateRequest => (byte)PppCode.TerminateRequest,
            Message.LcpTerminateAck => (byte)PppCode.TerminateAck,
            _ => (byte)PppCode.ConfigureRequest,
        };

    // Each side numbers its requests, of each protocol from 1; answers have the number of the request.
    private static byte IdentifierOf(Message message) =>
        message
            is Message.IpcpClientSecondRequest
                or Message.IpcpRouterAck
                or Message.LcpTerminateRequest
                or Message.LcpTerminateAck
            ? SecondIdentifier
            : FirstIdentifier;
}
