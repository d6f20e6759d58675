namespace Jmirror.Verification.Reporting.Sections;

/// <summary>The few kinds of blocks that sections are built from.</summary>
internal static class Blocks
{
    /// <summary>Starts a section with a heading; close it.</summary>
    public static void OpenSection(this HtmlWriter html, string id, string heading, string? style = null)
    {
        html.Open("section", style);
        html.Attribute("aria-labelledby", $"{id}-heading");
        html.Open("h2");
        html.Attribute("id", $"{id}-heading");
        html.Text(heading);
        html.Close();
    }

    /// <summary>Starts a table that scrolls sideways where it does not fit; end it with <see cref="CloseTable"/>.</summary>
    /// <param name="html">The page.</param>
    /// <param name="name">Name of the table for those who cannot see it.</param>
    /// <param name="columns">Headings; those of figures are to the right.</param>
    public static void OpenTable(this HtmlWriter html, string name, params ReadOnlySpan<Column> columns)
    {
        html.Open("div", "scroll");
        // What scrolls must be reachable by keyboard.
        html.Attribute("tabindex", "0");
        html.Attribute("role", "region");
        html.Attribute("aria-label", name);
        html.Open("table");
        html.Open("thead");
        html.Open("tr");
        foreach (var column in columns)
        {
            html.Open("th", column.IsNumber ? "number" : null);
            html.Attribute("scope", "col");
            html.Text(column.Heading);
            html.Close();
        }
        html.Close();
        html.Close();
        html.Open("tbody");
    }

    public static void CloseTable(this HtmlWriter html)
    {
        html.Close();
        html.Close();
        html.Close();
    }

    /// <summary>The cell that names its row.</summary>
    public static void RowHeading(this HtmlWriter html, string text)
    {
        html.Open("th");
        html.Attribute("scope", "row");
        html.Text(text);
        html.Close();
    }

    /// <summary>A cell with a figure.</summary>
    public static void Number(this HtmlWriter html, string text, bool isBad = false) =>
        html.Element("td", text, isBad ? "number bad" : "number");

    /// <summary>Starts the figures of a drawing, folded away; end with <see cref="CloseFigures"/>.</summary>
    public static void OpenFigures(this HtmlWriter html, string name, params ReadOnlySpan<Column> columns)
    {
        html.Open("details");
        html.Element("summary", $"{name} as a table");
        html.OpenTable(name, columns);
    }

    public static void CloseFigures(this HtmlWriter html)
    {
        html.CloseTable();
        html.Close();
    }

    /// <summary>What the lines or marks of a chart mean.</summary>
    public static void Legend(
        this HtmlWriter html,
        params ReadOnlySpan<(string Style, string Sign, string Text)> entries
    )
    {
        html.Open("ul", "legend");
        foreach (var (style, sign, text) in entries)
        {
            html.Open("li");
            html.Open("span", sign.Length == 0 ? $"key {style}" : $"key mark {style}");
            html.Attribute("aria-hidden", "true");
            html.Text(sign);
            html.Close();
            html.Text(text);
            html.Close();
        }
        html.Close();
    }
}

/// <summary>Heading of a column.</summary>
internal readonly record struct Column(string Heading, bool IsNumber = true);
