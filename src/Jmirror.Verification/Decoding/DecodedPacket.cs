using Jmirror.Protocol.Mirror;

namespace Jmirror.Verification.Decoding;

/// <summary>One mirror datagram with all that <c>decode</c> prints of it.</summary>
/// <param name="Number">Its number in the input, from 1.</param>
/// <param name="Timestamp">Nanoseconds since 1970-01-01 UTC.</param>
/// <param name="Datagram">The decoded headers; a usable datagram.</param>
/// <param name="Inner">The mirrored IP packet, if it is one.</param>
public readonly record struct DecodedPacket(
    long Number,
    long Timestamp,
    MirrorDatagram Datagram,
    InnerPacket Inner
)
{
    /// <summary>Puts the parts together.</summary>
    /// <param name="number">Its number in the input, from 1.</param>
    /// <param name="timestamp">Nanoseconds since 1970-01-01 UTC.</param>
    /// <param name="datagram">What was decoded from <paramref name="bytes"/>; usable.</param>
    /// <param name="bytes">The bytes that were decoded.</param>
    public static DecodedPacket From(
        long number,
        long timestamp,
        in MirrorDatagram datagram,
        ReadOnlySpan<byte> bytes
    ) => new(number, timestamp, datagram, InnerPacket.Read(datagram.PayloadOf(bytes), datagram.Packet));
}
