using Jmirror.Protocol.Dhcp;
using Jmirror.Protocol.Link;
using Jmirror.Traffic.Framing;
using Jmirror.Traffic.Population;
using Jmirror.Traffic.Sessions;
using Message = Jmirror.Traffic.Signalling.SignallingMessage;

namespace Jmirror.Traffic.Signalling;

/// <summary>DHCPv6 between a client without PPP and the router, which delegates the client's /64 to it.</summary>
/// <remarks>
/// <code>
/// | relay-forward or -reply, hops 0, link ::, peer: the client | interface id | remote id | relay message:
///   | type, transaction id | client DUID | server DUID | elapsed time | IA_PD: | prefix |
/// </code>
/// The access node is a lightweight relay (RFC 6221): it puts what the client sends into an envelope that names the
/// line, and keeps the client's addresses. Formats: RFC 8415, section 9 and 21; RFC 4649.
/// </remarks>
internal sealed class Dhcpv6Messages(
    SubscriberPopulation population,
    SignallingOptions options,
    SessionNumbers numbers
)
{
    // Broadband Forum, whose TR-101 the remote id is of.
    private const uint Enterprise = 3561;
    private const ushort ElapsedTime = 8;
    private const ushort LinkLayerDuid = 3;
    private const ushort EthernetHardware = 1;
    private const int DuidLength = 10;
    private const uint Association = 1;
    private const byte PrefixBits = 64;
    private const uint TransactionMask = 0xff_ffff;

    /// <summary>Writes the IPv6 packet of a message and returns its length.</summary>
    public int Write(
        Message message,
        in SyntheticSubscriber who,
        in SubscriberSession session,
        Span<byte> packet
    )
    {
        var client = LinkAddress.Of(who.Mac);
        var ends = message.IsDownstream()
            ? new UdpEnds6(RouterAddress, Dhcpv6View.ServerPort, client, Dhcpv6View.ServerPort)
            : new UdpEnds6(client, Dhcpv6View.ServerPort, LinkAddress.AllDhcpAgents, Dhcpv6View.ServerPort);
        var writer = new WireWriter(packet[UdpPacket.Ipv6HeaderLength..]);
        WriteEnvelope(message, who, session, ref writer);
        var length = UdpPacket.Ipv6HeaderLength + writer.Length;
        UdpPacket.Complete(packet[..length], ends);
        return length;
    }

    private UInt128 RouterAddress => LinkAddress.Of(population.Plan.RouterMac);

    private void WriteEnvelope(
        Message message,
        in SyntheticSubscriber who,
        in SubscriberSession session,
        ref WireWriter writer
    )
    {
        var isReply = message.IsDownstream();
        writer.Byte((byte)(isReply ? Dhcpv6MessageType.RelayReply : Dhcpv6MessageType.RelayForward));
        writer.Byte(0); // hops
        writer.UInt128(UInt128.Zero); // link address: none
        writer.UInt128(LinkAddress.Of(who.Mac));

        var option = Begin(ref writer, Dhcpv6Option.InterfaceId);
        writer.Skip(population.WriteCircuitId(who.Number, writer.Room));
        writer.EndUInt16Length(option);
        if (!isReply)
        {
            option = Begin(ref writer, Dhcpv6Option.RemoteId);
            writer.UInt32(Enterprise);
            writer.Skip(population.WriteRemoteId(who.Number, writer.Room));
            writer.EndUInt16Length(option);
        }
        option = Begin(ref writer, Dhcpv6Option.RelayMessage);
        WriteMessage(message, who, session, ref writer);
        writer.EndUInt16Length(option);
    }

    private void WriteMessage(
        Message message,
        in SyntheticSubscriber who,
        in SubscriberSession session,
        ref WireWriter writer
    )
    {
        var transaction = (uint)numbers.Of(session, TransactionOf(message)) & TransactionMask;
        writer.UInt32(((uint)TypeOf(message) << 24) | transaction);
        WriteDuid(ref writer, Dhcpv6Option.ClientId, who.Mac);
        if (message != Message.Dhcpv6Solicit)
            WriteDuid(ref writer, Dhcpv6Option.ServerId, population.Plan.RouterMac);
        if (!message.IsDownstream())
        {
            writer.UInt16(ElapsedTime);
            writer.UInt16(sizeof(ushort));
            writer.UInt16(0);
        }
        // A reply to a release says only that all is well: success is what no status option means.
        if (message != Message.Dhcpv6ReleaseReply)
            WriteAssociation(message, who, ref writer);
    }

    private void WriteAssociation(Message message, in SyntheticSubscriber who, ref WireWriter writer)
    {
        // Clients leave the times to the server.
        var lifetime = message.IsDownstream() ? options.LeaseTime : 0;
        var association = Begin(ref writer, Dhcpv6Option.PrefixAssociation);
        writer.UInt32(Association);
        writer.UInt32(lifetime / 2); // T1: renew
        writer.UInt32((uint)(lifetime * 4ul / 5)); // T2: rebind
        if (message != Message.Dhcpv6Solicit)
        {
            var prefix = Begin(ref writer, Dhcpv6Option.Prefix);
            writer.UInt32(lifetime); // preferred
            writer.UInt32(lifetime); // valid
            writer.Byte(PrefixBits);
            writer.UInt128(who.Ipv6Prefix);
            writer.EndUInt16Length(prefix);
        }
        writer.EndUInt16Length(association);
    }

    private static void WriteDuid(ref WireWriter writer, Dhcpv6Option option, MacAddress mac)
    {
        writer.UInt16((ushort)option);
        writer.UInt16(DuidLength);
        writer.UInt16(LinkLayerDuid);
        writer.UInt16(EthernetHardware);
        writer.Mac(mac);
    }

    private static int Begin(ref WireWriter writer, Dhcpv6Option option)
    {
        writer.UInt16((ushort)option);
        return writer.BeginUInt16Length();
    }

    private static NumberUse TransactionOf(Message message) =>
        message switch
        {
            Message.Dhcpv6Solicit or Message.Dhcpv6Advertise => NumberUse.Dhcpv6Solicit,
            Message.Dhcpv6Request or Message.Dhcpv6Reply => NumberUse.Dhcpv6Request,
            _ => NumberUse.Dhcpv6Release,
        };

    private static Dhcpv6MessageType TypeOf(Message message) =>
        message switch
        {
            Message.Dhcpv6Solicit => Dhcpv6MessageType.Solicit,
            Message.Dhcpv6Advertise => Dhcpv6MessageType.Advertise,
            Message.Dhcpv6Request => Dhcpv6MessageType.Request,
            Message.Dhcpv6Release => Dhcpv6MessageType.Release,
            _ => Dhcpv6MessageType.Reply,
        };
}
