using System.Buffers.Binary;
using Jmirror.Protocol.Ip;

namespace Jmirror.Protocol.Mirror;

/// <summary>
/// A decoded mirror datagram: outer headers, mirror header, and where the mirrored packet lies in its bytes.
/// </summary>
/// <param name="Outer">Outer addresses, ports and TTL as they arrived.</param>
/// <param name="Identification">Outer IPv4 identification.</param>
/// <param name="Header">The mirror header.</param>
/// <param name="PayloadOffset">First byte of the mirrored packet, counted from the start of the datagram.</param>
/// <param name="PayloadLength">Bytes of the mirrored packet that are there.</param>
/// <param name="Packet">What the mirrored packet is.</param>
/// <param name="Faults">What is odd about the datagram and the mirrored packet.</param>
public readonly record struct MirrorDatagram(
    OuterHeader Outer,
    ushort Identification,
    MirrorHeader Header,
    int PayloadOffset,
    int PayloadLength,
    MirroredPacket Packet,
    MirrorFaults Faults
)
{
    private const int MoreFragmentsAndOffsetMask = 0x3fff;
    private const int OffsetMask = 0x1fff;

    /// <summary>True when the mirror header was read, so that the datagram belongs to a stream.</summary>
    public bool IsUsable => (Faults & MirrorFaults.Unusable) == MirrorFaults.None;

    /// <summary>The mirrored packet within the bytes that were decoded.</summary>
    public ReadOnlySpan<byte> PayloadOf(ReadOnlySpan<byte> datagram) =>
        datagram.Slice(PayloadOffset, PayloadLength);

    /// <summary>
    /// Decodes an outer IPv4 datagram, options allowed. Any bytes return. False when nothing can be decoded
    /// (<see cref="MirrorFaults.Unusable"/>); the fields in front of the fault are set even then.
    /// </summary>
    /// <param name="bytes">From the first byte of the outer IPv4 header on.</param>
    /// <param name="datagram">What was found.</param>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out MirrorDatagram datagram)
    {
        datagram = DecodeIpv4(bytes, out var udp);
        if (!udp.IsPresent)
            return false;
        datagram = DecodeUdp(bytes, udp, datagram);
        return datagram.IsUsable;
    }

    /// <summary>
    /// Decodes what a UDP socket hands over: the UDP payload, with the outer header known from elsewhere.
    /// </summary>
    /// <param name="outer">Addresses and ports, from the socket.</param>
    /// <param name="udpPayload">From the first byte of the mirror header on; the payload range counts from there.</param>
    /// <param name="datagram">What was found.</param>
    public static bool TryDecodeUdpPayload(
        OuterHeader outer,
        ReadOnlySpan<byte> udpPayload,
        out MirrorDatagram datagram
    )
    {
        datagram = DecodeMirror(udpPayload, 0, udpPayload.Length, new MirrorDatagram { Outer = outer });
        return datagram.IsUsable;
    }

    // What the IPv4 header says about the UDP datagram behind it: present bytes are [Start, End), on the wire it
    // ended at OriginalEnd.
    private readonly record struct UdpRange(int Start, int End, int OriginalEnd)
    {
        public bool IsPresent => Start > 0;
    }

    private static MirrorDatagram DecodeIpv4(ReadOnlySpan<byte> bytes, out UdpRange udp)
    {
        udp = default;
        if (bytes.Length < OuterLayout.Ipv4HeaderLength)
            return new MirrorDatagram { Faults = MirrorFaults.ShortOuterHeader };
        if (bytes[0] >> 4 != 4)
            return new MirrorDatagram { Faults = MirrorFaults.NotIpv4 };
        var headerLength = (bytes[0] & 0xf) * sizeof(uint);
        if (headerLength < OuterLayout.Ipv4HeaderLength)
            return new MirrorDatagram { Faults = MirrorFaults.BadOuterHeaderLength };
        if (headerLength > bytes.Length)
            return new MirrorDatagram { Faults = MirrorFaults.ShortOuterHeader };

        var faults =
            InternetChecksum.Compute(bytes[..headerLength]) == 0
                ? MirrorFaults.None
                : MirrorFaults.BadOuterChecksum;
        int totalLength = BinaryPrimitives.ReadUInt16BigEndian(bytes[OuterLayout.TotalLengthOffset..]);
        if (totalLength < headerLength)
        {
            faults |= MirrorFaults.BadTotalLength;
            totalLength = bytes.Length;
        }
        else if (totalLength != bytes.Length)
        {
            faults |= totalLength > bytes.Length ? MirrorFaults.CutShort : MirrorFaults.TrailingBytes;
        }
        var fragment = BinaryPrimitives.ReadUInt16BigEndian(bytes[OuterLayout.FragmentOffset..]);
        if ((fragment & MoreFragmentsAndOffsetMask) != 0)
            faults |= MirrorFaults.OuterFragment;
        if (bytes[OuterLayout.ProtocolOffset] != OuterLayout.UdpProtocol)
            faults |= MirrorFaults.NotUdp;
        else if ((fragment & OffsetMask) == 0)
            udp = new UdpRange(headerLength, Math.Min(totalLength, bytes.Length), totalLength);

        return new MirrorDatagram
        {
            Outer = new OuterHeader(
                Ipv4Address.Read(bytes[OuterLayout.SourceOffset..]),
                Ipv4Address.Read(bytes[OuterLayout.DestinationOffset..]),
                SourcePort: 0,
                DestinationPort: 0,
                bytes[OuterLayout.TimeToLiveOffset]
            ),
            Identification = BinaryPrimitives.ReadUInt16BigEndian(bytes[OuterLayout.IdentificationOffset..]),
            Faults = faults,
        };
    }

    private static MirrorDatagram DecodeUdp(ReadOnlySpan<byte> bytes, UdpRange udp, MirrorDatagram datagram)
    {
        var header = bytes[udp.Start..udp.End];
        if (header.Length < OuterLayout.UdpHeaderLength)
            return datagram with { Faults = datagram.Faults | MirrorFaults.ShortUdpHeader };
        var faults = datagram.Faults;
        int udpLength = BinaryPrimitives.ReadUInt16BigEndian(header[OuterLayout.UdpLengthOffset..]);
        var originalEnd = udp.OriginalEnd;
        if ((faults & MirrorFaults.OuterFragment) == MirrorFaults.None)
        {
            if (udp.Start + udpLength != originalEnd)
                faults |= MirrorFaults.UdpLengthDisagrees;
            if (udpLength >= OuterLayout.UdpHeaderLength)
                originalEnd = Math.Min(originalEnd, udp.Start + udpLength);
        }
        var end = Math.Min(udp.End, originalEnd);
        faults |= CheckUdpChecksum(bytes, udp.Start, end, isWhole: end == udp.Start + udpLength);
        datagram = datagram with
        {
            Outer = datagram.Outer with
            {
                SourcePort = BinaryPrimitives.ReadUInt16BigEndian(header[OuterLayout.UdpSourcePortOffset..]),
                DestinationPort = BinaryPrimitives.ReadUInt16BigEndian(
                    header[OuterLayout.UdpDestinationPortOffset..]
                ),
            },
            Faults = faults,
        };
        var mirrorOffset = udp.Start + OuterLayout.UdpHeaderLength;
        return DecodeMirror(bytes[..end], mirrorOffset, originalEnd - mirrorOffset, datagram);
    }

    private static MirrorFaults CheckUdpChecksum(ReadOnlySpan<byte> bytes, int start, int end, bool isWhole)
    {
        var udp = bytes[start..end];
        if (BinaryPrimitives.ReadUInt16BigEndian(udp[OuterLayout.UdpChecksumOffset..]) == 0)
            return MirrorFaults.None;
        if (!isWhole)
            return MirrorFaults.UdpChecksumSet;
        // Pseudo-header of RFC 768: source, destination, protocol, UDP length.
        var addresses = bytes[OuterLayout.SourceOffset..OuterLayout.Ipv4HeaderLength];
        var sum =
            InternetChecksum.Sum(addresses)
            + OuterLayout.UdpProtocol
            + (ulong)udp.Length
            + InternetChecksum.Sum(udp);
        return InternetChecksum.Fold(sum) == 0 ? MirrorFaults.UdpChecksumSet : MirrorFaults.UdpChecksumWrong;
    }

    private static MirrorDatagram DecodeMirror(
        ReadOnlySpan<byte> bytes,
        int offset,
        int originalLength,
        MirrorDatagram datagram
    )
    {
        if (!MirrorHeader.TryRead(bytes[offset..], out var header))
            return datagram with { Faults = datagram.Faults | MirrorFaults.ShortMirrorHeader };
        var payload = bytes[(offset + MirrorHeader.Length)..];
        var packet = MirroredPacket.Read(payload, originalLength - MirrorHeader.Length);
        return datagram with
        {
            Header = header,
            PayloadOffset = offset + MirrorHeader.Length,
            PayloadLength = payload.Length,
            Packet = packet,
            Faults =
                datagram.Faults
                | packet.Faults
                | (
                    header.Version > MirrorHeader.MaxVersion
                        ? MirrorFaults.UndefinedVersion
                        : MirrorFaults.None
                ),
        };
    }
}
