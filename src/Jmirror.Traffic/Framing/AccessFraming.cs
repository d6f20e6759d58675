using System.Buffers.Binary;
using Jmirror.Protocol.Link;
using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Population;
using Jmirror.Traffic.Sessions;

namespace Jmirror.Traffic.Framing;

/// <summary>The bytes in front of a subscriber's packet on the access link, or between access concentrator and router.</summary>
/// <remarks>
/// <code>
/// IPoE:  | Ethernet, 0 to 2 tags | packet
/// PPPoE: | Ethernet, 0 to 2 tags | 11 00 session, length | PPP protocol | packet
/// L2TP:  | Ethernet | IPv4 | UDP 1701 | 40 02 length, tunnel, session | FF 03 | PPP protocol | packet
/// </code>
/// L2TP messages carry the ids that their receiver assigned. The outer packet is 40 bytes longer than the subscriber's
/// and must not be fragmented: packets of 1500 bytes make frames of 1554, which need a link of MTU 1540. Its UDP
/// checksum is 0, which RFC 2661, section 8.1 allows for data.
/// </remarks>
/// <param name="population">The subscribers.</param>
public sealed class AccessFraming(SubscriberPopulation population)
{
    /// <summary>Longest header, bytes.</summary>
    public const int MaxHeaderLength =
        EthernetView.Length + UdpPacket.Ipv4HeaderLength + L2tpLength + HdlcLength + ProtocolLength;

    private const int ProtocolLength = 2;
    private const int HdlcLength = 2;
    private const ushort AddressAndControl = 0xff03;
    private const int TunnelOffset = 4;
    private const int SessionOffset = 6;
    private const int L2tpLength = 8;
    private const uint L2tpDataWithLength = 0x4002_0000;
    private const uint PppoeSessionPacket = 0x1100_0000;

    private readonly PopulationPlan _plan = population.Plan;
    private readonly TunnelEnds _tunnels = new(population);

    // All subscribers have the same number of tags.
    private readonly int _linkLength = TaggedEthernet.LengthOf(
        population.Plan.OuterVlans is not null,
        population.Plan.InnerVlans is not null
    );

    /// <summary>Length of the header, bytes.</summary>
    /// <param name="who">Whose packet.</param>
    /// <param name="isPpp">
    /// True when the packet is a PPP control packet, which begins with its protocol field; only of subscribers who have
    /// PPP.
    /// </param>
    public int HeaderLength(in SyntheticSubscriber who, bool isPpp)
    {
        var protocol = isPpp ? 0 : ProtocolLength;
        return who.Access switch
        {
            AccessKind.Ipoe => _linkLength,
            AccessKind.Pppoe => _linkLength + PppoeHeader.Length + protocol,
            _ => MaxHeaderLength - ProtocolLength + protocol,
        };
    }

    /// <summary>Writes the header.</summary>
    /// <param name="header">Exactly <see cref="HeaderLength"/> bytes, with anything in them.</param>
    /// <param name="who">Whose packet.</param>
    /// <param name="session">Its session.</param>
    /// <param name="isDownstream">True towards the subscriber.</param>
    /// <param name="isPpp">As for <see cref="HeaderLength"/>.</param>
    /// <param name="isIpv6">True for an IPv6 packet; of no meaning when <paramref name="isPpp"/> is true.</param>
    /// <param name="packetLength">Bytes of the packet, its PPP protocol field included if it begins with one.</param>
    public void Write(
        Span<byte> header,
        in SyntheticSubscriber who,
        in SubscriberSession session,
        bool isDownstream,
        bool isPpp,
        bool isIpv6,
        int packetLength
    )
    {
        switch (who.Access)
        {
            case AccessKind.Ipoe:
                WriteEthernet(header, who, isDownstream, isIpv6 ? EtherType.Ipv6 : EtherType.Ipv4);
                return;
            case AccessKind.Pppoe:
                var length = WriteEthernet(header, who, isDownstream, EtherType.PppoeSession);
                WritePppoe(header[length..], session.LinkSession, packetLength);
                break;
            default:
                WriteL2tp(header, who, session.LinkSession, isDownstream, packetLength);
                break;
        }
        if (!isPpp)
        {
            var protocol = isIpv6 ? PppProtocol.Ipv6 : PppProtocol.Ipv4;
            BinaryPrimitives.WriteUInt16BigEndian(header[^ProtocolLength..], (ushort)protocol);
        }
    }

    private int WriteEthernet(
        Span<byte> header,
        in SyntheticSubscriber who,
        bool isDownstream,
        EtherType type
    )
    {
        var router = _plan.RouterMac;
        var (destination, source) = isDownstream ? (who.Mac, router) : (router, who.Mac);
        return TaggedEthernet.Write(header, destination, source, who.OuterVlan, who.InnerVlan, type);
    }

    // What lies between the PPPoE header and the packet, the protocol field, counts as payload.
    private static void WritePppoe(Span<byte> header, ushort session, int packetLength)
    {
        BinaryPrimitives.WriteUInt32BigEndian(header, PppoeSessionPacket | session);
        var payloadLength = header.Length - PppoeHeader.Length + packetLength;
        BinaryPrimitives.WriteUInt16BigEndian(header[sizeof(uint)..], (ushort)payloadLength);
    }

    private void WriteL2tp(
        Span<byte> header,
        in SyntheticSubscriber who,
        ushort linkSession,
        bool isDownstream,
        int packetLength
    )
    {
        var packet = header[_tunnels.WriteEthernet(header, who.Tunnel, isDownstream)..];
        var message = packet[UdpPacket.Ipv4HeaderLength..];
        var messageLength = message.Length + packetLength;
        UdpPacket.WriteHeader(packet, _tunnels.OfMessage(who.Tunnel, isDownstream), messageLength);

        BinaryPrimitives.WriteUInt32BigEndian(message, L2tpDataWithLength | (ushort)messageLength);
        BinaryPrimitives.WriteUInt16BigEndian(
            message[TunnelOffset..],
            TunnelEnds.IdOfReceiver(who.Tunnel, isDownstream)
        );
        BinaryPrimitives.WriteUInt16BigEndian(
            message[SessionOffset..],
            TunnelEnds.IdOfReceiver(linkSession, isDownstream)
        );
        BinaryPrimitives.WriteUInt16BigEndian(message[L2tpLength..], AddressAndControl);
    }
}
