using System.Buffers.Binary;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Engine.Ledgers;

/// <summary>
/// Which stream a copy was sent on, as the three runs of bytes that say so on the wire. All zero
/// (<see cref="Bare"/>) stands for copies without outer headers.
/// </summary>
/// <param name="Addresses">Outer source address in the upper half, destination in the lower.</param>
/// <param name="Ports">UDP source port in the upper half, destination port in the lower.</param>
/// <param name="Ids">First word of the mirror header in the upper half, session id in the lower.</param>
public readonly record struct StreamIdentity(ulong Addresses, uint Ports, ulong Ids)
{
    private const int AddressesOffset = 12;
    private const int PortsOffset = 20;
    private const int IdsOffset = 28;
    private const int VersionShift = 62;

    /// <summary>The one stream of all bare copies.</summary>
    public static StreamIdentity Bare => default;

    /// <summary>Outer source address.</summary>
    public Ipv4Address Source => new((uint)(Addresses >> 32));

    /// <summary>Outer destination address.</summary>
    public Ipv4Address Destination => new((uint)Addresses);

    /// <summary>UDP source port.</summary>
    public ushort SourcePort => (ushort)(Ports >> 16);

    /// <summary>UDP destination port.</summary>
    public ushort DestinationPort => (ushort)Ports;

    /// <summary>The mirror header.</summary>
    public MirrorHeader Header =>
        new((byte)(Ids >> VersionShift), (uint)(Ids >> 32) & MirrorHeader.MaxMirrorId, (uint)Ids);

    /// <summary>The stream of copies under these headers.</summary>
    public static StreamIdentity Of(OuterHeader outer, MirrorHeader header) =>
        new(
            ((ulong)outer.Source.Value << 32) | outer.Destination.Value,
            ((uint)outer.SourcePort << 16) | outer.DestinationPort,
            ((ulong)header.FirstWord << 32) | header.SessionId
        );

    /// <summary>Reads the stream from the headers of a copy, which begins with <see cref="OuterTemplate.Length"/> bytes of them.</summary>
    internal static StreamIdentity Read(ReadOnlySpan<byte> copy) =>
        new(
            BinaryPrimitives.ReadUInt64BigEndian(copy[AddressesOffset..]),
            BinaryPrimitives.ReadUInt32BigEndian(copy[PortsOffset..]),
            BinaryPrimitives.ReadUInt64BigEndian(copy[IdsOffset..])
        );
}
