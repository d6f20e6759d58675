using Jmirror.Traffic.Plans;

namespace Jmirror.Traffic.Generating;

/// <summary>One packet of a batch: where its bytes lie, whose it is, what it is.</summary>
/// <param name="Offset">First byte in <see cref="GeneratedBatch.Memory"/>: of the access header, if there is one.</param>
/// <param name="HeaderLength">Bytes of the access header (Ethernet and what follows up to the packet); 0 without.</param>
/// <param name="Length">Bytes of the packet behind it.</param>
/// <param name="Time">Nanoseconds from the start of the run.</param>
/// <param name="Owner">Whose.</param>
/// <param name="Kind">What it is.</param>
/// <param name="IsDownstream">True when it goes to the subscriber.</param>
public readonly record struct GeneratedPacket(
    int Offset,
    int HeaderLength,
    int Length,
    long Time,
    PacketOwner Owner,
    GeneratedKind Kind,
    bool IsDownstream
);

/// <summary>Whose a packet is, with what its copies depend on.</summary>
/// <param name="Subscriber">The subscriber's number, from 1.</param>
/// <param name="SessionId">Its session's.</param>
/// <param name="MirrorId">Its mirror's; 0 when it is not mirrored.</param>
/// <param name="Access">How it reaches the router.</param>
public readonly record struct PacketOwner(int Subscriber, uint SessionId, uint MirrorId, AccessKind Access)
{
    /// <summary>True when its packets are mirrored.</summary>
    public bool IsMirrored => MirrorId != 0;
}

/// <summary>What a generated packet is.</summary>
public enum GeneratedKind : byte
{
    /// <summary>An IPv4 packet.</summary>
    Ipv4,

    /// <summary>An IPv6 packet.</summary>
    Ipv6,

    /// <summary>A PPP control packet; begins with its protocol field, 2 bytes.</summary>
    PppControl,

    /// <summary>A whole frame with which a session comes or goes; it has no header of its own here.</summary>
    Signalling,
}
