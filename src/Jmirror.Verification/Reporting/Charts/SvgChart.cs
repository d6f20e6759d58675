using System.Globalization;
using System.Text;

namespace Jmirror.Verification.Reporting.Charts;

/// <summary>
/// Draws charts as SVG inside of a page. Each is drawn twice, for wide and for narrow screens, as text in a drawing
/// does not wrap; the style sheet shows the one that fits.
/// </summary>
internal static class SvgChart
{
    private const double LabelDrop = 18;
    private const double TitleDrop = 38;
    private const double MarkRadius = 4;

    // Columns of nothing are left out, those of little are still seen.
    private const double LeastBarHeight = 1;

    /// <summary>Draws a chart.</summary>
    /// <param name="html">The page.</param>
    /// <param name="chart">What to draw.</param>
    /// <param name="id">Name of the chart that no other on the page has.</param>
    public static void Write(HtmlWriter html, Chart chart, string id)
    {
        Write(html, chart, ChartFrame.Wide, $"{id}-wide", "chart wide");
        Write(html, chart, ChartFrame.Narrow, $"{id}-narrow", "chart narrow");
    }

    private static void Write(HtmlWriter html, Chart chart, ChartFrame frame, string id, string style)
    {
        html.OpenSvg(style);
        html.Attribute("viewBox", $"0 0 {frame.Width} {frame.Height}");
        html.Attribute("role", "img");
        html.Attribute("aria-labelledby", $"{id}-title {id}-desc");
        WriteWithId(html, "title", $"{id}-title", chart.Title);
        WriteWithId(html, "desc", $"{id}-desc", chart.Description);
        WriteUpwardAxis(html, chart, frame);
        WriteSidewardAxis(html, chart, frame);
        foreach (var bar in chart.Bars)
            WriteBar(html, chart, frame, bar);
        WriteRules(html, chart, frame);
        foreach (var line in chart.Lines)
            WriteLine(html, chart, frame, line);
        foreach (var mark in chart.Marks)
            WriteMark(html, chart, frame, mark);
        html.Close();
    }

    private static void WriteWithId(HtmlWriter html, string element, string id, string text)
    {
        html.Open(element);
        html.Attribute("id", id);
        html.Text(text);
        html.Close();
    }

    private static void WriteUpwardAxis(HtmlWriter html, Chart chart, ChartFrame frame)
    {
        WriteText(html, "axis-title", "start", 2, 14, chart.Y.Title);
        foreach (var tick in frame.UpwardTicks(chart.Y))
        {
            var y = frame.YOf(chart.Y, tick.Value);
            WriteStroke(html, "grid", ChartFrame.Left, y, frame.Right, y);
            WriteText(html, "tick", "end", ChartFrame.Left - 8, y + 4, tick.Label);
        }
    }

    private static void WriteSidewardAxis(HtmlWriter html, Chart chart, ChartFrame frame)
    {
        WriteStroke(html, "axis", ChartFrame.Left, frame.Bottom, frame.Right, frame.Bottom);
        foreach (var tick in frame.SidewardTicks(chart.X))
        {
            var x = frame.XOf(chart.X, tick.Value);
            WriteStroke(html, "axis", x, frame.Bottom, x, frame.Bottom + 5);
            WriteText(
                html,
                "tick",
                "middle",
                frame.CentreOf(chart.X, tick),
                frame.Bottom + LabelDrop,
                tick.Label
            );
        }
        var middle = (ChartFrame.Left + frame.Right) / 2;
        WriteText(html, "axis-title", "middle", middle, frame.Bottom + TitleDrop, chart.X.Title);
    }

    private static void WriteRules(HtmlWriter html, Chart chart, ChartFrame frame)
    {
        foreach (var rule in chart.Rules)
        {
            var x = frame.XOf(chart.X, rule.Value);
            WriteStroke(html, "rule", x, ChartFrame.Top, x, frame.Bottom);
        }
        foreach (var rule in frame.ApartOnly(chart.X, chart.Rules))
            WriteText(
                html,
                "rule-label",
                "middle",
                frame.CentreOf(chart.X, rule),
                ChartFrame.Top - 4,
                rule.Label
            );
    }

    private static void WriteBar(HtmlWriter html, Chart chart, ChartFrame frame, Chart.Bar bar)
    {
        if (bar.Height <= 0)
            return;
        var (left, right) = (frame.XOf(chart.X, bar.From), frame.XOf(chart.X, bar.To));
        var top = Math.Min(frame.YOf(chart.Y, bar.Height), frame.Bottom - LeastBarHeight);
        html.Open("rect", "bar");
        html.Attribute("x", left);
        html.Attribute("y", top);
        html.Attribute("width", Math.Max(1, right - left - 0.6));
        html.Attribute("height", frame.Bottom - top);
        html.Close();
    }

    private static void WriteLine(HtmlWriter html, Chart chart, ChartFrame frame, Chart.Line line)
    {
        var path = new StringBuilder();
        foreach (var (x, y) in line.Points)
        {
            var (left, top) = (frame.XOf(chart.X, x), frame.YOf(chart.Y, y));
            path.Append(
                CultureInfo.InvariantCulture,
                $"{(path.Length == 0 ? 'M' : 'L')}{left:0.#} {top:0.#}"
            );
        }
        // A line to itself shows a single point as a dot.
        if (line.Points.Count == 1)
            path.Append("h0");
        html.Open("path", $"line {line.Style}");
        html.Attribute("d", path.ToString());
        html.Close();
    }

    private static void WriteMark(HtmlWriter html, Chart chart, ChartFrame frame, Chart.Mark mark)
    {
        var (x, y) = (frame.XOf(chart.X, mark.X), frame.YOf(chart.Y, mark.Y));
        var r = MarkRadius;
        html.Open("path", $"mark {mark.Style}");
        html.Attribute(
            "d",
            mark.Shape switch
            {
                MarkShape.Cross => $"M{x - r:0.#} {y - r:0.#}l{2 * r} {2 * r}m0 {-2 * r}l{-2 * r} {2 * r}",
                MarkShape.Triangle => $"M{x:0.#} {y - r:0.#}l{r} {2 * r}h{-2 * r}z",
                _ => $"M{x - r:0.#} {y:0.#}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0",
            }
        );
        html.Element("title", mark.Hint);
        html.Close();
    }

    private static void WriteStroke(HtmlWriter html, string style, double x1, double y1, double x2, double y2)
    {
        html.Open("line", style);
        html.Attribute("x1", x1);
        html.Attribute("y1", y1);
        html.Attribute("x2", x2);
        html.Attribute("y2", y2);
        html.Close();
    }

    private static void WriteText(
        HtmlWriter html,
        string style,
        string anchor,
        double x,
        double y,
        string text
    )
    {
        html.Open("text", style);
        html.Attribute("text-anchor", anchor);
        html.Attribute("x", x);
        html.Attribute("y", y);
        html.Text(text);
        html.Close();
    }
}
