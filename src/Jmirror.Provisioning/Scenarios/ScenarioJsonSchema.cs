using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Scenarios.Schema;

namespace Jmirror.Provisioning.Scenarios;

/// <summary>What may stand in a scenario file, for editors.</summary>
public static class ScenarioJsonSchema
{
    /// <summary>Writes the JSON Schema (draft 2020-12), indented, in UTF-8.</summary>
    public static void Write(Stream stream) =>
        ConfigSchema.WriteJsonSchema(stream, "jmirror scenario", ScenarioSchema.Kind);
}
