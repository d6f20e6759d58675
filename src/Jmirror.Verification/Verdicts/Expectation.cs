using Jmirror.Protocol.Ip;
using Jmirror.Verification.Streams;

namespace Jmirror.Verification.Verdicts;

/// <summary>A mirror that should be seen.</summary>
/// <param name="MirrorId">Mirror identifier, 30 bits.</param>
/// <param name="SessionId">Session identifier; null for any.</param>
/// <param name="Source">Address of the router; null for any.</param>
public sealed record ExpectedMirror(uint MirrorId, uint? SessionId = null, Ipv4Address? Source = null)
{
    /// <summary>True when a stream is one of this mirror's.</summary>
    public bool Includes(in StreamKey stream) =>
        stream.MirrorId == MirrorId
        && (SessionId is null || SessionId == stream.SessionId)
        && (Source is null || Source.Value.Value == stream.Source.Value);

    /// <inheritdoc/>
    public override string ToString() =>
        $"mirror {MirrorId}"
        + (SessionId is { } session ? $" session {session}" : "")
        + (Source is { } source ? $" from {source}" : "");
}

/// <summary>How slow a share of the packets may be.</summary>
/// <param name="Percentile">0 to 100; 100 is the slowest packet.</param>
/// <param name="Nanoseconds">Highest latency at this percentile.</param>
public readonly record struct LatencyLimit(double Percentile, long Nanoseconds);

/// <summary>What a run must show to pass. Whatever is not set is not checked.</summary>
/// <remarks>
/// All but the first three need the sender's ledger, and latency a shared clock; without them those checks fail, as
/// what was asked for could not be shown.
/// </remarks>
public sealed record Expectation
{
    /// <summary>Mirrors that must all be seen.</summary>
    public IReadOnlyList<ExpectedMirror> Mirrors { get; init; } = [];

    /// <summary>Nothing but those mirrors, or without any named, those of the ledger; and no undecodable datagram.</summary>
    public bool NothingElse { get; init; }

    /// <summary>Every mirror must show packets to and from its subscriber.</summary>
    public bool BothDirections { get; init; }

    /// <summary>Every packet that arrived is, byte for byte, one that was sent on that mirror.</summary>
    public bool ByteExact { get; init; }

    /// <summary>Packets that may be lost.</summary>
    public Limit? MaxLoss { get; init; }

    /// <summary>Packets that may arrive behind later ones.</summary>
    public Limit? MaxReordered { get; init; }

    /// <summary>Packets that may arrive more than once.</summary>
    public Limit? MaxDuplicates { get; init; }

    /// <summary>Packets that may arrive altered or shortened.</summary>
    public Limit? MaxCorrupted { get; init; }

    /// <summary>Packets that may arrive under the name of another stream.</summary>
    public Limit? MaxMisdirected { get; init; }

    /// <summary>Packets that may arrive though nobody sent them.</summary>
    public Limit? MaxForeign { get; init; }

    /// <summary>Highest latencies.</summary>
    public IReadOnlyList<LatencyLimit> MaxLatencies { get; init; } = [];
}
