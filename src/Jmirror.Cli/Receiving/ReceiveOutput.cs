using Jmirror.Verification.Reporting;
using Jmirror.Verification.Verdicts;

namespace Jmirror.Cli.Receiving;

/// <summary>Tells what a receiver saw: text, JSON, JUnit, the HTML report.</summary>
internal static class ReceiveOutput
{
    public static void Write(
        ReceiveSummary summary,
        ReceiveSettings settings,
        RateSeries rates,
        DateTimeOffset start,
        Terminal terminal
    )
    {
        if (settings.Json)
            ReceiveJson.Write(summary, terminal.OutBytes);
        ReceiveText.Write(summary, settings.Json ? terminal.Error : terminal.Out);
        foreach (var problem in summary.Problems)
            terminal.Error.WriteLine($"jmirror: {problem}");
        if (settings.Verdict.JUnit is { } junit)
        {
            using var file = File.Create(junit);
            JUnitReport.Write(file, summary.Verdict, $"jmirror {settings.Command}", start, summary.Duration);
        }
        if (settings.Verdict.Report is { } report)
        {
            using var file = File.CreateText(report);
            HtmlReport.Write(ReceiveReport.Of(summary, settings, rates, start), file);
        }
    }
}
