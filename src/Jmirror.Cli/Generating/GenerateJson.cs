using System.Text.Json;
using Jmirror.Cli.Output;
using Jmirror.Traffic.Generating;

namespace Jmirror.Cli.Generating;

/// <summary>A generator's summary as one JSON document; its names are a contract with scripts.</summary>
internal static class GenerateJson
{
    public static void Write(GenerateSummary summary, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("command", "generate");
        json.WriteString("form", summary.Form == TrafficForm.Frames ? "frames" : "mirrored");
        SummaryJson.WriteStrings(json, "outputs", summary.Outputs);
        WritePackets(summary, json);
        WriteTraffic(summary.Traffic, json);
        WriteSessions(summary, json);
        summary.Radius?.WriteJson(json);
        SummaryJson.WriteDropped(summary.Counters, json);
        SummaryJson.WriteFaults(summary.Counters.Faults, json);
        json.WriteStartObject("rate");
        SummaryJson.WriteRate(summary.Pacing, summary.AchievedPps, json);
        json.WriteEndObject();
        SummaryJson.WriteMirrors(summary.Mirrors, json);
        SummaryJson.WriteEnded(summary.Ended, json);
        SummaryJson.WriteStrings(json, "problems", summary.Problems);
        json.WriteNumber("generatedSeconds", Math.Round(summary.GeneratedTime.TotalSeconds, 6));
        json.WriteNumber("durationSeconds", Math.Round(summary.Duration.TotalSeconds, 6));
        json.WriteEndObject();
    }

    private static void WritePackets(GenerateSummary summary, Utf8JsonWriter json)
    {
        var counters = summary.Counters;
        json.WriteStartObject("packets");
        json.WriteNumber("generated", counters.Read);
        json.WriteNumber("sent", counters.Sent);
        json.WriteNumber("fragments", counters.Fragments);
        if (summary.Expected is { } expected)
            json.WriteNumber("expected", expected);
        json.WriteEndObject();
        json.WriteStartObject("bytes");
        json.WriteNumber("generated", counters.ReadBytes);
        json.WriteNumber("sent", counters.SentBytes);
        json.WriteEndObject();
    }

    private static void WriteTraffic(TrafficCounters traffic, Utf8JsonWriter json)
    {
        json.WriteStartObject("traffic");
        foreach (var kind in traffic.ByApplication.GroupBy(one => one.Application))
            json.WriteNumber($"{kind.Key}".ToLowerInvariant(), kind.Sum(one => one.Packets));
        json.WriteNumber("signalling", traffic.Signalling);
        json.WriteNumber("downstream", traffic.Downstream);
        json.WriteNumber("conversations", traffic.Conversations);
        json.WriteEndObject();
    }

    private static void WriteSessions(GenerateSummary summary, Utf8JsonWriter json)
    {
        json.WriteStartObject("sessions");
        json.WriteNumber("logins", summary.Sessions.Logins);
        json.WriteNumber("logouts", summary.Sessions.Logouts);
        json.WriteNumber("online", summary.Sessions.Online);
        json.WriteNumber("mirroredOnline", summary.Sessions.MirroredOnline);
        json.WriteEndObject();
    }
}
