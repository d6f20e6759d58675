using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Jmirror.Network.Linux;

/// <summary>The few fields of an outgoing datagram (RFC 791, RFC 768) that a socket must be told again.</summary>
internal static class OuterBytes
{
    /// <summary>Bytes of an IPv4 header without options and a UDP header.</summary>
    public const int UdpPayloadOffset = Ipv4Length + 8;

    private const int Ipv4Length = 20;
    private const int FragmentOffset = 6;
    private const int ProtocolOffset = 9;
    private const int DestinationOffset = 16;
    private const int DestinationPortOffset = Ipv4Length + 2;
    private const byte Udp = 17;

    // More-fragments flag and fragment offset.
    private const ushort FragmentMask = 0x3fff;

    /// <summary>True when the bytes begin with an IPv4 header.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsIpv4(ReadOnlySpan<byte> datagram) =>
        datagram.Length >= Ipv4Length && datagram[0] >> 4 == 4;

    /// <summary>True for a whole UDP datagram behind an IPv4 header without options, which is what encapsulation makes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsWholeUdp(ReadOnlySpan<byte> datagram) =>
        datagram.Length >= UdpPayloadOffset
        && datagram[0] == 0x45
        && datagram[ProtocolOffset] == Udp
        && (BinaryPrimitives.ReadUInt16BigEndian(datagram[FragmentOffset..]) & FragmentMask) == 0;

    /// <summary>Destination address, in network order as sockets want it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint DestinationOf(ReadOnlySpan<byte> datagram) =>
        MemoryMarshal.Read<uint>(datagram[DestinationOffset..]);

    /// <summary>UDP destination port, in network order as sockets want it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort DestinationPortOf(ReadOnlySpan<byte> datagram) =>
        MemoryMarshal.Read<ushort>(datagram[DestinationPortOffset..]);
}
