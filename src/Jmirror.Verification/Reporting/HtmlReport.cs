using Jmirror.Verification.Reporting.Sections;

namespace Jmirror.Verification.Reporting;

/// <summary>
/// Writes a report as one HTML file that needs nothing else: no network, no scripts, no fonts; light, dark and
/// printed. The markup is XML as well, so that other programs can read it.
/// </summary>
public static class HtmlReport
{
    // The page could not load anything even if a text broke out of its place.
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'";

    /// <summary>Writes the report; absent parts of <paramref name="data"/> are left out.</summary>
    public static void Write(ReportData data, TextWriter destination)
    {
        using var html = new HtmlWriter(destination);
        html.OpenDocument("en");
        WriteHead(html, data);
        html.Open("body");
        html.Open("main");
        SummarySection.Write(html, data);
        CheckSection.Write(html, data.Checks);
        SearchSection.Write(html, data.Search);
        RateSection.Write(html, data.Rates);
        LossSection.Write(html, data.Rates);
        DistributionSection.WriteLatency(html, data.Latency);
        DistributionSection.WriteGaps(html, data.Gaps);
        StreamSection.Write(html, data.Streams);
        FaultSection.Write(html, data.Faults);
        FactSection.Write(html, "environment", "Environment", data.Environment);
        FactSection.Write(html, "methods", "How each figure is computed", Methods.Of(data));
        html.Close();
        html.Close();
        html.Close();
    }

    private static void WriteHead(HtmlWriter html, ReportData data)
    {
        html.Open("head");
        WriteMeta(html, "charset", "utf-8");
        WriteMeta(html, "http-equiv", "Content-Security-Policy", Policy);
        WriteMeta(html, "name", "viewport", "width=device-width, initial-scale=1");
        WriteMeta(html, "name", "color-scheme", "light dark");
        html.Element("title", data.Title);
        html.Style(StyleSheet.Rules);
        html.Close();
    }

    private static void WriteMeta(HtmlWriter html, string name, string value, string? content = null)
    {
        html.Open("meta");
        html.Attribute(name, value);
        if (content is not null)
            html.Attribute("content", content);
        html.Close();
    }
}
