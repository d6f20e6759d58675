using Jmirror.Protocol.Dhcp;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;
using Jmirror.Traffic.Framing;
using Jmirror.Traffic.Population;
using Jmirror.Traffic.Sessions;
using Message = Jmirror.Traffic.Signalling.SignallingMessage;

namespace Jmirror.Traffic.Signalling;

/// <summary>DHCP between a client without PPP and the router, which is the server.</summary>
/// <remarks>
/// The access node in between is a layer 2 relay agent (TR-101, section 3.8.1): it adds option 82 to what the client
/// sends, and leaves giaddr alone; the server gives the option back. Formats: RFC 2131, RFC 2132, RFC 3046.
/// </remarks>
internal sealed class DhcpMessages(
    SubscriberPopulation population,
    SignallingOptions options,
    SessionNumbers numbers
)
{
    private const byte BootRequest = 1;
    private const byte BootReply = 2;
    private const byte Ethernet = 1;
    private const int HardwarePadding = 10;
    private const int NamesLength = 64 + 128;
    private const uint Magic = 0x6382_5363;

    // RFC 1542, section 2.1: relays may discard what is shorter.
    private const int ShortestMessage = 300;

    private const byte SubnetMask = 1;
    private const byte Router = 3;
    private const byte CircuitId = 1;
    private const byte RemoteId = 2;
    private static readonly Ipv4Address HostMask = new(uint.MaxValue);
    private static readonly Ipv4Address Everybody = new(uint.MaxValue);

    /// <summary>Writes the IPv4 packet of a message and returns its length.</summary>
    public int Write(
        Message message,
        in SyntheticSubscriber who,
        in SubscriberSession session,
        Span<byte> packet
    )
    {
        var length = UdpPacket.Ipv4HeaderLength + WriteMessage(message, who, session, packet);
        UdpPacket.Complete(packet[..length], EndsOf(message, who));
        return length;
    }

    private int WriteMessage(
        Message message,
        in SyntheticSubscriber who,
        in SubscriberSession session,
        Span<byte> packet
    )
    {
        var writer = new WireWriter(packet[UdpPacket.Ipv4HeaderLength..]);
        writer.Byte(message.IsDownstream() ? BootReply : BootRequest);
        writer.Byte(Ethernet);
        writer.Byte(MacAddress.Length);
        writer.Byte(0); // hops
        writer.UInt32((uint)numbers.Of(session, NumberUse.DhcpTransaction));
        writer.UInt32(0); // seconds, flags
        writer.Ipv4(message == Message.DhcpRelease ? who.Addresses.Ipv4 : default);
        writer.Ipv4(message.IsDownstream() ? who.Addresses.Ipv4 : default);
        writer.Zeros(2 * Ipv4Address.Length); // next server, relay
        writer.Mac(who.Mac);
        writer.Zeros(HardwarePadding + NamesLength);
        writer.UInt32(Magic);
        WriteOptions(message, who, ref writer);
        writer.Byte((byte)DhcpOption.End);
        writer.Zeros(Math.Max(0, ShortestMessage - writer.Length));
        return writer.Length;
    }

    private void WriteOptions(Message message, in SyntheticSubscriber who, ref WireWriter writer)
    {
        Begin(ref writer, DhcpOption.MessageType, 1);
        writer.Byte((byte)TypeOf(message));
        if (message == Message.DhcpRequest)
            WriteAddress(ref writer, DhcpOption.RequestedAddress, who.Addresses.Ipv4);
        if (message != Message.DhcpDiscover)
            WriteAddress(ref writer, DhcpOption.ServerIdentifier, options.RouterAddress);
        if (message.IsDownstream())
        {
            Begin(ref writer, DhcpOption.LeaseTime, sizeof(uint));
            writer.UInt32(options.LeaseTime);
            WriteAddress(ref writer, (DhcpOption)SubnetMask, HostMask);
            WriteAddress(ref writer, (DhcpOption)Router, options.RouterAddress);
        }
        WriteLine(who, ref writer);
    }

    private void WriteLine(in SyntheticSubscriber who, ref WireWriter writer)
    {
        writer.Byte((byte)DhcpOption.RelayAgentInformation);
        var option = writer.BeginByteLength();
        writer.Byte(CircuitId);
        var id = writer.BeginByteLength();
        writer.Skip(population.WriteCircuitId(who.Number, writer.Room));
        writer.EndByteLength(id);
        writer.Byte(RemoteId);
        id = writer.BeginByteLength();
        writer.Skip(population.WriteRemoteId(who.Number, writer.Room));
        writer.EndByteLength(id);
        writer.EndByteLength(option);
    }

    private static void WriteAddress(ref WireWriter writer, DhcpOption option, Ipv4Address address)
    {
        Begin(ref writer, option, Ipv4Address.Length);
        writer.Ipv4(address);
    }

    private static void Begin(ref WireWriter writer, DhcpOption option, byte length)
    {
        writer.Byte((byte)option);
        writer.Byte(length);
    }

    // The client has no address before the ACK; the router answers to the one that it will have.
    private UdpEnds EndsOf(Message message, in SyntheticSubscriber who) =>
        message switch
        {
            Message.DhcpRelease => new UdpEnds(
                who.Addresses.Ipv4,
                DhcpView.ClientPort,
                options.RouterAddress,
                DhcpView.ServerPort
            ),
            Message.DhcpDiscover or Message.DhcpRequest => new UdpEnds(
                default,
                DhcpView.ClientPort,
                Everybody,
                DhcpView.ServerPort
            ),
            _ => new UdpEnds(
                options.RouterAddress,
                DhcpView.ServerPort,
                who.Addresses.Ipv4,
                DhcpView.ClientPort
            ),
        };

    private static DhcpMessageType TypeOf(Message message) =>
        message switch
        {
            Message.DhcpDiscover => DhcpMessageType.Discover,
            Message.DhcpOffer => DhcpMessageType.Offer,
            Message.DhcpRequest => DhcpMessageType.Request,
            Message.DhcpAck => DhcpMessageType.Ack,
            _ => DhcpMessageType.Release,
        };
}
