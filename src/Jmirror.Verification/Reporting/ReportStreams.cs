namespace Jmirror.Verification.Reporting;

/// <summary>The streams worth a line of their own, and what the others come to.</summary>
/// <param name="Top">Streams with faults first, then the busiest.</param>
/// <param name="Unions">Mirrors that several routers feed, as one; those with faults first, then the busiest.</param>
/// <param name="Rest">The streams that are not among the top, as one; absent when there are none.</param>
/// <param name="Total">All streams.</param>
/// <param name="Count">Number of streams.</param>
public sealed record ReportStreams(
    IReadOnlyList<StreamFigures> Top,
    IReadOnlyList<StreamFigures> Unions,
    StreamFigures? Rest,
    StreamFigures Total,
    int Count
)
{
    /// <summary>Streams with a line of their own.</summary>
    public const int DefaultTop = 20;

    /// <summary>Sorts and sums up streams; null when there are none.</summary>
    /// <param name="streams">All streams.</param>
    /// <param name="top">How many get a line of their own.</param>
    public static ReportStreams? Of(IReadOnlyCollection<StreamFigures> streams, int top = DefaultTop)
    {
        if (streams.Count == 0)
            return null;
        var sorted = Sorted(streams);
        var rest = sorted.Skip(top).ToList();
        return new ReportStreams(
            sorted[..Math.Min(top, sorted.Count)],
            [.. UnionsOf(streams).Take(top)],
            rest.Count == 0 ? null : StreamFigures.Sum($"{Quantity.Count(rest.Count)} other streams", rest),
            StreamFigures.Sum("all streams", streams),
            streams.Count
        );
    }

    private static List<StreamFigures> UnionsOf(IEnumerable<StreamFigures> streams) =>
        Sorted(
            streams
                .Where(stream => stream.MirrorId is not null)
                .GroupBy(stream => (stream.MirrorId, stream.SessionId))
                .Select(group => group.ToList())
                .Where(group => group.DistinctBy(stream => stream.Source, StringComparer.Ordinal).Count() > 1)
                .Select(group =>
                    StreamFigures.Sum(
                        $"{group.DistinctBy(stream => stream.Source, StringComparer.Ordinal).Count()} routers",
                        group
                    ) with
                    {
                        MirrorId = group[0].MirrorId,
                        SessionId = group[0].SessionId,
                    }
                )
        );

    private static List<StreamFigures> Sorted(IEnumerable<StreamFigures> streams) =>
        [
            .. streams
                .OrderByDescending(stream => stream.Faults)
                .ThenByDescending(stream => stream.Packets)
                .ThenBy(stream => stream.MirrorId)
                .ThenBy(stream => stream.SessionId)
                .ThenBy(stream => stream.Source, StringComparer.Ordinal),
        ];
}
