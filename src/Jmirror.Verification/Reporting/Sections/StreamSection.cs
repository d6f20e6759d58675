namespace Jmirror.Verification.Reporting.Sections;

/// <summary>What arrived of each mirror.</summary>
internal static class StreamSection
{
    private static readonly Figure[] Figures =
    [
        new("to", stream => stream.Destination, IsText: true),
        new("mirror id", stream => stream.MirrorId is { } id ? $"{id}" : null),
        new("session id", stream => stream.SessionId is { } id ? $"{id}" : null),
        new("sent", stream => Count(stream.Sent)),
        new("received", stream => Quantity.Count(stream.Packets)),
        new("bytes", stream => Quantity.Bytes(stream.Bytes)),
        new("rate", stream => stream.Pps is { } pps ? Quantity.Rate(pps) : null),
        new("lost", stream => Count(stream.Lost), IsFault: true),
        new("reordered", stream => Count(stream.Reordered), IsFault: true),
        new("duplicated", stream => Count(stream.Duplicated), IsFault: true),
        new("altered", stream => Count(stream.Altered), IsFault: true),
        new("unexpected", stream => Count(stream.Unexpected), IsFault: true),
        new("latency 99\u00a0%", stream => stream.LatencyP99 is { } p99 ? Quantity.Duration(p99) : null),
    ];

    public static void Write(HtmlWriter html, ReportStreams? streams)
    {
        if (streams is null)
            return;
        html.OpenSection("streams", "Mirrors", "long");
        html.Element("p", CaptionOf(streams), "note");
        var figures = Figures.Where(figure => IsShown(figure, streams)).ToArray();
        WriteTable(html, "Mirrors", figures, streams.Top, [.. SumsOf(streams)]);
        if (streams.Unions.Count > 0)
        {
            html.Element("h3", "Mirrored by several routers, taken together");
            WriteTable(html, "Mirrored by several routers", figures, streams.Unions, []);
        }
        html.Close();
    }

    private static IEnumerable<StreamFigures> SumsOf(ReportStreams streams)
    {
        if (streams.Rest is { } rest)
            yield return rest;
        if (streams.Count > 1)
            yield return streams.Total;
    }

    private static void WriteTable(
        HtmlWriter html,
        string name,
        Figure[] figures,
        IReadOnlyList<StreamFigures> streams,
        IReadOnlyList<StreamFigures> sums
    )
    {
        html.OpenTable(
            name,
            [
                new Column("from", false),
                .. figures.Select(figure => new Column(figure.Heading, !figure.IsText)),
            ]
        );
        foreach (var stream in streams)
            WriteRow(html, figures, stream, isSum: false);
        foreach (var sum in sums)
            WriteRow(html, figures, sum, isSum: true);
        html.CloseTable();
    }

    private static void WriteRow(HtmlWriter html, Figure[] figures, StreamFigures stream, bool isSum)
    {
        html.Open("tr", isSum ? "sum" : null);
        html.RowHeading(stream.Source);
        foreach (var figure in figures)
        {
            var text = figure.TextOf(stream) ?? "";
            if (figure.IsText)
                html.Element("td", text);
            else
                html.Number(text, isBad: figure.IsFault && text is not ("" or "0"));
        }
        html.Close();
    }

    // What is the same for all is said once, and a column of zeros would only take room.
    private static bool IsShown(Figure figure, ReportStreams streams) =>
        streams.Top.Any(stream => figure.TextOf(stream) is not null)
        && !IsFreeOf(figure, streams)
        && !(figure.IsText && HasOneDestination(streams));

    private static bool IsFreeOf(Figure figure, ReportStreams streams) =>
        figure.IsFault && figure.TextOf(streams.Total) is "0";

    private static bool HasOneDestination(ReportStreams streams) => streams.Total.Destination.Length > 0;

    private static string CaptionOf(ReportStreams streams)
    {
        var shown = streams.Rest is null
            ? $"{Quantity.Count(streams.Count)} in all"
            : $"{Quantity.Count(streams.Top.Count)} of {Quantity.Count(streams.Count)}";
        var caption = $"{shown}; those with faults first, then the busiest.";
        if (HasOneDestination(streams))
            caption += $" All went to {streams.Total.Destination}.";
        var absent = Figures
            .Where(figure => IsFreeOf(figure, streams))
            .Select(figure => figure.Heading)
            .ToList();
        return absent.Count == 0 ? caption : $"{caption} No packet was {string.Join(" or ", absent)}.";
    }

    private static string? Count(long? count) => count is { } value ? Quantity.Count(value) : null;

    private sealed record Figure(
        string Heading,
        Func<StreamFigures, string?> TextOf,
        bool IsFault = false,
        bool IsText = false
    );
}
