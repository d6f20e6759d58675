using System.Globalization;
using Jmirror.Engine.Impairing;
using Jmirror.Protocol.Mirror;
using Jmirror.Verification.Comparing;
using Jmirror.Verification.Decoding;
using Jmirror.Verification.Reporting;

namespace Jmirror.Cli.Receiving;

/// <summary>The summary of a receiver for a person.</summary>
internal static class ReceiveText
{
    private const int StreamsShown = 20;

    public static void Write(ReceiveSummary summary, TextWriter output)
    {
        WriteFrames(summary, output);
        foreach (var row in summary.Streams.Take(StreamsShown))
            WriteStream(row, output);
        if (summary.Streams.Count > StreamsShown)
            output.WriteLine(
                $"  and {Quantity.Count(summary.Streams.Count - StreamsShown)} more streams (--json lists all)"
            );
        if (summary.Comparison is { } comparison)
            WriteComparison(comparison, output);
        else if (summary.Identifications is { MissingIdentifications: > 0 } hint)
            output.WriteLine(
                $"outer identifications: {hint.MissingIdentifications} left out in {hint.Gaps} gaps, {hint.Scattered} scattered; "
                    + "a hint at loss only, a ledger would tell"
            );
        foreach (var check in summary.Verdict.Checks)
            output.WriteLine(
                $"{(check.Passed ? "pass" : "FAIL")}  {check.Name}: wanted {check.Wanted}, got {check.Got}"
            );
    }

    private static void WriteFrames(ReceiveSummary summary, TextWriter output)
    {
        var (reader, table) = (summary.Reader, summary.Table);
        var rate = summary.Pps is { } pps ? $", {Quantity.Rate(pps)}" : "";
        output.WriteLine(
            $"{Quantity.Count(reader.Frames)} frames from {summary.Input}: {Quantity.Count(table.Packets)} mirrored packets{rate}, "
                + $"{Quantity.Count(reader.Others)} others"
        );
        Line(output, reader.Fragments, "of the frames are outer fragments");
        Line(output, reader.Incomplete, "datagrams are incomplete: outer fragments are missing");
        Line(output, reader.Broken, "frames are cut or malformed and were not looked into");
        foreach (var fault in MirrorFaultTexts.All)
        {
            if (MirrorFaults.Unusable.HasFlag(fault))
                Line(
                    output,
                    table.UnusableBy(fault),
                    $"datagrams cannot be decoded: {MirrorFaultTexts.NameOf(fault)}"
                );
        }
        Line(output, table.Unlisted, "packets of streams beyond the most kept");
        Line(output, summary.Unwritten, "packets of unknown kind were not written");
        if (summary.Kernel is { } kernel)
            output.WriteLine($"  {Quantity.Count(kernel.Dropped)} packets dropped by this machine");
    }

    private static void WriteStream(StreamRow row, TextWriter output)
    {
        output.Write($"  {StreamRow.NameOf(row.Key)}: ");
        if (row.Account is { } account)
        {
            var rate = row.ToFigures().Pps is { } pps ? $", {Quantity.Rate(pps)}" : "";
            var kinds = string.Concat(
                Enum.GetValues<MirroredKind>()
                    .Where(kind => account.CountOf(kind) > 0)
                    .Select(kind => $", {account.CountOf(kind)} {kind.ToString().ToLowerInvariant()}")
            );
            var directions = row.HasBothDirections ? ", both directions" : "";
            output.WriteLine(
                $"{account.Packets} packets, {account.InnerBytes} bytes{rate}{kinds}{directions}"
            );
            output.WriteLine(
                $"    from {TimestampText.Format(account.FirstTimestamp)} to {TimestampText.Format(account.LastTimestamp)}"
            );
            foreach (var fault in MirrorFaultTexts.All.Where(fault => account.CountOf(fault) > 0))
                output.WriteLine($"    {account.CountOf(fault)} times {MirrorFaultTexts.NameOf(fault)}");
        }
        else
        {
            output.WriteLine("nothing arrived");
        }
        if (row.Comparison is { } compared)
            WriteCompared(compared, output);
        else if (row.Foreign is { } foreign)
            output.WriteLine($"    not in the ledger; {foreign} foreign");
    }

    private static void WriteCompared(StreamComparison compared, TextWriter output)
    {
        output.WriteLine($"    {Figures(compared.Figures)}");
        if (compared.MisdirectedTo is { } name)
            output.WriteLine($"    first misdirected to {StreamRow.NameOf(name)}");
        if (compared.Losses is not { } losses)
            return;
        var first = losses.First[0];
        output.WriteLine(
            $"    lost in {losses.Count} gaps, the longest of {losses.Longest}; the first behind {first.Position} packets"
        );
    }

    private static void WriteComparison(LedgerComparison comparison, TextWriter output)
    {
        output.WriteLine($"all streams: {Figures(comparison.Total())}");
        foreach (var mirror in UnionsOf(comparison))
            output.WriteLine(
                $"mirror {mirror.MirrorId} session {mirror.SessionId} over all routers: {Figures(mirror.Figures)}"
            );
        foreach (var account in comparison.Faults.ByKind())
            WriteFault(account, output);
        if (comparison.Latency is { Count: > 0 } latency)
            output.WriteLine(
                $"latency: least {Quantity.Duration(latency.Min)}, median {Percentile(50)}, 99 % {Percentile(99)}, 99.9 % {Percentile(99.9)}, "
                    + $"most {Quantity.Duration(latency.Max)}"
            );
        string Percentile(double rank) => Quantity.Duration(comparison.Latency!.ValueAtPercentile(rank));
    }

    private static void WriteFault(FaultAccount account, TextWriter output)
    {
        var others = string.Concat(
            account.Otherwise.Select(other => $", {other.Count} {Findings.NameOf(other.Finding)}")
        );
        output.WriteLine(
            $"fault {FaultKinds.NameOf(account.Fault)}: {account.Injected} injected, {account.AsExpected} found as it should be{others}"
        );
    }

    /// <summary>Mirrors that several routers feed.</summary>
    private static IEnumerable<(uint MirrorId, uint SessionId, ComparisonFigures Figures)> UnionsOf(
        LedgerComparison comparison
    )
    {
        var shared = comparison
            .Streams.GroupBy(stream => (stream.Key.MirrorId, stream.Key.SessionId))
            .Where(group => group.Count() > 1)
            .Select(group => group.Key)
            .ToHashSet();
        return comparison.ByMirror().Where(mirror => shared.Contains((mirror.MirrorId, mirror.SessionId)));
    }

    private static string Figures(ComparisonFigures figures) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"sent {figures.Sent}, received {figures.Received}, lost {figures.Lost}, reordered {figures.Reordered}, "
        )
        + $"duplicates {figures.Duplicates}, corrupted {figures.Corrupted}, truncated {figures.Truncated}, "
        + $"misdirected {figures.Misdirected}, strayed here {figures.Strayed}, foreign {figures.Foreign}";

    private static void Line(TextWriter output, long count, string what)
    {
        if (count > 0)
            output.WriteLine($"  {Quantity.Count(count)} {what}");
    }
}
