namespace Jmirror.Verification.Reporting.Sections;

/// <summary>What the report is about, whether it was good, and the figures to see first.</summary>
internal static class SummarySection
{
    public static void Write(HtmlWriter html, ReportData data)
    {
        html.Open("header");
        html.Element("h1", data.Title);
        if (data.Purpose is { } purpose)
            html.Element("p", purpose, "lead");
        html.Close();
        WriteVerdict(html, data.Verdict);
        WriteHighlights(html, data.Highlights);
    }

    private static void WriteVerdict(HtmlWriter html, ReportVerdict? verdict)
    {
        if (verdict is null)
            return;
        html.Open("div", verdict.IsGood ? "verdict good" : "verdict bad");
        html.Attribute("role", "status");
        html.Element("strong", verdict.IsGood ? "✓ PASSED" : "✗ FAILED");
        html.Element("p", verdict.Sentence);
        html.Close();
    }

    private static void WriteHighlights(HtmlWriter html, IReadOnlyList<ReportFact> highlights)
    {
        if (highlights.Count == 0)
            return;
        // Rows are full for the usual four, six or eight.
        html.Open("dl", highlights.Count % 4 == 0 ? "tiles four" : "tiles");
        foreach (var highlight in highlights)
        {
            html.Open("div");
            html.Element("dt", highlight.Name);
            html.Element("dd", highlight.Value, "value");
            if (highlight.Note is { } note)
                html.Element("dd", note, "note");
            html.Close();
        }
        html.Close();
    }
}
