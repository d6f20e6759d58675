using System.Text.Json;
using Jmirror.Provisioning.Reloading;

namespace Jmirror.Provisioning.Api;

/// <summary>What came of a reload as JSON.</summary>
internal static class ReloadJson
{
    /// <summary>Writes the outcome.</summary>
    public static void Write(Utf8JsonWriter json, ReloadOutcome outcome)
    {
        json.WriteStartObject();
        json.WriteBoolean("succeeded", outcome.Succeeded);
        if (outcome.Succeeded)
        {
            Write(json, "mirrors", outcome.Mirrors);
            Write(json, "subscribers", outcome.Subscribers);
        }
        else
        {
            Problem.WriteErrors(json, outcome.Errors);
        }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, ChangeCounts counts)
    {
        json.WriteStartObject(name);
        json.WriteNumber("kept", counts.Kept);
        json.WriteNumber("replaced", counts.Replaced);
        json.WriteNumber("added", counts.Added);
        json.WriteNumber("deleted", counts.Deleted);
        json.WriteEndObject();
    }
}
