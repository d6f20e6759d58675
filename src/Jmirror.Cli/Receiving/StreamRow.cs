using Jmirror.Verification.Comparing;
using Jmirror.Verification.Reporting;
using Jmirror.Verification.Streams;

namespace Jmirror.Cli.Receiving;

/// <summary>All that is known of one stream: what arrived, and what became of what was sent.</summary>
/// <param name="Key">Which stream it is; <see cref="Arrival.Bare"/> for copies without header.</param>
/// <param name="Account">What arrived; null when nothing did.</param>
/// <param name="Comparison">What was sent; null when the ledger does not know the stream, or there is none.</param>
/// <param name="HasBothDirections">An inner address was source and destination.</param>
/// <param name="Foreign">Packets that nobody sent; null without a ledger.</param>
internal sealed record StreamRow(
    StreamKey Key,
    StreamAccount? Account,
    StreamComparison? Comparison,
    bool HasBothDirections,
    long? Foreign
)
{
    /// <summary>All streams that arrived or were sent, by ids, then addresses.</summary>
    public static IReadOnlyList<StreamRow> ListOf(Receiver receiver, LedgerComparison? comparison)
    {
        var compared = comparison?.Streams.ToDictionary(stream => stream.Key) ?? [];
        var rows = receiver
            .Streams.ToSortedList()
            .Select(account =>
                Of(account.Key, account, compared.GetValueOrDefault(account.Key), receiver, comparison)
            )
            .ToList();
        var arrived = rows.Select(row => row.Key).ToHashSet();
        rows.AddRange(
            compared
                .Values.Where(stream => !arrived.Contains(stream.Key))
                .Select(stream => Of(stream.Key, null, stream, receiver, comparison))
        );
        return
        [
            .. rows.OrderBy(row => row.Key.MirrorId)
                .ThenBy(row => row.Key.SessionId)
                .ThenBy(row => row.Key.Source.Value),
        ];
    }

    /// <summary>A stream in words.</summary>
    public static string NameOf(in StreamKey key) =>
        key == Arrival.Bare
            ? "bare copies"
            : $"mirror {key.MirrorId} session {key.SessionId} from {key.Source}:{key.SourcePort} to {key.Destination}:{key.DestinationPort}";

    /// <summary>The same for the report.</summary>
    public StreamFigures ToFigures()
    {
        var isBare = Key == Arrival.Bare;
        var figures = Account is null ? NothingArrived() : StreamFigures.Of(Account);
        return figures with
        {
            Source = isBare ? "bare copies" : figures.Source,
            Destination = isBare ? "" : figures.Destination,
            MirrorId = isBare ? null : figures.MirrorId,
            SessionId = isBare ? null : figures.SessionId,
            Sent = Comparison?.Figures.Sent,
            Lost = Comparison?.Figures.Lost,
            Reordered = Comparison?.Figures.Reordered,
            Duplicated = Comparison?.Figures.Duplicates,
            Altered = Comparison is null ? null : Comparison.Figures.Corrupted + Comparison.Figures.Truncated,
            Unexpected = Foreign is null ? null : Foreign + (Comparison?.Figures.Strayed ?? 0),
            LatencyP99 = Comparison?.Latency is { Count: > 0 } latency ? latency.ValueAtPercentile(99) : null,
        };
    }

    private StreamFigures NothingArrived() =>
        new()
        {
            Source = $"{Key.Source}:{Key.SourcePort}",
            Destination = $"{Key.Destination}:{Key.DestinationPort}",
            MirrorId = Key.MirrorId,
            SessionId = Key.SessionId,
        };

    private static StreamRow Of(
        in StreamKey key,
        StreamAccount? account,
        StreamComparison? compared,
        Receiver receiver,
        LedgerComparison? comparison
    ) =>
        new(
            key,
            account,
            compared,
            receiver.Directions.HasBoth(key),
            comparison is null ? null
                : compared is not null ? compared.Figures.Foreign
                : comparison.Foreign.Listed.GetValueOrDefault(key)
        );
}
