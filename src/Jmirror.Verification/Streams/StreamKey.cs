using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Verification.Streams;

/// <summary>
/// What tells one mirrored stream from another at the receiver. Two routers may mirror the same ids, so the outer
/// addresses belong to it; the version bits do not.
/// </summary>
/// <param name="Source">Outer source address.</param>
/// <param name="Destination">Outer destination address.</param>
/// <param name="SourcePort">UDP source port.</param>
/// <param name="DestinationPort">UDP destination port.</param>
/// <param name="MirrorId">Mirror identifier, 30 bits.</param>
/// <param name="SessionId">Session identifier.</param>
public readonly record struct StreamKey(
    Ipv4Address Source,
    Ipv4Address Destination,
    ushort SourcePort,
    ushort DestinationPort,
    uint MirrorId,
    uint SessionId
)
{
    /// <summary>The stream that a usable datagram belongs to.</summary>
    public static StreamKey Of(in MirrorDatagram datagram) =>
        new(
            datagram.Outer.Source,
            datagram.Outer.Destination,
            datagram.Outer.SourcePort,
            datagram.Outer.DestinationPort,
            datagram.Header.MirrorId,
            datagram.Header.SessionId
        );

    /// <inheritdoc/>
    public bool Equals(StreamKey other) =>
        MirrorId == other.MirrorId
        && SessionId == other.SessionId
        && Source.Value == other.Source.Value
        && Destination.Value == other.Destination.Value
        && SourcePort == other.SourcePort
        && DestinationPort == other.DestinationPort;

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(
            MirrorId,
            SessionId,
            Source.Value,
            Destination.Value,
            ((uint)SourcePort << 16) | DestinationPort
        );
}
