using System.Globalization;
using System.Text.Json;
using Jmirror.Cli.Scenarios.Steps;
using Jmirror.Provisioning.Scenarios;
using Jmirror.Verification.Verdicts;

namespace Jmirror.Cli.Scenarios;

/// <summary>Holds what the commands of a scenario tell against what must come of it.</summary>
internal static class ScenarioChecks
{
    private const decimal Hundred = 100;
    private const string NoSummary = "no summary";

    /// <summary>All checks: the commands' ends, the receiver's verdict, the steps, the scenario's own demands.</summary>
    public static IEnumerable<Check> Of(
        ScenarioVerdictConfig wanted,
        IReadOnlyList<ChildOutcome> children,
        IReadOnlyList<StepOutcome> steps
    )
    {
        foreach (var child in children)
            yield return EndOf(child);
        foreach (var child in children)
        {
            foreach (var check in ChecksOf(child.Summary))
                yield return check;
        }
        foreach (var step in steps)
            yield return new Check($"step {step.Name}", "what the step expects", step.Sentence, step.Passed);
        var generated = children
            .FirstOrDefault(child => child.Command.Equals("generate", StringComparison.Ordinal))
            ?.Summary;
        if (wanted.MinRate is { } share)
            yield return RateOf(generated, share);
        if (wanted.MinLogins is { } logins)
            yield return LoginsOf(generated, steps.Sum(step => step.Logins), logins);
    }

    // A receiver has no end of its own: that it was ended is no fault, that it ended by itself is.
    private static Check EndOf(ChildOutcome child)
    {
        IReadOnlyList<string> problems =
        [
            .. child.IsEarly ? ["ended before the scenario did"] : Array.Empty<string>(),
            .. child.Summary is null ? [$"{NoSummary}: {child.LastWords}"] : child.Problems,
        ];
        return new Check(
            $"jmirror {child.Command}",
            "no problems",
            problems.Count == 0 ? "none" : string.Join("; ", problems),
            problems.Count == 0
        );
    }

    private static IEnumerable<Check> ChecksOf(JsonElement? summary)
    {
        if (summary is not { } document || !document.TryGetProperty("verdict", out var verdict))
            return [];
        return verdict
            .GetProperty("checks")
            .EnumerateArray()
            .Select(check => new Check(
                check.GetProperty("name").GetString()!,
                check.GetProperty("wanted").GetString()!,
                check.GetProperty("got").GetString()!,
                check.GetProperty("passed").GetBoolean()
            ));
    }

    private static Check RateOf(JsonElement? generated, decimal share)
    {
        var wanted = NumberOf(generated, "rate", "wantedPps");
        var achieved = NumberOf(generated, "rate", "achievedPps");
        return new Check(
            "achieved rate",
            $"at least {Text(share * Hundred)}% of {Text(wanted)} pps",
            achieved is null ? NoSummary : $"{Text(achieved)} pps",
            achieved >= wanted * share
        );
    }

    private static Check LoginsOf(JsonElement? generated, long ofSteps, long least)
    {
        var logins = (NumberOf(generated, "sessions", "logins") ?? 0) + ofSteps;
        return new Check("logins", $"at least {least}", Text(logins), logins >= least);
    }

    private static decimal? NumberOf(JsonElement? summary, string section, string name) =>
        summary is { } document
        && document.TryGetProperty(section, out var values)
        && values.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Number
            ? value.GetDecimal()
            : null;

    private static string Text(decimal? number) =>
        number is { } value ? value.ToString("#,0.###", CultureInfo.InvariantCulture) : "unknown";
}
