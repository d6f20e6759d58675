using Jmirror.Protocol.Ip;
using Jmirror.Traffic.Framing;
using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Population;
using Message = Jmirror.Traffic.Signalling.SignallingMessage;

namespace Jmirror.Traffic.Signalling;

/// <summary>The client looks for its router, the router presents itself.</summary>
/// <remarks>
/// Inside PPP the advertisement gives the client its /64, to make itself an address of. Without PPP it says that DHCPv6
/// gives more, and is sent to the one station. Formats: RFC 4861, section 4.
/// </remarks>
internal sealed class RouterMessages(PopulationPlan plan, SignallingOptions options)
{
    private const byte HopLimit = 255;
    private const byte AdvertisedHopLimit = 64;
    private const byte OtherConfiguration = 0x40;
    private const ushort RouterLifetime = 1800;
    private const byte PrefixInformation = 3;
    private const byte PrefixInformationUnits = 4;
    private const byte PrefixBits = 64;

    // Not on-link: the other hosts of the prefix, if any, are behind the client.
    private const byte Autonomous = 0x40;
    private const int ChecksumOffset = 2;
    private const int AddressesOffset = 8;

    /// <summary>Writes the IPv6 packet of a message and returns its length.</summary>
    public int Write(Message message, in SyntheticSubscriber who, Span<byte> packet)
    {
        var client = LinkAddress.Of(who.Mac);
        var router = LinkAddress.Of(plan.RouterMac);
        var isAdvertisement = message == Message.RouterAdvertisement;
        var (source, destination) = isAdvertisement ? (router, client) : (client, LinkAddress.AllRouters);

        var writer = new WireWriter(packet[Ipv6View.Length..]);
        if (isAdvertisement)
            WriteAdvertisement(who, ref writer);
        else
            WriteSolicitation(ref writer);
        packet = packet[..(Ipv6View.Length + writer.Length)];
        UdpPacket.WriteIpv6Header(packet, source, destination, IpProtocol.Icmpv6, HopLimit);
        var sum = TransportChecksum.PseudoHeaderSum(
            packet[AddressesOffset..Ipv6View.Length],
            IpProtocol.Icmpv6,
            writer.Length
        );
        writer.SetUInt16(ChecksumOffset, TransportChecksum.Compute(sum, writer.Written, IpProtocol.Icmpv6));
        return packet.Length;
    }

    private static void WriteSolicitation(ref WireWriter writer)
    {
        writer.Byte((byte)NeighbourDiscoveryType.RouterSolicitation);
        writer.Byte(0); // code
        writer.UInt16(0); // checksum
        writer.UInt32(0);
    }

    private void WriteAdvertisement(in SyntheticSubscriber who, ref WireWriter writer)
    {
        writer.Byte((byte)NeighbourDiscoveryType.RouterAdvertisement);
        writer.Byte(0); // code
        writer.UInt16(0); // checksum
        writer.Byte(AdvertisedHopLimit);
        writer.Byte(who.HasPpp ? (byte)0 : OtherConfiguration);
        writer.UInt16(RouterLifetime);
        writer.UInt64(0); // reachable time, retransmission timer: not told
        if (!who.HasPpp)
            return;
        writer.Byte(PrefixInformation);
        writer.Byte(PrefixInformationUnits);
        writer.Byte(PrefixBits);
        writer.Byte(Autonomous);
        writer.UInt32(options.LeaseTime); // valid
        writer.UInt32(options.LeaseTime); // preferred
        writer.UInt32(0);
        writer.UInt128(who.Ipv6Prefix);
    }
}
