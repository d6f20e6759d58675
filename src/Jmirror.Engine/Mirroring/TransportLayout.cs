using System.Buffers.Binary;
using Jmirror.Engine.Dissecting;
using Jmirror.Protocol.Ip;

namespace Jmirror.Engine.Mirroring;

/// <summary>Where the parts of a whole TCP or UDP packet lie, counted from the first byte of its IP header.</summary>
/// <param name="Kind">IPv4 or IPv6.</param>
/// <param name="Protocol">TCP or UDP.</param>
/// <param name="TransportOffset">Where the transport header begins.</param>
/// <param name="DataOffset">Where the transport's payload begins.</param>
internal readonly record struct TransportLayout(
    PayloadKind Kind,
    IpProtocol Protocol,
    int TransportOffset,
    int DataOffset
)
{
    private const int Ipv4AddressesOffset = 12;
    private const int Ipv4AddressesLength = 8;
    private const int Ipv6AddressesOffset = 8;
    private const int Ipv6AddressesLength = 32;
    private const int UdpChecksumOffset = 6;
    private const int TcpChecksumOffset = 16;
    private const int TcpMinLength = 20;

    // Upper four bits of the byte: length of the TCP header in words.
    private const int TcpDataOffset = 12;

    /// <summary>Where the checksum field lies.</summary>
    public int ChecksumOffset =>
        TransportOffset + (Protocol == IpProtocol.Tcp ? TcpChecksumOffset : UdpChecksumOffset);

    /// <summary>Reads the layout; false for fragments, other transports, and headers that do not fit into the packet.</summary>
    public static bool TryRead(ReadOnlySpan<byte> packet, in Payload payload, out TransportLayout layout)
    {
        layout = default;
        if (!payload.IsIp || payload.IsFragment || !TryFindTransport(packet, payload.Kind, out var offset))
            return false;
        var protocol = (IpProtocol)payload.Protocol;
        var transport = packet[offset..];
        var length = protocol switch
        {
            IpProtocol.Tcp when transport.Length >= TcpMinLength => (transport[TcpDataOffset] >> 4) * 4,
            IpProtocol.Udp => UdpView.HeaderLength,
            _ => 0,
        };
        if (length < (protocol == IpProtocol.Tcp ? TcpMinLength : UdpView.HeaderLength))
            return false;
        layout = new TransportLayout(payload.Kind, protocol, offset, offset + length);
        return length <= transport.Length;
    }

    /// <summary>Sum of the packet's pseudo-header, not folded.</summary>
    public ulong PseudoHeaderSum(ReadOnlySpan<byte> packet)
    {
        var addresses =
            Kind == PayloadKind.Ipv4
                ? packet.Slice(Ipv4AddressesOffset, Ipv4AddressesLength)
                : packet.Slice(Ipv6AddressesOffset, Ipv6AddressesLength);
        return TransportChecksum.PseudoHeaderSum(addresses, Protocol, packet.Length - TransportOffset);
    }

    /// <summary>True when the packet's checksum is left to the network card.</summary>
    public bool IsChecksumPending(ReadOnlySpan<byte> packet) =>
        BinaryPrimitives.ReadUInt16BigEndian(packet[ChecksumOffset..])
        == TransportChecksum.Pending(PseudoHeaderSum(packet));

    /// <summary>Writes the checksum that the packet must have.</summary>
    public void WriteChecksum(Span<byte> packet)
    {
        var field = packet[ChecksumOffset..];
        BinaryPrimitives.WriteUInt16BigEndian(field, 0);
        BinaryPrimitives.WriteUInt16BigEndian(
            field,
            TransportChecksum.Compute(PseudoHeaderSum(packet), packet[TransportOffset..], Protocol)
        );
    }

    private static bool TryFindTransport(ReadOnlySpan<byte> packet, PayloadKind kind, out int offset)
    {
        offset = 0;
        if (kind == PayloadKind.Ipv4)
        {
            if (!Ipv4View.TryRead(packet, out var ipv4))
                return false;
            offset = ipv4.HeaderLength;
            return offset <= packet.Length;
        }
        if (
            !Ipv6View.TryRead(packet, out var ipv6)
            || !Ipv6Chain.TryWalk(packet, ipv6.NextHeader, out var chain)
        )
            return false;
        offset = chain.TransportOffset;
        return true;
    }
}
