using Jmirror.Cli.Output;

namespace Jmirror.Cli.Generating;

/// <summary>Prints a generator's summary: text, or JSON on standard output with the text on standard error.</summary>
internal static class GenerateReport
{
    public static void Write(GenerateSummary summary, bool json, Terminal terminal)
    {
        GenerateText.Write(summary, json ? terminal.Error : terminal.Out);
        foreach (var problem in summary.Problems)
            terminal.Error.WriteLine($"jmirror: {problem}");
        if (json)
            SummaryJson.WriteDocument(terminal.Out, document => GenerateJson.Write(summary, document));
    }
}
