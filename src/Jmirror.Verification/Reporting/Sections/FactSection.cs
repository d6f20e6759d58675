namespace Jmirror.Verification.Reporting.Sections;

/// <summary>Names and what they stand for.</summary>
internal static class FactSection
{
    public static void Write(HtmlWriter html, string id, string heading, IReadOnlyList<ReportFact> facts)
    {
        if (facts.Count == 0)
            return;
        html.OpenSection(id, heading);
        html.Open("dl", "facts");
        foreach (var fact in facts)
        {
            html.Element("dt", fact.Name);
            html.Open("dd");
            html.Text(fact.Value);
            if (fact.Note is { } note)
            {
                html.Text(" ");
                html.Element("span", note, "note");
            }
            html.Close();
        }
        html.Close();
        html.Close();
    }
}
