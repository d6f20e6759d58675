using Jmirror.Verification.Streams;

namespace Jmirror.Verification.Reporting;

/// <summary>What arrived of one mirrored stream; absent figures were not measured.</summary>
public sealed record StreamFigures
{
    private const double NanosecondsPerSecond = 1e9;

    /// <summary>The router: outer source address and port.</summary>
    public required string Source { get; init; }

    /// <summary>The analyzer: outer destination address and port.</summary>
    public required string Destination { get; init; }

    /// <summary>Mirror identifier; absent for copies without mirror header.</summary>
    public uint? MirrorId { get; init; }

    /// <summary>Session identifier; absent for copies without mirror header.</summary>
    public uint? SessionId { get; init; }

    /// <summary>Packets that arrived.</summary>
    public long Packets { get; init; }

    /// <summary>Bytes of the mirrored packets.</summary>
    public long Bytes { get; init; }

    /// <summary>Packets per second from the first packet to the last.</summary>
    public double? Pps { get; init; }

    /// <summary>Packets that the sender's ledger has.</summary>
    public long? Sent { get; init; }

    /// <summary>Packets that were sent and never arrived.</summary>
    public long? Lost { get; init; }

    /// <summary>Packets that arrived after one that was sent later.</summary>
    public long? Reordered { get; init; }

    /// <summary>Packets that arrived more often than they were sent.</summary>
    public long? Duplicated { get; init; }

    /// <summary>Packets whose bytes are not those sent.</summary>
    public long? Altered { get; init; }

    /// <summary>Packets that were not sent at all.</summary>
    public long? Unexpected { get; init; }

    /// <summary>Latency that 99 percent of the packets do not exceed, nanoseconds.</summary>
    public long? LatencyP99 { get; init; }

    /// <summary>Everything that should not be.</summary>
    internal long Faults =>
        (Lost ?? 0) + (Reordered ?? 0) + (Duplicated ?? 0) + (Altered ?? 0) + (Unexpected ?? 0);

    /// <summary>What a receiver knows of a stream without the sender's word.</summary>
    public static StreamFigures Of(StreamAccount account)
    {
        var key = account.Key;
        var time = (account.LastTimestamp - account.FirstTimestamp) / NanosecondsPerSecond;
        return new StreamFigures
        {
            Source = $"{key.Source}:{key.SourcePort}",
            Destination = $"{key.Destination}:{key.DestinationPort}",
            MirrorId = key.MirrorId,
            SessionId = key.SessionId,
            Packets = account.Packets,
            Bytes = account.InnerBytes,
            // The first packet opens the time and is not counted in it.
            Pps = time > 0 ? (account.Packets - 1) / time : null,
        };
    }

    /// <summary>The sum of several streams, under a name, with the destination they share. Rates and
    /// percentiles do not add up and are left out.</summary>
    internal static StreamFigures Sum(string name, IReadOnlyCollection<StreamFigures> streams) =>
        new()
        {
            Source = name,
            Destination = streams
                .Select(stream => stream.Destination)
                .Distinct(StringComparer.Ordinal)
                .ToList()
                is [var only]
                ? only
                : "",
            Packets = streams.Sum(stream => stream.Packets),
            Bytes = streams.Sum(stream => stream.Bytes),
            Sent = Sum(streams, stream => stream.Sent),
            Lost = Sum(streams, stream => stream.Lost),
            Reordered = Sum(streams, stream => stream.Reordered),
            Duplicated = Sum(streams, stream => stream.Duplicated),
            Altered = Sum(streams, stream => stream.Altered),
            Unexpected = Sum(streams, stream => stream.Unexpected),
        };

    private static long? Sum(IReadOnlyCollection<StreamFigures> streams, Func<StreamFigures, long?> figure) =>
        streams.Any(stream => figure(stream) is not null) ? streams.Sum(stream => figure(stream) ?? 0) : null;
}
