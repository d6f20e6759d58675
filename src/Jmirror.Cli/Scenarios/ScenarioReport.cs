using System.Runtime.InteropServices;
using System.Text.Json;
using Jmirror.Verification.Reporting;

namespace Jmirror.Cli.Scenarios;

/// <summary>The outcome of a scenario as a report for people who were not there.</summary>
internal static class ScenarioReport
{
    public static ReportData Of(ScenarioOutcome outcome) =>
        new()
        {
            Title = $"jmirror scenario: {Path.GetFileNameWithoutExtension(outcome.Settings.File)}",
            Purpose = outcome.Scenario.About,
            Verdict = new ReportVerdict(outcome.Verdict.Passed && !outcome.IsInterrupted, outcome.Conclusion),
            Highlights = [.. HighlightsOf(outcome)],
            Checks =
            [
                .. outcome.Verdict.Checks.Select(check => new ReportCheck(
                    check.Name,
                    check.Wanted,
                    check.Got,
                    check.Passed
                )),
            ],
            Environment = [.. EnvironmentOf(outcome)],
        };

    private static IEnumerable<ReportFact> HighlightsOf(ScenarioOutcome outcome)
    {
        var population = outcome.Scenario.Traffic.Population;
        yield return new(
            "subscribers",
            Quantity.Count(population.Count),
            $"{Quantity.Count(population.Mirrored)} mirrored"
        );
        if (NumberOf(outcome["generate"], "packets", "sent") is { } sent)
            yield return new("sent", Quantity.Count(sent), "packets");
        if (NumberOf(outcome["receive"], "packets", "mirrored") is { } received)
            yield return new("received", Quantity.Count(received), "mirrored packets");
        yield return new("duration", $"{outcome.Duration.TotalSeconds:0.0} s");
    }

    private static IEnumerable<ReportFact> EnvironmentOf(ScenarioOutcome outcome)
    {
        yield return new("scenario", outcome.Settings.File);
        yield return new("seed", $"{outcome.Settings.Seed ?? outcome.Scenario.Traffic.Seed}");
        yield return new("program", ProgramVersion.NameAndVersion);
        yield return new("started", $"{outcome.Start:yyyy-MM-dd HH:mm:ss} UTC");
        yield return new(
            "machine",
            $"{Environment.MachineName}, {Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription}"
        );
    }

    private static long? NumberOf(ChildOutcome? child, string section, string name) =>
        child?.Summary is { } summary
        && summary.TryGetProperty(section, out var values)
        && values.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Number
            ? value.GetInt64()
            : null;
}
