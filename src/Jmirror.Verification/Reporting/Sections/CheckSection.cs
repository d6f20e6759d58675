namespace Jmirror.Verification.Reporting.Sections;

/// <summary>What the verdict rests on, failures first.</summary>
internal static class CheckSection
{
    public static void Write(HtmlWriter html, IReadOnlyList<ReportCheck> checks)
    {
        if (checks.Count == 0)
            return;
        var failed = checks.Count(check => !check.Passed);
        html.OpenSection("checks", "Checks");
        html.Element(
            "p",
            failed == 0 ? $"All {checks.Count} passed." : $"{failed} of {checks.Count} failed.",
            "note"
        );
        html.OpenTable(
            "Checks",
            new("result", false),
            new("check", false),
            new("wanted", false),
            new("found", false)
        );
        foreach (var check in checks.OrderBy(check => check.Passed))
        {
            html.Open("tr");
            html.Element("td", check.Passed ? "✓ passed" : "✗ failed", check.Passed ? "good" : "bad");
            html.Element("td", check.Name, "wrap");
            html.Element("td", check.Wanted, "wrap");
            html.Element("td", check.Found, "wrap");
            html.Close();
        }
        html.CloseTable();
        html.Close();
    }
}
