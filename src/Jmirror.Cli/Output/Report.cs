namespace Jmirror.Cli.Output;

/// <summary>Prints a summary: text, or JSON on standard output with the text on standard error.</summary>
internal static class Report
{
    public static void Write(RunSummary summary, bool json, Terminal terminal)
    {
        SummaryText.Write(summary, json ? terminal.Error : terminal.Out);
        foreach (var problem in summary.Problems)
            terminal.Error.WriteLine($"jmirror: {problem}");
        if (json)
            SummaryJson.Write(summary, terminal.Out);
    }
}
