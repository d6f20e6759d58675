using System.Runtime.InteropServices;
using Jmirror.Verification.Reporting;

namespace Jmirror.Cli.Searching;

/// <summary>The result of a search as a report for people who were not there.</summary>
internal static class FindMaxReport
{
    public static ReportData Of(FindMaxResult result)
    {
        var search = result.Search;
        return new ReportData
        {
            Title = "Highest rate without loss",
            Purpose =
                $"Mirrored packets were sent to {string.Join(", ", result.Outputs)}, at one rate after the other, and "
                + $"counted at the far end by {result.Receiver}.",
            Verdict = new ReportVerdict(search.IsConfirmed, search.Conclusion),
            Highlights = [.. HighlightsOf(result)],
            Search = search,
            Environment = [.. EnvironmentOf(result)],
            Methods =
            [
                new(
                    "Packets sent and achieved rate",
                    "Copies that the way out took, counted by the sender; their rate from the first burst to the last, "
                        + "on the monotonic clock."
                ),
                new("Packets received", MethodOf(result.Settings)),
            ],
        };
    }

    private static IEnumerable<ReportFact> HighlightsOf(FindMaxResult result)
    {
        var (search, counters) = (result.Search, result.Counters);
        yield return new(
            "found rate",
            search.FoundPps is { } pps ? Quantity.Rate(pps) : "none",
            search.IsConfirmed ? "confirmed" : "not confirmed"
        );
        yield return new(
            "at that rate",
            result.FoundMbps is { } mbps ? $"{mbps:0.###} Mbit/s" : "none",
            "outer IP datagrams, link headers not counted"
        );
        yield return new("trials", $"{search.Trials.Count}", $"{result.Duration.TotalSeconds:0} s in all");
        yield return new("packets sent", Quantity.Count(counters.Sent), Quantity.Bytes(counters.SentBytes));
    }

    private static IEnumerable<ReportFact> EnvironmentOf(FindMaxResult result)
    {
        yield return new("command", result.Settings.CommandLine);
        yield return new("program", ProgramVersion.NameAndVersion);
        yield return new("started", $"{result.Start:yyyy-MM-dd HH:mm:ss} UTC");
        yield return new(
            "machine",
            $"{Environment.MachineName}, {Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription}"
        );
        foreach (var output in result.Outputs)
            yield return new("sent to", output);
        yield return new("counted by", result.Receiver);
        foreach (var problem in result.Problems)
            yield return new("problem", problem);
    }

    private static string MethodOf(FindMaxSettings settings) =>
        settings.Counter is { } command
            ? $"What the command printed {settings.Settle.TotalSeconds:0.###} s after a trial, less what it printed before: {command}"
            : "Mirror datagrams with the ids that were sent, counted by a receiver in the same process until none came for "
                + $"{settings.Settle.TotalSeconds:0.###} s; outer fragments are put together first.";
}
