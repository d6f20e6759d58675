namespace Jmirror.Verification.Reporting.Sections;

/// <summary>Rate and loss over time in figures; neighbours are put together so that the table stays short.</summary>
internal static class IntervalTable
{
    private const int MaxRows = 60;

    public static void Write(
        HtmlWriter html,
        IReadOnlyList<RateInterval> rates,
        bool hasSent,
        bool hasReceived
    )
    {
        List<Column> columns = [new("from, s"), new("to, s")];
        if (hasSent)
            columns.AddRange([new("sent"), new("sent rate")]);
        if (hasReceived)
            columns.AddRange([new("received"), new("received rate")]);
        if (hasSent)
            columns.AddRange([new("lost"), new("loss")]);
        html.OpenFigures("Rate and loss over time", [.. columns]);
        foreach (var interval in Merged(rates))
            WriteRow(html, interval, rates[0].Start, hasSent, hasReceived);
        html.CloseFigures();
    }

    private static void WriteRow(
        HtmlWriter html,
        RateInterval interval,
        long start,
        bool hasSent,
        bool hasReceived
    )
    {
        var from = ((double)interval.Start - start) / 1e9;
        html.Open("tr");
        html.Number($"{from:0.0##}");
        html.Number($"{from + interval.Length / 1e9:0.0##}");
        if (hasSent)
        {
            html.Number(Quantity.Count(interval.Sent));
            html.Number(Quantity.Rate(interval.SentPps));
        }
        if (hasReceived)
        {
            html.Number(Quantity.Count(interval.Received));
            html.Number(Quantity.Rate(interval.ReceivedPps));
        }
        if (hasSent)
        {
            html.Number(Quantity.Count(interval.Lost), isBad: interval.Lost > 0);
            html.Number(Quantity.Percent(interval.LossFraction), isBad: interval.Lost > 0);
        }
        html.Close();
    }

    private static IEnumerable<RateInterval> Merged(IReadOnlyList<RateInterval> rates) =>
        rates
            .Chunk((rates.Count + MaxRows - 1) / MaxRows)
            .Select(chunk => new RateInterval(
                chunk[0].Start,
                chunk.Sum(interval => interval.Length),
                chunk.Sum(interval => interval.Sent),
                chunk.Sum(interval => interval.Received),
                chunk.Sum(interval => interval.Lost)
            ));
}
