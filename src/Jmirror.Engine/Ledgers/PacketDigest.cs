using System.IO.Hashing;

namespace Jmirror.Engine.Ledgers;

/// <summary>
/// The fingerprint by which sender and receiver know a packet again: XXH3 with 64 bits and seed 0 over the mirrored
/// packet's bytes, from behind the mirror header to the end; over the whole IP datagram of a bare copy. Not
/// cryptographic: it finds accidents, not forgers.
/// </summary>
public static class PacketDigest
{
    /// <summary>Digest of one mirrored packet.</summary>
    public static ulong Of(ReadOnlySpan<byte> packet) => XxHash3.HashToUInt64(packet);
}
