using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Jmirror.Network.Neighbours;
using Jmirror.Protocol.Link;
using static Jmirror.Network.Linux.SocketConstants;

namespace Jmirror.Network.Linux;

/// <summary>
/// What a layer-2 sink puts in front of every datagram: the Ethernet header to one next hop, kept as the words to be
/// stored; or nothing, where its datagrams are whole frames.
/// </summary>
internal readonly struct LinkHeader
{
    /// <summary>MTU of an Ethernet that nobody has changed, bytes.</summary>
    public const int DefaultMtu = 1500;

    private const int EthernetLength = 14;
    private const int EtherTypeOffset = 12;
    private const int VlanTagLength = 4;

    // Destination, source and the EtherType of IPv4; the last two bytes of the second word lie beyond the header.
    private readonly ulong _first8;
    private readonly uint _next4;

    private LinkHeader(NextHop nextHop)
    {
        Span<byte> bytes = stackalloc byte[EthernetLength];
        nextHop.Destination.Write(bytes);
        nextHop.Source.Write(bytes[MacAddress.Length..]);
        _first8 = MemoryMarshal.Read<ulong>(bytes);
        _next4 = MemoryMarshal.Read<uint>(bytes[sizeof(ulong)..]);
        Length = EthernetLength;
    }

    /// <summary>Nothing: datagrams are Ethernet frames as they are.</summary>
    public static LinkHeader None => default;

    /// <summary>An Ethernet header in front of IP datagrams, to nobody yet.</summary>
    public static LinkHeader Ethernet => new(default);

    /// <summary>Bytes in front of the datagram.</summary>
    public int Length { get; }

    /// <summary>The same in front of what goes to <paramref name="nextHop"/>.</summary>
    public LinkHeader To(NextHop nextHop) => Length == 0 ? this : new LinkHeader(nextHop);

    /// <summary>
    /// Longest datagram on an interface with that <paramref name="mtu"/>, bytes; of whole frames, of one with a VLAN
    /// tag. 0, an MTU not known yet, counts as <see cref="DefaultMtu"/>.
    /// </summary>
    public int MaxDatagramLength(int mtu)
    {
        var packet = mtu > 0 ? mtu : DefaultMtu;
        return Math.Min(Length == 0 ? EthernetLength + VlanTagLength + packet : packet, ushort.MaxValue);
    }

    /// <summary>
    /// True when an interface with that <paramref name="mtu"/> takes the datagram. A frame may be one VLAN tag longer
    /// only when its first tag is IEEE 802.1Q's (packet_extra_vlan_len_allowed in net/packet/af_packet.c); further tags
    /// and those of 802.1ad count as payload.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Fits(ReadOnlySpan<byte> datagram, int mtu)
    {
        if (Length > 0)
            return datagram.Length <= mtu;
        var room = EthernetLength + mtu;
        if (datagram.Length > room && IsTagged(datagram))
            room += VlanTagLength;
        return datagram.Length <= room && datagram.Length >= EthernetLength;
    }

    /// <summary>Writes the header; EtherType by the version in the datagram that follows it.</summary>
    /// <param name="frame">Room for the header and at least the first byte of the datagram.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(Span<byte> frame)
    {
        if (Length == 0)
            return;
        var etherType = frame[EthernetLength] >> 4 == 6 ? ETH_P_IPV6 : ETH_P_IP;
        MemoryMarshal.Write(frame, _first8);
        MemoryMarshal.Write(frame[sizeof(ulong)..], _next4);
        BinaryPrimitives.WriteUInt16BigEndian(frame[EtherTypeOffset..], etherType);
    }

    private static bool IsTagged(ReadOnlySpan<byte> frame) =>
        BinaryPrimitives.ReadUInt16BigEndian(frame[EtherTypeOffset..]) == ETH_P_8021Q;
}
