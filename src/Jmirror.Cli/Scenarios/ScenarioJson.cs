using System.Text.Json;

namespace Jmirror.Cli.Scenarios;

/// <summary>The outcome of a scenario as one JSON document; its names are a contract with scripts.</summary>
internal static class ScenarioJson
{
    public static void Write(ScenarioOutcome outcome, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("command", "scenario");
        json.WriteString("scenario", outcome.Settings.File);
        json.WriteString("about", outcome.Scenario.About);
        json.WriteBoolean("interrupted", outcome.IsInterrupted);
        WriteVerdict(outcome, json);
        json.WriteStartObject("commands");
        foreach (var child in outcome.Children)
            Write(child, json);
        json.WriteEndObject();
        WriteSteps(outcome, json);
        json.WriteNumber("durationSeconds", Math.Round(outcome.Duration.TotalSeconds, 6));
        json.WriteEndObject();
    }

    private static void WriteVerdict(ScenarioOutcome outcome, Utf8JsonWriter json)
    {
        json.WriteStartObject("verdict");
        json.WriteBoolean("passed", outcome.Verdict.Passed);
        json.WriteStartArray("checks");
        foreach (var check in outcome.Verdict.Checks)
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

    private static void WriteSteps(ScenarioOutcome outcome, Utf8JsonWriter json)
    {
        json.WriteStartArray("steps");
        foreach (var step in outcome.Steps)
        {
            json.WriteStartObject();
            json.WriteString("name", step.Name);
            json.WriteBoolean("passed", step.Passed);
            json.WriteString("sentence", step.Sentence);
            json.WriteNumber("logins", step.Logins);
            json.WriteNumber("durationSeconds", Math.Round(step.Duration.TotalSeconds, 6));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    // The command's own summary, as it gives it to everybody.
    private static void Write(ChildOutcome child, Utf8JsonWriter json)
    {
        json.WriteStartObject(child.Command);
        json.WriteNumber("exitCode", child.ExitCode);
        if (child.Summary is { } summary)
        {
            json.WritePropertyName("summary");
            summary.WriteTo(json);
        }
        else
        {
            json.WriteNull("summary");
        }
        json.WriteEndObject();
    }
}
