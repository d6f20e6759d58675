using System.Buffers.Binary;
using Jmirror.Protocol.Ip;

namespace Jmirror.Traffic.Framing;

/// <summary>The two ends of a UDP datagram over IPv4.</summary>
internal readonly record struct UdpEnds(
    Ipv4Address Source,
    ushort SourcePort,
    Ipv4Address Destination,
    ushort DestinationPort
);

/// <summary>The two ends of a UDP datagram over IPv6; addresses are 16 bytes as a number, first byte highest.</summary>
internal readonly record struct UdpEnds6(
    UInt128 Source,
    ushort SourcePort,
    UInt128 Destination,
    ushort DestinationPort
);

/// <summary>IP and UDP headers in front of a datagram's payload.</summary>
/// <remarks>
/// <code>
///  0 | 45 00 | total length | identification 0 | 40 00: do not fragment | TTL | 11 | checksum |
/// 12 | source address | destination address |
/// 20 | source port | destination port | UDP length | checksum |
/// </code>
/// The identification may be 0, because the packet is never fragmented (RFC 6864, section 4.1).
/// </remarks>
internal static class UdpPacket
{
    /// <summary>Bytes in front of the payload over IPv4.</summary>
    public const int Ipv4HeaderLength = Ipv4View.MinLength + UdpView.HeaderLength;

    /// <summary>Bytes in front of the payload over IPv6.</summary>
    public const int Ipv6HeaderLength = Ipv6View.Length + UdpView.HeaderLength;

    private const int Ipv4AddressesOffset = 12;
    private const int Ipv4ChecksumOffset = 10;
    private const int Ipv6AddressesOffset = 8;
    private const int UdpChecksumOffset = 6;
    private const uint Ipv4Start = 0x4500_0000;
    private const uint DoNotFragment = 0x0000_4000;
    private const uint Ipv6Start = 0x6000_0000;

    private const byte TimeToLive = 64;

    /// <summary>Writes both headers, without UDP checksum: RFC 768 has 0 for it.</summary>
    /// <param name="header">The first <see cref="Ipv4HeaderLength"/> bytes of the packet.</param>
    /// <param name="ends">From where to where.</param>
    /// <param name="payloadLength">Bytes of the payload.</param>
    public static void WriteHeader(Span<byte> header, in UdpEnds ends, int payloadLength)
    {
        header = header[..Ipv4HeaderLength];
        BinaryPrimitives.WriteUInt32BigEndian(header, Ipv4Start | (uint)(Ipv4HeaderLength + payloadLength));
        BinaryPrimitives.WriteUInt32BigEndian(header[4..], DoNotFragment);
        BinaryPrimitives.WriteUInt32BigEndian(header[8..], (TimeToLive << 24) | ((uint)IpProtocol.Udp << 16));
        ends.Source.Write(header[Ipv4AddressesOffset..]);
        ends.Destination.Write(header[(Ipv4AddressesOffset + Ipv4Address.Length)..]);
        BinaryPrimitives.WriteUInt16BigEndian(
            header[Ipv4ChecksumOffset..],
            InternetChecksum.Compute(header[..Ipv4View.MinLength])
        );
        WritePorts(header[Ipv4View.MinLength..], ends.SourcePort, ends.DestinationPort, payloadLength);
    }

    /// <summary>Writes both headers, with UDP checksum.</summary>
    /// <param name="packet">The whole packet; the payload stands behind the first <see cref="Ipv4HeaderLength"/> bytes.</param>
    /// <param name="ends">From where to where.</param>
    public static void Complete(Span<byte> packet, in UdpEnds ends)
    {
        WriteHeader(packet, ends, packet.Length - Ipv4HeaderLength);
        WriteUdpChecksum(packet[Ipv4View.MinLength..], packet[Ipv4AddressesOffset..Ipv4View.MinLength]);
    }

    /// <summary>Writes both headers over IPv6, where the checksum must be.</summary>
    /// <param name="packet">The whole packet; the payload stands behind the first <see cref="Ipv6HeaderLength"/> bytes.</param>
    /// <param name="ends">From where to where.</param>
    public static void Complete(Span<byte> packet, in UdpEnds6 ends)
    {
        WriteIpv6Header(packet, ends.Source, ends.Destination, IpProtocol.Udp, TimeToLive);
        WritePorts(
            packet[Ipv6View.Length..],
            ends.SourcePort,
            ends.DestinationPort,
            packet.Length - Ipv6HeaderLength
        );
        WriteUdpChecksum(packet[Ipv6View.Length..], packet[Ipv6AddressesOffset..Ipv6View.Length]);
    }

    /// <summary>Writes the IPv6 header of a whole packet; traffic class and flow label are 0.</summary>
    public static void WriteIpv6Header(
        Span<byte> packet,
        UInt128 source,
        UInt128 destination,
        IpProtocol protocol,
        byte hopLimit
    )
    {
        BinaryPrimitives.WriteUInt32BigEndian(packet, Ipv6Start);
        BinaryPrimitives.WriteUInt16BigEndian(packet[4..], (ushort)(packet.Length - Ipv6View.Length));
        packet[6] = (byte)protocol;
        packet[7] = hopLimit;
        BinaryPrimitives.WriteUInt128BigEndian(packet[Ipv6AddressesOffset..], source);
        BinaryPrimitives.WriteUInt128BigEndian(packet[(Ipv6AddressesOffset + 16)..], destination);
    }

    private static void WritePorts(Span<byte> udp, ushort source, ushort destination, int payloadLength)
    {
        BinaryPrimitives.WriteUInt16BigEndian(udp, source);
        BinaryPrimitives.WriteUInt16BigEndian(udp[2..], destination);
        // The checksum behind the length stays 0.
        BinaryPrimitives.WriteUInt32BigEndian(udp[4..], (uint)(UdpView.HeaderLength + payloadLength) << 16);
    }

    private static void WriteUdpChecksum(Span<byte> udp, ReadOnlySpan<byte> addresses)
    {
        var sum = TransportChecksum.PseudoHeaderSum(addresses, IpProtocol.Udp, udp.Length);
        BinaryPrimitives.WriteUInt16BigEndian(
            udp[UdpChecksumOffset..],
            TransportChecksum.Compute(sum, udp, IpProtocol.Udp)
        );
    }
}
