using Jmirror.Cli.Controlling;
using Jmirror.Cli.Output;
using Jmirror.Verification.Reporting;
using Jmirror.Verification.Verdicts;

namespace Jmirror.Cli.Scenarios;

/// <summary>Tells what came of a scenario: text, JSON, JUnit, the HTML report.</summary>
internal static class ScenarioOutput
{
    public static void Write(ScenarioOutcome outcome, Stream? junit, TextWriter? report, Terminal terminal)
    {
        WriteText(outcome, outcome.Settings.Json ? terminal.Error : terminal.Out);
        if (outcome.Settings.Json)
            SummaryJson.WriteDocument(terminal.Out, json => ScenarioJson.Write(outcome, json));
        if (junit is not null)
            JUnitReport.Write(
                junit,
                outcome.Verdict,
                $"jmirror scenario {outcome.Settings.File}",
                outcome.Start,
                outcome.Duration
            );
        if (report is not null)
            HtmlReport.Write(ScenarioReport.Of(outcome), report);
    }

    private static void WriteText(ScenarioOutcome outcome, TextWriter output)
    {
        output.WriteLine(outcome.Title);
        var table = new TextTable("outcome", "check", "wanted", "got");
        foreach (var check in outcome.Verdict.Checks)
            table.Add(check.Passed ? "pass" : "FAIL", check.Name, check.Wanted, check.Got);
        table.Write(output);
        output.WriteLine(outcome.Conclusion);
    }
}
