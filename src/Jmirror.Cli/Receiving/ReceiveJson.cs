using System.Text.Encodings.Web;
using System.Text.Json;
using Jmirror.Engine.Impairing;
using Jmirror.Engine.Measuring;
using Jmirror.Protocol.Mirror;
using Jmirror.Verification.Comparing;
using Jmirror.Verification.Decoding;

namespace Jmirror.Cli.Receiving;

/// <summary>The summary of a receiver as one JSON document; its names are a contract with scripts.</summary>
internal static class ReceiveJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(ReceiveSummary summary, Stream destination)
    {
        using var json = new Utf8JsonWriter(destination, Options);
        json.WriteStartObject();
        json.WriteString("command", summary.Command);
        json.WriteString("input", summary.Input);
        WritePackets(summary, json);
        WriteNumber(json, "pps", summary.Pps);
        if (summary.Gaps.Count > 0)
            Write(json, "gapNanoseconds", summary.Gaps);
        if (summary.Identifications is { } hint)
            Write(hint, json);
        json.WriteStartArray("streams");
        foreach (var row in summary.Streams)
            Write(row, json);
        json.WriteEndArray();
        WriteMirrors(summary, json);
        if (summary.Comparison is { } comparison)
        {
            Write(comparison, json);
            Write(comparison.Faults, json);
        }
        WriteVerdict(summary, json);
        json.WriteStartArray("problems");
        foreach (var problem in summary.Problems)
            json.WriteStringValue(problem);
        json.WriteEndArray();
        json.WriteNumber("durationSeconds", Math.Round(summary.Duration.TotalSeconds, 6));
        json.WriteEndObject();
        json.Flush();
        destination.WriteByte((byte)'\n');
    }

    private static void WritePackets(ReceiveSummary summary, Utf8JsonWriter json)
    {
        var (reader, table) = (summary.Reader, summary.Table);
        json.WriteStartObject("packets");
        json.WriteNumber("frames", reader.Frames);
        json.WriteNumber("mirrored", table.Packets);
        json.WriteNumber("unlisted", table.Unlisted);
        json.WriteNumber("unusable", table.Unusable);
        json.WriteNumber("others", reader.Others);
        json.WriteNumber("broken", reader.Broken);
        json.WriteNumber("fragments", reader.Fragments);
        json.WriteNumber("incomplete", reader.Incomplete);
        json.WriteNumber("unwritten", summary.Unwritten);
        json.WriteEndObject();
        json.WriteStartObject("unusable");
        foreach (var fault in MirrorFaultTexts.All.Where(fault => MirrorFaults.Unusable.HasFlag(fault)))
        {
            if (table.UnusableBy(fault) is > 0 and var count)
                json.WriteNumber(MirrorFaultTexts.NameOf(fault), count);
        }
        json.WriteEndObject();
        if (summary.Kernel is not { } kernel)
            return;
        json.WriteStartObject("kernel");
        json.WriteNumber("seen", kernel.Seen);
        json.WriteNumber("dropped", kernel.Dropped);
        json.WriteEndObject();
    }

    private static void Write(IdentificationGaps hint, Utf8JsonWriter json)
    {
        json.WriteStartObject("identifications");
        json.WriteNumber("continued", hint.Continued);
        json.WriteNumber("gaps", hint.Gaps);
        json.WriteNumber("missing", hint.MissingIdentifications);
        json.WriteNumber("scattered", hint.Scattered);
        json.WriteEndObject();
    }

    private static void Write(StreamRow row, Utf8JsonWriter json)
    {
        var isBare = row.Key == Arrival.Bare;
        json.WriteStartObject();
        WriteNumber(json, "mirrorId", isBare ? null : row.Key.MirrorId);
        WriteNumber(json, "sessionId", isBare ? null : row.Key.SessionId);
        json.WriteString("source", isBare ? null : $"{row.Key.Source}");
        WriteNumber(json, "sourcePort", isBare ? null : row.Key.SourcePort);
        json.WriteString("destination", isBare ? null : $"{row.Key.Destination}");
        WriteNumber(json, "destinationPort", isBare ? null : row.Key.DestinationPort);
        json.WriteNumber("packets", row.Account?.Packets ?? 0);
        json.WriteNumber("bytes", row.Account?.InnerBytes ?? 0);
        json.WriteNumber("outerBytes", row.Account?.OuterBytes ?? 0);
        json.WriteString(
            "first",
            row.Account is null ? null : TimestampText.Format(row.Account.FirstTimestamp)
        );
        json.WriteString(
            "last",
            row.Account is null ? null : TimestampText.Format(row.Account.LastTimestamp)
        );
        WriteNumber(json, "pps", row.ToFigures().Pps);
        json.WriteBoolean("bothDirections", row.HasBothDirections);
        json.WriteStartObject("kinds");
        foreach (var kind in Enum.GetValues<MirroredKind>())
        {
            if (row.Account?.CountOf(kind) is > 0 and var count)
                json.WriteNumber(kind.ToString().ToLowerInvariant(), count);
        }
        json.WriteEndObject();
        json.WriteStartObject("faults");
        foreach (var fault in MirrorFaultTexts.All)
        {
            if (row.Account?.CountOf(fault) is > 0 and var count)
                json.WriteNumber(MirrorFaultTexts.NameOf(fault), count);
        }
        json.WriteEndObject();
        if (row.Comparison is { } compared)
            Write(compared, json);
        else if (row.Foreign is { } foreign)
            json.WriteNumber("foreign", foreign);
        json.WriteEndObject();
    }

    private static void Write(StreamComparison compared, Utf8JsonWriter json)
    {
        json.WriteStartObject("comparison");
        WriteFigures(compared.Figures, json);
        json.WriteString("misdirectedTo", compared.MisdirectedTo is { } name ? StreamRow.NameOf(name) : null);
        json.WriteStartArray("lossGaps");
        foreach (var run in compared.Losses?.First ?? [])
        {
            json.WriteStartObject();
            json.WriteNumber("position", run.Position);
            json.WriteNumber("packets", run.Length);
            json.WriteString("sent", TimestampText.Format(run.Time));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (compared.Latency is { Count: > 0 } latency)
            Write(json, "latencyNanoseconds", latency);
        json.WriteEndObject();
    }

    private static void Write(LedgerComparison comparison, Utf8JsonWriter json)
    {
        json.WriteStartObject("comparison");
        WriteFigures(comparison.Total(), json);
        if (comparison.Latency is { Count: > 0 } latency)
            Write(json, "latencyNanoseconds", latency);
        json.WriteEndObject();
    }

    private static void Write(FaultAccounts faults, Utf8JsonWriter json)
    {
        if (faults.Injected == 0)
            return;
        json.WriteStartArray("faults");
        foreach (var account in faults.ByKind())
        {
            json.WriteStartObject();
            json.WriteString("fault", FaultKinds.NameOf(account.Fault));
            json.WriteNumber("injected", account.Injected);
            json.WriteNumber("asExpected", account.AsExpected);
            json.WriteStartObject("otherwise");
            foreach (var (finding, count) in account.Otherwise)
                json.WriteNumber(Findings.NameOf(finding), count);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    // Whatever router they came from: several may feed one mirror.
    private static void WriteMirrors(ReceiveSummary summary, Utf8JsonWriter json)
    {
        var compared = summary
            .Comparison?.ByMirror()
            .ToDictionary(mirror => (mirror.MirrorId, mirror.SessionId), mirror => mirror.Figures);
        json.WriteStartArray("mirrors");
        foreach (
            var mirror in summary
                .Streams.Where(row => row.Key != Arrival.Bare)
                .GroupBy(row => (row.Key.MirrorId, row.Key.SessionId))
        )
        {
            json.WriteStartObject();
            json.WriteNumber("mirrorId", mirror.Key.MirrorId);
            json.WriteNumber("sessionId", mirror.Key.SessionId);
            json.WriteNumber("streams", mirror.Count());
            json.WriteNumber("packets", mirror.Sum(row => row.Account?.Packets ?? 0));
            json.WriteNumber("bytes", mirror.Sum(row => row.Account?.InnerBytes ?? 0));
            if (compared?.GetValueOrDefault(mirror.Key) is { } figures)
                WriteFigures(figures, json);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteFigures(ComparisonFigures figures, Utf8JsonWriter json)
    {
        json.WriteNumber("sent", figures.Sent);
        json.WriteNumber("received", figures.Received);
        json.WriteNumber("lost", figures.Lost);
        json.WriteNumber("reordered", figures.Reordered);
        json.WriteNumber("maxReorderDistance", figures.MaxReorderDistance);
        json.WriteNumber("duplicates", figures.Duplicates);
        json.WriteNumber("corrupted", figures.Corrupted);
        json.WriteNumber("truncated", figures.Truncated);
        json.WriteNumber("misdirected", figures.Misdirected);
        json.WriteNumber("arrivals", figures.Arrivals);
        json.WriteNumber("strayed", figures.Strayed);
        json.WriteNumber("foreign", figures.Foreign);
    }

    private static void WriteVerdict(ReceiveSummary summary, Utf8JsonWriter json)
    {
        json.WriteStartObject("verdict");
        json.WriteBoolean("passed", summary.Verdict.Passed);
        json.WriteStartArray("checks");
        foreach (var check in summary.Verdict.Checks)
        {
            json.WriteStartObject();
            json.WriteString("name", check.Name);
            json.WriteString("wanted", check.Wanted);
            json.WriteString("got", check.Got);
            json.WriteBoolean("passed", check.Passed);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, Histogram values)
    {
        json.WriteStartObject(name);
        json.WriteNumber("min", values.Min);
        json.WriteNumber("mean", Math.Round(values.Mean, 1));
        json.WriteNumber("p50", values.ValueAtPercentile(50));
        json.WriteNumber("p90", values.ValueAtPercentile(90));
        json.WriteNumber("p99", values.ValueAtPercentile(99));
        json.WriteNumber("p99.9", values.ValueAtPercentile(99.9));
        json.WriteNumber("max", values.Max);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
            json.WriteNumber(name, Math.Round(number, 3));
        else
            json.WriteNull(name);
    }
}
