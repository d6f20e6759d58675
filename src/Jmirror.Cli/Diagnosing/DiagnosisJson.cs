using System.Text.Json;

namespace Jmirror.Cli.Diagnosing;

/// <summary>A diagnosis as one JSON document.</summary>
internal static class DiagnosisJson
{
    public static void Write(Diagnosis diagnosis, Stream output)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteStartObject("privileges");
        foreach (var privilege in diagnosis.Privileges)
            json.WriteBoolean(privilege.Name, privilege.IsHeld);
        json.WriteEndObject();

        json.WriteStartArray("interfaces");
        foreach (var one in diagnosis.Interfaces)
        {
            json.WriteStartObject();
            json.WriteString("name", one.Link.Name);
            json.WriteString("address", one.Link.Address?.ToString());
            json.WriteNumber("mtu", one.Link.Mtu);
            json.WriteBoolean("up", one.Link.IsUp);
            json.WriteBoolean("carrier", one.Link.HasCarrier);
            json.WriteBoolean("mergesFrames", one.Offloads is { MergesFrames: true });
            json.WriteString("cure", one.OffloadCure);
            json.WriteEndObject();
        }
        json.WriteEndArray();

        json.WriteString("target", diagnosis.Target);
        json.WriteStartArray("engines");
        foreach (var engine in diagnosis.Engines)
            Write(json, engine.Engine, engine.IsAvailable, engine.Explanation, engine.Cure);
        json.WriteEndArray();
        json.WriteStartArray("captureEngines");
        foreach (var engine in diagnosis.CaptureEngines)
            Write(json, engine.Engine, engine.IsAvailable, engine.Explanation, engine.Cure);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(
        Utf8JsonWriter json,
        Enum engine,
        bool isAvailable,
        string explanation,
        string? cure
    )
    {
        json.WriteStartObject();
        json.WriteString("engine", engine.ToString().ToLowerInvariant());
        json.WriteBoolean("available", isAvailable);
        json.WriteString("explanation", explanation);
        json.WriteString("cure", cure);
        json.WriteEndObject();
    }
}
