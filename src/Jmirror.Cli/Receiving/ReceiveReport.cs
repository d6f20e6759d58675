using System.Runtime.InteropServices;
using Jmirror.Verification.Reporting;

namespace Jmirror.Cli.Receiving;

/// <summary>The HTML report of a receiving command, for readers who were not there.</summary>
internal static class ReceiveReport
{
    public static ReportData Of(
        ReceiveSummary summary,
        ReceiveSettings settings,
        RateSeries rates,
        DateTimeOffset start
    ) =>
        new()
        {
            Title = $"jmirror {settings.Command}: {summary.Input}",
            Purpose = summary.Comparison is null
                ? "What arrived of mirrored subscriber traffic, stream by stream."
                : "Whether mirrored subscriber traffic arrived as it was sent, packet by packet, by the sender's ledger.",
            Verdict = summary.Verdict.Checks.Count == 0 ? null : VerdictOf(summary),
            Highlights = [.. HighlightsOf(summary)],
            Checks =
            [
                .. summary.Verdict.Checks.Select(check => new ReportCheck(
                    check.Name,
                    check.Wanted,
                    check.Got,
                    check.Passed
                )),
            ],
            Environment = [.. EnvironmentOf(summary, start)],
            Rates = rates.ToList(),
            Latency = summary.Comparison?.Latency is { } latency ? ReportDistribution.Of(latency) : null,
            Gaps = ReportDistribution.Of(summary.Gaps),
            Streams = ReportStreams.Of([.. summary.Streams.Select(row => row.ToFigures())]),
            Faults = summary.Comparison?.Faults.ByKind() ?? [],
            Methods = summary.Comparison is null ? [] : ComparisonMethods,
        };

    private static readonly ReportFact[] ComparisonMethods =
    [
        new(
            "Sent",
            "What the sender's ledger lists: every copy that its way out took, with stream, length, time and a 64-bit digest "
                + "(XXH3) of the mirrored packet."
        ),
        new(
            "Lost, altered, misdirected",
            "A sent packet whose digest arrived on its stream was received. One whose digest came under another name was "
                + "misdirected. Of those left, one in whose place an unknown packet came was corrupted, or truncated when that "
                + "was shorter; the others were lost. Arrivals that are none of these are foreign."
        ),
        new("Reordered", "Packets that came after one that was sent later on the same stream (RFC 4737)."),
        new(
            "Latency",
            "Arrival, as the kernel or the capture stamped it, less the time at which the sender handed the packet's batch to its "
                + "way out: sending is included. Only where both read one clock."
        ),
    ];

    private static ReportVerdict VerdictOf(ReceiveSummary summary)
    {
        var failed = summary.Verdict.Checks.Where(check => !check.Passed).ToList();
        return summary switch
        {
            { Problems: [var problem, ..] } => new ReportVerdict(
                false,
                $"The run itself is in doubt: {problem}."
            ),
            _ when failed is [var check, ..] => new ReportVerdict(
                false,
                $"{failed.Count} of {summary.Verdict.Checks.Count} checks failed, first {check.Name}: {check.Got}."
            ),
            _ => new ReportVerdict(true, $"All {summary.Verdict.Checks.Count} checks passed."),
        };
    }

    private static IEnumerable<ReportFact> HighlightsOf(ReceiveSummary summary)
    {
        yield return new("Packets", Quantity.Count(summary.Table.Packets));
        yield return new("Streams", Quantity.Count(summary.Streams.Count));
        if (summary.Pps is { } pps)
            yield return new("Rate", Quantity.Rate(pps), "between the first packet and the last");
        if (summary.Comparison is { } comparison)
        {
            var total = comparison.Total();
            yield return new("Sent", Quantity.Count(total.Sent));
            yield return new("Lost", Quantity.Count(total.Lost));
            if (comparison.Latency is { Count: > 0 } latency)
                yield return new("Latency, 99 %", Quantity.Duration(latency.ValueAtPercentile(99)));
        }
        if (summary.Kernel is { } kernel)
            yield return new("Dropped by the receiver", Quantity.Count(kernel.Dropped));
    }

    private static IEnumerable<ReportFact> EnvironmentOf(ReceiveSummary summary, DateTimeOffset start)
    {
        yield return new(
            "Command",
            string.Join(' ', ["jmirror", .. Environment.GetCommandLineArgs().Skip(1)])
        );
        yield return new("Version", ProgramVersion.NameAndVersion);
        yield return new("Began", $"{start:yyyy-MM-dd HH:mm:ss} UTC");
        yield return new("Took", Quantity.Duration(summary.Duration.TotalNanoseconds));
        yield return new("Machine", $"{Environment.MachineName}, {Environment.ProcessorCount} processors");
        yield return new("System", RuntimeInformation.OSDescription);
    }
}
