using System.Text.Encodings.Web;
using System.Text.Json;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Impairing;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Pacing;
using Jmirror.Network.Linux.Receiving;

namespace Jmirror.Cli.Output;

/// <summary>The summary as one JSON document; its names are a contract with scripts.</summary>
internal static class SummaryJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(RunSummary summary, TextWriter destination) =>
        WriteDocument(destination, json => Write(summary, json));

    /// <summary>Writes what <paramref name="write"/> says as a document of its own, in the form of all our documents.</summary>
    public static void WriteDocument(TextWriter destination, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
            write(json);
        destination.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    private static void Write(RunSummary summary, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("command", summary.Command);
        WriteStrings(json, "inputs", summary.Inputs);
        WriteStrings(json, "outputs", summary.Outputs);

        WriteCounters(summary.Counters, json);
        WriteFaults(summary.Counters.Faults, json);
        if (summary.Kernel is { } kernel)
            WriteKernel(kernel, json);
        summary.Radius?.WriteJson(json);

        json.WriteStartObject("rate");
        WriteRate(summary.Pacing, summary.AchievedPps, json);
        json.WriteEndObject();
        json.WriteNumber("passes", summary.Passes);
        if (summary.Latency is { } latency)
            Write(json, "latencyNanoseconds", PacingReport.Distribution.Of(latency));

        WriteMirrors(summary.Mirrors, json);
        WriteEnded(summary.Ended, json);
        WriteStrings(json, "problems", summary.Problems);
        json.WriteNumber("durationSeconds", Math.Round(summary.Duration.TotalSeconds, 6));
        json.WriteEndObject();
    }

    /// <summary>What became of every packet.</summary>
    public static void WriteCounters(RunCounters counters, Utf8JsonWriter json)
    {
        json.WriteStartObject("packets");
        json.WriteNumber("read", counters.Read);
        json.WriteNumber("matched", counters.Matched);
        json.WriteNumber("unmatched", counters.Unmatched);
        json.WriteNumber("mirrored", counters.Mirrored);
        json.WriteNumber("sent", counters.Sent);
        json.WriteNumber("fragments", counters.Fragments);
        json.WriteEndObject();

        json.WriteStartObject("bytes");
        json.WriteNumber("read", counters.ReadBytes);
        json.WriteNumber("mirrored", counters.MirroredBytes);
        json.WriteNumber("sent", counters.SentBytes);
        json.WriteEndObject();

        json.WriteStartObject("unmatched");
        foreach (var reason in Enum.GetValues<MissReason>())
        {
            if (counters.UnmatchedFor(reason) is > 0 and var count)
                json.WriteNumber(MissReasons.NameOf(reason), count);
        }
        json.WriteEndObject();
        WriteDropped(counters, json);
    }

    /// <summary>What was lost, by reason.</summary>
    public static void WriteDropped(RunCounters counters, Utf8JsonWriter json)
    {
        json.WriteStartObject("dropped");
        foreach (var reason in Enum.GetValues<DropReason>())
        {
            if (counters.DroppedFor(reason) is > 0 and var count)
                json.WriteNumber(DropReasons.NameOf(reason), count);
        }
        json.WriteEndObject();
    }

    /// <summary>What was put in on purpose.</summary>
    public static void WriteFaults(FaultCounters faults, Utf8JsonWriter json)
    {
        json.WriteStartObject("faults");
        foreach (var kind in Enum.GetValues<FaultKind>())
        {
            if (faults[kind] is > 0 and var count)
                json.WriteNumber(FaultKinds.NameOf(kind), count);
        }
        json.WriteEndObject();
    }

    /// <summary>What the kernel saw and dropped.</summary>
    public static void WriteKernel(KernelCounters kernel, Utf8JsonWriter json)
    {
        json.WriteStartObject("kernel");
        json.WriteNumber("seen", kernel.Seen);
        json.WriteNumber("dropped", kernel.Dropped);
        json.WriteEndObject();
    }

    /// <summary>Every mirror and what it copied.</summary>
    public static void WriteMirrors(IReadOnlyCollection<Mirror> mirrors, Utf8JsonWriter json)
    {
        json.WriteStartArray("mirrors");
        foreach (var mirror in mirrors)
            Write(mirror, json);
        json.WriteEndArray();
    }

    /// <summary>What mirrors copied that have ended, if there are any.</summary>
    public static void WriteEnded(EndedCopies ended, Utf8JsonWriter json)
    {
        if (ended.Mirrors == 0)
            return;
        json.WriteStartObject("endedMirrors");
        json.WriteNumber("mirrors", ended.Mirrors);
        json.WriteNumber("packets", ended.Packets);
        json.WriteNumber("bytes", ended.Bytes);
        json.WriteEndObject();
    }

    /// <summary>Wanted and achieved rate, into an object that is open.</summary>
    public static void WriteRate(PacingReport? report, double achieved, Utf8JsonWriter json)
    {
        WriteRounded(json, "wantedPps", report?.WantedPps);
        WriteRounded(json, "achievedPps", achieved);
        WriteRounded(json, "errorPercent", report?.ErrorPercent);
        if (report is not { } pacing)
            return;
        WriteRounded(json, "achievedMbps", pacing.AchievedMbps);
        json.WriteNumber("maxLatenessNanoseconds", pacing.MaxLateness);
        json.WriteNumber("slips", pacing.Slips);
        json.WriteNumber("slippedNanoseconds", pacing.SlippedTime);
        Write(json, "gapNanoseconds", pacing.Gaps);
        Write(json, "copiesPerBurst", pacing.Bursts);
    }

    private static void Write(Utf8JsonWriter json, string name, PacingReport.Distribution values)
    {
        json.WriteStartObject(name);
        json.WriteNumber("min", values.Min);
        json.WriteNumber("p50", values.Median);
        json.WriteNumber("p99", values.P99);
        json.WriteNumber("p99.9", values.P999);
        json.WriteNumber("max", values.Max);
        json.WriteEndObject();
    }

    public static void WriteRounded(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
            json.WriteNumber(name, Math.Round(number, 4));
        else
            json.WriteNull(name);
    }

    private static void Write(Mirror mirror, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (mirror.Definition.Header is { } header)
        {
            json.WriteNumber("mirrorId", header.MirrorId);
            json.WriteNumber("sessionId", header.SessionId);
        }
        else
        {
            json.WriteNull("mirrorId");
            json.WriteNull("sessionId");
        }
        json.WriteNumber("packets", mirror.Packets);
        json.WriteNumber("bytes", mirror.Bytes);
        json.WriteEndObject();
    }

    public static void WriteStrings(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
