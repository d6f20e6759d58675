using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Jmirror.Protocol.Ip;

namespace Jmirror.Network.Linux.Receiving;

/// <summary>
/// The outer IPv4 and UDP headers (RFC 791, RFC 768) of a datagram that a UDP socket has stripped of them, so that
/// what comes from a socket reads like what comes from a wire. Addresses, ports, lengths and TTL are the true ones.
/// What sockets do not tell is 0: type of service, identification, flags, UDP checksum (already checked by the kernel).
/// </summary>
internal static class RebuiltOuterHeader
{
    /// <summary>Bytes of both headers.</summary>
    public const int Length = UdpOffset + 8;

    private const int TotalLengthOffset = 2;
    private const int TimeToLiveOffset = 8;
    private const int ChecksumOffset = 10;
    private const int SourceOffset = 12;
    private const int DestinationOffset = 16;
    private const int UdpOffset = 20;
    private const int SourcePortOffset = UdpOffset;
    private const int DestinationPortOffset = UdpOffset + 2;
    private const int UdpLengthOffset = UdpOffset + 4;
    private const uint VersionAndHeaderLength = 0x45;
    private const uint UdpProtocol = 17;

    /// <summary>Writes both headers.</summary>
    /// <param name="bytes">Where to.</param>
    /// <param name="source">Who sent it.</param>
    /// <param name="arrival">With which TTL it arrived, and at which address if that is told.</param>
    /// <param name="local">What the socket is bound to: at which port it arrived, and else at which address.</param>
    /// <param name="payloadLength">Bytes behind the UDP header.</param>
    public static void Write(
        Span<byte> bytes,
        in SockaddrIn source,
        in Arrival arrival,
        in SockaddrIn local,
        int payloadLength
    )
    {
        bytes = bytes[..Length];
        var totalLength = (uint)(Length + payloadLength);
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (VersionAndHeaderLength << 24) | totalLength);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[(TotalLengthOffset + 2)..], 0);
        BinaryPrimitives.WriteUInt32BigEndian(
            bytes[TimeToLiveOffset..],
            ((uint)arrival.TimeToLive << 24) | (UdpProtocol << 16)
        );
        MemoryMarshal.Write(bytes[SourceOffset..], source.Address);
        MemoryMarshal.Write(
            bytes[DestinationOffset..],
            arrival.Destination != 0 ? arrival.Destination : local.Address
        );
        BinaryPrimitives.WriteUInt16BigEndian(
            bytes[ChecksumOffset..],
            InternetChecksum.Compute(bytes[..UdpOffset])
        );
        MemoryMarshal.Write(bytes[SourcePortOffset..], source.Port);
        MemoryMarshal.Write(bytes[DestinationPortOffset..], local.Port);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[UdpLengthOffset..], (totalLength - UdpOffset) << 16);
    }
}
