using Jmirror.Engine.Impairing;

namespace Jmirror.Engine.Ledgers;

/// <summary>One packet as the ledger tells it.</summary>
/// <param name="Stream">Index into the ledger's streams.</param>
/// <param name="Digest"><see cref="PacketDigest"/> of the mirrored packet.</param>
/// <param name="Length">Length of the mirrored packet, bytes.</param>
/// <param name="Time">When its batch was handed to the sink, nanoseconds since 1970-01-01 UTC.</param>
/// <param name="Fault">What was done to it on purpose.</param>
public readonly record struct SentPacket(
    int Stream,
    ulong Digest,
    ushort Length,
    long Time,
    FaultKind Fault = FaultKind.None
);
