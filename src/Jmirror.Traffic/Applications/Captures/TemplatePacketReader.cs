using System.Buffers.Binary;
using Jmirror.Protocol.Ip;

namespace Jmirror.Traffic.Applications.Captures;

/// <summary>Finds what must change in a captured packet when the subscriber's address does.</summary>
internal static class TemplatePacketReader
{
    private const int TcpChecksumOffset = 16;
    private const int UdpChecksumOffset = 6;
    private const int DccpChecksumOffset = 6;
    private const int Icmpv6ChecksumOffset = 2;
    private const int ChecksumLength = 2;

    /// <summary>Reads a packet that the dissector has found whole.</summary>
    /// <param name="memory">The template's.</param>
    /// <param name="offset">Where the packet begins in it.</param>
    /// <param name="length">Of the packet, bytes.</param>
    /// <param name="isIpv6">Its family.</param>
    /// <param name="isDownstream">The subscriber's address is the destination.</param>
    public static TemplatePacket Read(
        ReadOnlySpan<byte> memory,
        int offset,
        int length,
        bool isIpv6,
        bool isDownstream
    )
    {
        var bytes = memory.Slice(offset, length);
        var checksumOffset = isIpv6
            ? FindChecksum6(bytes, out var protocol)
            : FindChecksum4(bytes, out protocol);
        var isUdp = protocol == IpProtocol.Udp;
        if (
            checksumOffset + ChecksumLength > length
            || (isUdp && BinaryPrimitives.ReadUInt16BigEndian(bytes[checksumOffset..]) == 0)
        )
            checksumOffset = 0;
        var packet = new TemplatePacket(offset, length, isIpv6, isDownstream, checksumOffset, isUdp, 0);
        var replaced = bytes.Slice(packet.AddressOffset, packet.AddressLength);
        return packet with { ReplacedSum = (ushort)~InternetChecksum.Compute(replaced) };
    }

    private static int FindChecksum4(ReadOnlySpan<byte> packet, out IpProtocol protocol)
    {
        _ = Ipv4View.TryRead(packet, out var ip);
        protocol = (IpProtocol)ip.Protocol;
        // ICMP's checksum does not cover the addresses. Only the first fragment has a transport header.
        return ip.IsLaterFragment || protocol == IpProtocol.Icmpv6
            ? 0
            : FindChecksum(protocol, ip.HeaderLength);
    }

    private static int FindChecksum6(ReadOnlySpan<byte> packet, out IpProtocol protocol)
    {
        _ = Ipv6View.TryRead(packet, out var ip);
        _ = Ipv6Chain.TryWalk(packet, ip.NextHeader, out var chain);
        protocol = (IpProtocol)chain.Protocol;
        return chain.IsLaterFragment ? 0 : FindChecksum(protocol, chain.TransportOffset);
    }

    // RFC 9293, RFC 768, RFC 3828, RFC 4340 (section 9.1) and RFC 4443; SCTP's covers no pseudo-header.
    private static int FindChecksum(IpProtocol protocol, int transportOffset) =>
        protocol switch
        {
            IpProtocol.Tcp => transportOffset + TcpChecksumOffset,
            IpProtocol.Udp or IpProtocol.UdpLite => transportOffset + UdpChecksumOffset,
            IpProtocol.Dccp => transportOffset + DccpChecksumOffset,
            IpProtocol.Icmpv6 => transportOffset + Icmpv6ChecksumOffset,
            _ => 0,
        };
}
