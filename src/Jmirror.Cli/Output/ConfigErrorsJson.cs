using System.Text.Json;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Cli.Output;

/// <summary>The mistakes of files as one JSON document; its names are a contract with scripts.</summary>
internal static class ConfigErrorsJson
{
    public static void Write(IReadOnlyList<ConfigError> errors, Stream output)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteBoolean("good", errors.Count == 0);
        json.WriteStartArray("errors");
        foreach (var error in errors)
        {
            json.WriteStartObject();
            json.WriteString("file", error.File);
            json.WriteNumber("line", error.Position.Line);
            json.WriteNumber("column", error.Position.Column);
            json.WriteString("sentence", error.Sentence);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
