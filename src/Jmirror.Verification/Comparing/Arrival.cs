using System.Buffers.Binary;
using Jmirror.Engine.Ledgers;
using Jmirror.Protocol.Mirror;
using Jmirror.Verification.Streams;

namespace Jmirror.Verification.Comparing;

/// <summary>One packet that the receiver got, as the comparison needs it.</summary>
/// <param name="Stream">The stream that its headers name.</param>
/// <param name="Digest"><see cref="PacketDigest"/> of the mirrored packet.</param>
/// <param name="Length">Length of the mirrored packet, bytes.</param>
/// <param name="Time">When it arrived, nanoseconds since 1970-01-01 UTC.</param>
/// <param name="Faults">What is odd about the datagram that it came in.</param>
public readonly record struct Arrival(
    StreamKey Stream,
    ulong Digest,
    int Length,
    long Time,
    MirrorFaults Faults = MirrorFaults.None
)
{
    private const int Ipv4TotalLengthOffset = 2;
    private const int Ipv6HeaderLength = 40;
    private const int Ipv6PayloadLengthOffset = 4;

    /// <summary>The stream of all bare copies: they carry nothing that tells one mirror from another.</summary>
    public static StreamKey Bare => default;

    /// <summary>A usable mirror datagram, reassembled where it came in pieces.</summary>
    public static Arrival Of(in MirrorDatagram datagram, ReadOnlySpan<byte> bytes, long time) =>
        new(
            StreamKey.Of(datagram),
            PacketDigest.Of(datagram.PayloadOf(bytes)),
            datagram.PayloadLength,
            time,
            datagram.Faults
        );

    /// <summary>
    /// An IP datagram that is itself the copy; not reassembled, as the sender records pieces one by one. Link padding
    /// behind it is left out.
    /// </summary>
    public static Arrival OfBare(ReadOnlySpan<byte> datagram, long time)
    {
        var packet = datagram[..Math.Min(datagram.Length, LengthOf(datagram))];
        return new(Bare, PacketDigest.Of(packet), packet.Length, time);
    }

    private static int LengthOf(ReadOnlySpan<byte> datagram) =>
        (datagram.IsEmpty ? 0 : datagram[0] >> 4) switch
        {
            4 when datagram.Length > Ipv4TotalLengthOffset + 1 => BinaryPrimitives.ReadUInt16BigEndian(
                datagram[Ipv4TotalLengthOffset..]
            ),
            6 when datagram.Length > Ipv6PayloadLengthOffset + 1 => Ipv6HeaderLength
                + BinaryPrimitives.ReadUInt16BigEndian(datagram[Ipv6PayloadLengthOffset..]),
            _ => datagram.Length,
        };
}
