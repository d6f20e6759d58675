using System.Buffers.Binary;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Engine.Impairing;

/// <summary>Where the fields lie in a copy with outer headers, as <see cref="OuterTemplate"/> writes them, bytes.</summary>
internal static class CopyLayout
{
    public const int AddressesOffset = 12;
    public const int UdpOffset = 20;
    public const int UdpLengthOffset = UdpOffset + 4;
    public const int UdpChecksumOffset = UdpOffset + 6;
    public const int MirrorOffset = UdpOffset + UdpHeaderLength;
    public const int PacketOffset = OuterTemplate.Length;
    public const int UdpHeaderLength = 8;

    private const int AddressesLength = 8;
    private const int TotalLengthOffset = 2;
    private const int IpChecksumOffset = 10;

    /// <summary>The outer IPv4 header checksum.</summary>
    public static Span<byte> IpChecksumOf(Span<byte> copy) => copy.Slice(IpChecksumOffset, sizeof(ushort));

    /// <summary>Makes total length, header checksum and UDP length those of the whole span.</summary>
    public static void SetLengths(Span<byte> copy)
    {
        BinaryPrimitives.WriteUInt16BigEndian(copy[TotalLengthOffset..], (ushort)copy.Length);
        BinaryPrimitives.WriteUInt16BigEndian(copy[UdpLengthOffset..], (ushort)(copy.Length - UdpOffset));
        var checksum = IpChecksumOf(copy);
        checksum.Clear();
        BinaryPrimitives.WriteUInt16BigEndian(checksum, InternetChecksum.Compute(copy[..UdpOffset]));
    }

    /// <summary>The right UDP checksum of a copy that has none yet (RFC 768); never 0.</summary>
    public static ushort UdpChecksumFor(ReadOnlySpan<byte> copy)
    {
        var addresses = copy.Slice(AddressesOffset, AddressesLength);
        var udp = copy[UdpOffset..];
        var sum = TransportChecksum.PseudoHeaderSum(addresses, IpProtocol.Udp, udp.Length);
        return TransportChecksum.Compute(sum, udp, IpProtocol.Udp);
    }
}
