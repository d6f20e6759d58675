using System.Buffers.Binary;

namespace Jmirror.Protocol.Mirror;

/// <summary>
/// Recognises a mirror datagram on a UDP port that nobody named, from one datagram. Routers have no default port
/// and the header has no marker, so the mirrored packet must vouch for it: it must be IP or PPP and agree with itself.
/// </summary>
/// <remarks>
/// Random payloads of 1500 bytes pass at a rate below 3e-9. Other tunnels with 8-byte headers in front of IP or PPP
/// are the real danger and are refused by port or form. A mirror that is refused here is still decoded when its port
/// is named.
/// </remarks>
public static class MirrorHeuristic
{
    private const ushort L2tpPort = 1701;
    private const ushort GtpPort = 2152;
    private const ushort LispPort = 4341;
    private const ushort VxlanGpePort = 4790;
    private const ushort GuePort = 6080;
    private const ushort GenevePort = 6081;
    private const ushort MplsOverUdpPort = 6635;

    /// <summary>GTP version 1, protocol type GTP, no options; message type 255, a user packet (3GPP TS 29.281, 5.1).</summary>
    private const ushort GtpUserPacket = 0x30ff;

    /// <summary>L2TPv2 data message with a length field and no other options (RFC 2661, 3.1).</summary>
    private const ushort L2tpDataWithLength = 0x4002;

    /// <summary>L2TPv2 data message with an offset field, which is 0 when the PPP frame follows at once.</summary>
    private const ushort L2tpDataWithOffset = 0x0202;

    /// <summary>L2TPv2 priority bit, set on data messages that carry LCP.</summary>
    private const ushort L2tpPriority = 0x0100;

    private const int Ipv4ChecksumOffset = OuterLayout.ChecksumOffset;
    private const int Ipv6NextHeaderOffset = 6;
    private const int Ipv6HopLimitOffset = 7;
    private const int Ipv6SourceOffset = 8;
    private const int Ipv6DestinationOffset = 24;

    /// <summary>Twelve 32-bit counters (RFC 1989, 2.2).</summary>
    private const int LinkQualityReportLength = 12 * sizeof(uint);

    /// <summary>FF 03 and a 16-bit protocol number: a compressed one is too little to go by, except in front of IP.</summary>
    private const int UncompressedPppHeaderLength = 4;

    private const int ControlLengthOffset = 2;
    private const int ControlHeaderLength = 4;

    /// <summary>Highest code of a PPP control packet: Reset-Ack of CCP (RFC 1962) is 15.</summary>
    private const byte MaxControlCode = 15;

    /// <summary>True when the datagram is, as far as can be told, a mirror datagram.</summary>
    /// <param name="sourcePort">UDP source port.</param>
    /// <param name="destinationPort">UDP destination port.</param>
    /// <param name="udpPayload">The UDP payload, or as much of it as was captured.</param>
    /// <param name="originalLength">Length of the UDP payload on the wire, bytes.</param>
    public static bool Recognises(
        ushort sourcePort,
        ushort destinationPort,
        ReadOnlySpan<byte> udpPayload,
        int originalLength
    )
    {
        if (!MirrorHeader.TryRead(udpPayload, out var header) || header.Version > MirrorHeader.MaxVersion)
            return false;
        var bytes = udpPayload[MirrorHeader.Length..];
        var packet = MirroredPacket.Read(bytes, originalLength - MirrorHeader.Length);
        return packet.Kind != MirroredKind.Unknown
            && IsPlausible(
                packet,
                bytes[packet.Offset..],
                originalLength - MirrorHeader.Length - packet.Offset
            )
            && !IsPortOfOtherTunnel(sourcePort)
            && !IsPortOfOtherTunnel(destinationPort)
            && !IsOtherTunnel(udpPayload, originalLength);
    }

    private static bool IsPlausible(in MirroredPacket packet, ReadOnlySpan<byte> bytes, int originalLength) =>
        packet.IpVersion switch
        {
            4 => packet.Faults == MirrorFaults.None
                || (packet.Faults == MirrorFaults.BadPayloadChecksum && HasNoChecksum(bytes)),
            6 => packet.Faults == MirrorFaults.None && IsPlausibleIpv6(bytes),
            _ => packet.Faults == MirrorFaults.None
                && packet.Offset == UncompressedPppHeaderLength
                && IsPlausiblePpp(packet.PppProtocol, bytes, originalLength),
        };

    // Packets captured in front of a network card that computes the checksum have 0 there.
    private static bool HasNoChecksum(ReadOnlySpan<byte> ipv4) =>
        BinaryPrimitives.ReadUInt16BigEndian(ipv4[Ipv4ChecksumOffset..]) == 0;

    // IPv6 has no checksum: its length field alone would let one random payload in two million pass.
    private static bool IsPlausibleIpv6(ReadOnlySpan<byte> ipv6) =>
        ipv6[Ipv6HopLimitOffset] != 0
        && IsKnownNextHeader(ipv6[Ipv6NextHeaderOffset])
        && IsAllocatedUnicast(ipv6[Ipv6SourceOffset])
        && (ipv6[Ipv6DestinationOffset] == 0xff || IsAllocatedUnicast(ipv6[Ipv6DestinationOffset]));

    // Hop-by-hop, ICMP, IPv4, TCP, UDP, DCCP, IPv6, routing, fragment, RSVP, GRE, ESP, AH, ICMPv6, none, destination
    // options, EIGRP, OSPF, PIM, VRRP, L2TPv3, SCTP, mobility, UDP-Lite, MPLS, HIP, Shim6, Ethernet.
    private static bool IsKnownNextHeader(byte protocol) =>
        protocol
            is 0
                or 1
                or 4
                or 6
                or 17
                or 33
                or 41
                or 43
                or 44
                or 46
                or 47
                or 50
                or 51
                or 58
                or 59
                or 60
                or 88
                or 89
                or 103
                or 112
                or 115
                or 132
                or 135
                or 136
                or 137
                or 139
                or 140
                or 143;

    // First byte of the unicast blocks in the IANA registry: ::/8 (unspecified, embedded IPv4), 2000::/3, fc00::/7,
    // fe80::/10.
    private static bool IsAllocatedUnicast(byte first) =>
        first is 0x00 or (>= 0x20 and <= 0x3f) or 0xfc or 0xfd or 0xfe;

    private static bool IsPlausiblePpp(ushort protocol, ReadOnlySpan<byte> information, int originalLength) =>
        protocol switch
        {
            // Van Jacobson, MPLS, multilink, compressed and bridged data: FF 03 and the number are all there is to see.
            0x002d or 0x002f or 0x003d or 0x0281 or 0x0283 or 0x00fb or 0x00fd or 0x0031 => originalLength
                > 0,
            // Link-Quality-Report: counters without a code.
            0xc025 => originalLength >= LinkQualityReportLength,
            // LCP, PAP, CHAP, EAP, BACP and the network control protocols: code, identifier, length.
            0xc021 or 0xc023 or 0xc223 or 0xc227 or 0xc02b or (>= 0x8000 and < 0xc000) => IsControlPacket(
                information,
                originalLength
            ),
            _ => false,
        };

    private static bool IsControlPacket(ReadOnlySpan<byte> packet, int originalLength)
    {
        if (packet.Length < ControlHeaderLength || packet[0] > MaxControlCode)
            return false;
        // RFC 1661, 5: bytes beyond the length are padding.
        var length = BinaryPrimitives.ReadUInt16BigEndian(packet[ControlLengthOffset..]);
        return length >= ControlHeaderLength && length <= originalLength;
    }

    private static bool IsPortOfOtherTunnel(ushort port) =>
        port is L2tpPort or GtpPort or LispPort or VxlanGpePort or GuePort or GenevePort or MplsOverUdpPort;

    // The lengths in these forms fit by design, not by chance, so they are refused on every port.
    private static bool IsOtherTunnel(ReadOnlySpan<byte> udpPayload, int originalLength)
    {
        var first = BinaryPrimitives.ReadUInt16BigEndian(udpPayload);
        var second = BinaryPrimitives.ReadUInt16BigEndian(udpPayload[sizeof(ushort)..]);
        var last = BinaryPrimitives.ReadUInt16BigEndian(udpPayload[(MirrorHeader.Length - sizeof(ushort))..]);
        return first == GtpUserPacket && second == originalLength - MirrorHeader.Length
            || (first & ~L2tpPriority) == L2tpDataWithLength && second == originalLength
            || (first & ~L2tpPriority) == L2tpDataWithOffset && last == 0;
    }
}
