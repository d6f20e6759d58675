using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Jmirror.Network.Neighbours;
using Jmirror.Protocol.Link;
using static Jmirror.Network.Linux.SocketConstants;

namespace Jmirror.Network.Linux;

/// <summary>The Ethernet header in front of every datagram to one next hop, kept as the words to be stored.</summary>
internal readonly struct EthernetHeader
{
    /// <summary>Bytes in front of the datagram.</summary>
    public const int Length = 14;

    /// <summary>MTU of an Ethernet that nobody has changed, bytes.</summary>
    public const int DefaultMtu = 1500;

    private const int EtherTypeOffset = 12;

    // Destination, source and the EtherType of IPv4; the last two bytes of the second word lie beyond the header.
    private readonly ulong _first8;
    private readonly uint _next4;

    /// <summary>The header of frames to <paramref name="nextHop"/>.</summary>
    public EthernetHeader(NextHop nextHop)
    {
        Span<byte> bytes = stackalloc byte[Length];
        nextHop.Destination.Write(bytes);
        nextHop.Source.Write(bytes[MacAddress.Length..]);
        _first8 = MemoryMarshal.Read<ulong>(bytes);
        _next4 = MemoryMarshal.Read<uint>(bytes[sizeof(ulong)..]);
    }

    /// <summary>Writes the header; EtherType by the version in the datagram that follows it.</summary>
    /// <param name="frame">Room for the header and at least the first byte of the datagram.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(Span<byte> frame)
    {
        var etherType = frame[Length] >> 4 == 6 ? ETH_P_IPV6 : ETH_P_IP;
        MemoryMarshal.Write(frame, _first8);
        MemoryMarshal.Write(frame[sizeof(ulong)..], _next4);
        BinaryPrimitives.WriteUInt16BigEndian(frame[EtherTypeOffset..], etherType);
    }
}
