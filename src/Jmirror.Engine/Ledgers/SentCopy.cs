using Jmirror.Engine.Impairing;

namespace Jmirror.Engine.Ledgers;

/// <summary>One copy that a sink took.</summary>
/// <param name="Stream">The stream it was sent on.</param>
/// <param name="Digest"><see cref="PacketDigest"/> of the mirrored packet.</param>
/// <param name="Length">Length of the mirrored packet, bytes.</param>
/// <param name="Fault">What was done to it on purpose; stream, digest and length are those of the intact copy.</param>
public readonly record struct SentCopy(
    StreamIdentity Stream,
    ulong Digest,
    ushort Length,
    FaultKind Fault = FaultKind.None
);
