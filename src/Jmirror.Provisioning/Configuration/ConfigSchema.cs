using System.Text.Encodings.Web;
using System.Text.Json;
using Jmirror.Provisioning.Schema;

namespace Jmirror.Provisioning.Configuration;

/// <summary>What may stand in a configuration, for editors and for people.</summary>
public static class ConfigSchema
{
    // For a file that people read, not for a web page: '+' and apostrophes stay as they are.
    private static readonly JsonWriterOptions ReadableJson = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the JSON Schema (draft 2020-12), indented, in UTF-8.</summary>
    public static void WriteJsonSchema(Stream stream) =>
        WriteJsonSchema(stream, "jmirror configuration", EmulatorSchema.Kind);

    /// <summary>Writes the JSON Schema of a whole file.</summary>
    internal static void WriteJsonSchema(Stream stream, string title, Kind file)
    {
        using var json = new Utf8JsonWriter(stream, ReadableJson);
        json.WriteStartObject();
        json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
        json.WriteString("title", title);
        file.WriteJsonSchema(json);
        json.WriteEndObject();
    }

    /// <summary>Writes a file to start from: a configuration that works, and every other key commented out.</summary>
    public static void WriteStarter(TextWriter writer)
    {
        var outline = new OutlineWriter(writer);
        outline.Remark(
            "Configuration of jmirror. Keys behind a '#' are not in use: remove the '#' to use one."
        );
        outline.Remark(
            "`jmirror config check FILE` tells what is wrong with a file, `jmirror config explain FILE` what it means."
        );
        EmulatorSchema.Kind.WriteStarterKeys(outline);
    }
}
