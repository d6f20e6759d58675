using System.Text.Json;
using Jmirror.Provisioning.Schema;

namespace Jmirror.Provisioning.Configuration;

/// <summary>What may stand in a configuration, for editors and for people.</summary>
public static class ConfigSchema
{
    /// <summary>Writes the JSON Schema (draft 2020-12), indented, in UTF-8.</summary>
    public static void WriteJsonSchema(Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
        json.WriteString("title", "jmirror configuration");
        EmulatorSchema.Kind.WriteJsonSchema(json);
        json.WriteEndObject();
    }

    /// <summary>Writes a file to start from: a configuration that works, and every other key commented out.</summary>
    public static void WriteStarter(TextWriter writer)
    {
        var outline = new OutlineWriter(writer);
        outline.Remark(
            "Configuration of jmirror. Whole lines behind '# ' explain; remove a '#' before a key to use the key."
        );
        outline.Remark(
            "`jmirror config check FILE` tells what is wrong with a file, `jmirror config explain FILE` what it means."
        );
        EmulatorSchema.Kind.WriteStarterKeys(outline);
    }
}
