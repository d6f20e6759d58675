using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using CsCheck;
using Jmirror.Engine.Impairing;
using Jmirror.Testing;
using Jmirror.Verification.Comparing;
using Jmirror.Verification.Reporting;

namespace Jmirror.Verification.Tests.Reporting;

public sealed class HtmlReportTests
{
    private static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Samples => ["lossy", "search", "hostile"];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Write_AnySample_IsWellFormedWithUniqueIds(string sample)
    {
        var ids = Parsed(SampleOf(sample)).Descendants().Attributes("id").Select(id => id.Value).ToList();
        Assert.NotEmpty(ids);
        Assert.Equal(ids.Distinct(StringComparer.Ordinal), ids, StringComparer.Ordinal);
    }

    [Fact]
    public void Write_InjectedFaults_AreARowEach()
    {
        var page = Parsed(
            new ReportData
            {
                Title = "faults",
                Faults =
                [
                    new(FaultKind.Loss, 12, 12, []),
                    new(FaultKind.IdZero, 5, 2, [(Finding.Received, 2), (Finding.Corrupted, 1)]),
                ],
            }
        );
        var section = page.Descendants(Html + "section")
            .Single(section => Has(section, "aria-labelledby", "faults-heading"));
        var rows = section.Descendants(Html + "tbody").Single().Elements(Html + "tr");
        Assert.Equal(
            "loss|12|12|; id-zero|5|2|2 received, 1 corrupted",
            string.Join("; ", rows.Select(row => string.Join('|', row.Elements().Select(cell => cell.Value))))
        );
        Assert.Single(section.Descendants(Html + "td"), cell => Has(cell, "class", "number bad"));
        Assert.DoesNotContain(
            Parsed(new ReportData { Title = "none" }).Descendants().Attributes("aria-labelledby"),
            label => label.Value is "faults-heading"
        );
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Write_AnySample_LoadsAndRunsNothing(string sample)
    {
        var page = Parsed(SampleOf(sample));
        string[] foreign =
        [
            "script",
            "link",
            "img",
            "iframe",
            "object",
            "embed",
            "image",
            "use",
            "a",
            "base",
            "form",
        ];
        Assert.DoesNotContain(page.Descendants(), element => foreign.Contains(element.Name.LocalName));
        Assert.DoesNotContain(
            page.Descendants().Attributes(),
            attribute =>
                attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase)
                || attribute.Name.LocalName is "src" or "href" or "style"
        );
        var style = page.Descendants(Html + "style").Single().Value;
        Assert.DoesNotContain("url(", style, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", style, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(
            page.Descendants(Html + "meta"),
            meta => Has(meta, "content", "default-src 'none'; style-src 'unsafe-inline'")
        );
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Write_AnySample_NamesAndDescribesEveryDrawing(string sample)
    {
        var page = Parsed(SampleOf(sample));
        var drawings = page.Descendants(Svg + "svg").ToList();
        Assert.NotEmpty(drawings);
        Assert.All(
            drawings,
            drawing =>
            {
                Assert.Equal("img", (string?)drawing.Attribute("role"));
                var title = drawing.Element(Svg + "title")!;
                var description = drawing.Element(Svg + "desc")!;
                Assert.NotEmpty(title.Value);
                Assert.NotEmpty(description.Value);
                Assert.Equal(
                    $"{title.Attribute("id")!.Value} {description.Attribute("id")!.Value}",
                    (string?)drawing.Attribute("aria-labelledby")
                );
            }
        );
        Assert.Equal("en", (string?)page.Attribute("lang"));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Write_AnySample_HasNumbersOnlyWhereItDraws(string sample) =>
        Assert.DoesNotContain(
            Parsed(SampleOf(sample)).Descendants().Where(e => e.Name.Namespace == Svg).Attributes(),
            attribute =>
                attribute.Value.Contains("NaN", StringComparison.Ordinal)
                || attribute.Value.Contains('∞')
                || attribute.Value.Contains('E')
        );

    [Fact]
    public void Write_HostileNames_ShowsThemAsText()
    {
        var page = Parsed(SampleReports.Hostile);
        Assert.Equal("</title><script>alert(1)</script>", page.Descendants(Html + "h1").Single().Value);
        Assert.Equal("</title><script>alert(1)</script>", page.Descendants(Html + "title").Single().Value);
        Assert.Contains("<svg/onload=alert(1)>", TextsOf(page, "th"), StringComparer.Ordinal);
        Assert.Contains("&lt;", TextsOf(page, "td"), StringComparer.Ordinal);
    }

    [Fact]
    public void Write_ControlCharactersAndDirectionOverrides_AreReplaced()
    {
        var text = Written(SampleReports.Hostile);
        Assert.DoesNotContain(text, c => char.IsControl(c) && c is not ('\n' or '\t'));
        Assert.DoesNotContain('\u202e', text);
        Assert.Contains("\ufffd\ufffd[31m \ufffdgnp.exe \ufffd", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_AnyText_ComesBackAsItWasButForWhatIsReplaced() =>
        Gen.String.Sample(
            title =>
            {
                var page = Parsed(new ReportData { Title = title });
                Assert.Equal(HtmlWriter.Clean(title), page.Descendants(Html + "h1").Single().Value);
            },
            iter: 300
        );

    [Fact]
    public void Write_TitleOnly_LeavesEverythingElseOut()
    {
        var page = Parsed(new ReportData { Title = "Nothing yet" });
        Assert.Empty(page.Descendants(Html + "section"));
        Assert.Empty(page.Descendants(Svg + "svg"));
        Assert.Empty(page.Descendants(Html + "dl"));
        Assert.DoesNotContain(page.Descendants(), element => Has(element, "role", "status"));
    }

    [Fact]
    public void Write_FullReport_HasItsSectionsInReadingOrder() =>
        Assert.Equal(
            [
                "Checks",
                "Rate over time",
                "Loss over time",
                "Latency",
                "Gaps",
                "Mirrors",
                "Environment",
                "How each figure is computed",
            ],
            TextsOf(Parsed(SampleReports.Lossy), "h2"),
            StringComparer.Ordinal
        );

    [Fact]
    public void Write_FailedCheck_IsSaidInWordsAndComesFirst()
    {
        var page = Parsed(SampleReports.Lossy);
        var verdict = page.Descendants().Single(element => Has(element, "role", "status"));
        Assert.StartsWith("✗ FAILED", verdict.Value.Trim(), StringComparison.Ordinal);
        var first = page.Descendants(Html + "tbody").First().Elements().First();
        Assert.Equal(
            ["✗ failed", "Every packet arrived", "loss at most 0", "112 lost (0.000757 %)"],
            first.Elements().Select(cell => cell.Value),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public void Write_NothingLost_SaysSoInsteadOfDrawingIt()
    {
        var page = Written(
            new ReportData { Title = "t", Rates = [new RateInterval(0, 100_000_000, 1_000, 1_000, 0)] }
        );
        Assert.Contains("None: all 1 000 packets arrived.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("loss-wide", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ReceiverAlone_ShowsNoLossThatNobodyMeasured()
    {
        var page = Written(
            new ReportData { Title = "t", Rates = [new RateInterval(0, 100_000_000, 0, 1_000, 0)] }
        );
        Assert.DoesNotContain("Loss over time</h2>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("sent rate", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_LongRun_KeepsItsTableShort()
    {
        var rates = Enumerable
            .Range(0, 1_200)
            .Select(i => new RateInterval(i * 100_000_000L, 100_000_000, 10, 10, 0))
            .ToList();
        var page = Parsed(new ReportData { Title = "t", Rates = rates });
        var rows = page.Descendants(Html + "tbody").Single().Elements().ToList();
        Assert.Equal(60, rows.Count);
        Assert.Equal("200", rows[0].Elements().ElementAt(2).Value);
    }

    [Fact]
    public void Write_Search_ListsEveryTrialAndTheConclusion()
    {
        var search = SampleReports.Search.Search!;
        var page = Parsed(SampleReports.Search);
        Assert.Contains(search.Conclusion, TextsOf(page, "p"), StringComparer.Ordinal);
        Assert.Equal(search.Trials.Count, page.Descendants(Html + "tbody").Single().Elements().Count());
        // One mark per trial in each of the two sizes.
        Assert.Equal(
            2 * search.Trials.Count,
            page.Descendants(Svg + "path")
                .Count(path =>
                    ((string)path.Attribute("class")!).StartsWith("mark", StringComparison.Ordinal)
                )
        );
    }

    [Fact]
    public void Write_HostileNames_ReadTheSameToABrowserAsToAnXmlReader()
    {
        var chromium = Tool.Find("chromium");
        Assert.SkipUnless(chromium is not null, "chromium is not installed");
        using var folder = new TemporaryFolder();
        var file = folder.Write("report.html", Written(SampleReports.Hostile));
        var browser = Tool.RunAny(
            chromium,
            [
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                $"--user-data-dir={folder.PathOf("profile")}",
                "--dump-dom",
                $"file://{file}",
            ]
        );
        Assert.Equal(
            Parsed(SampleReports.Hostile).DescendantsAndSelf().Select(element => element.Name.LocalName),
            OpeningTag.Matches(browser.Output).Select(tag => tag.Groups["name"].Value),
            StringComparer.Ordinal
        );
    }

    // In a serialized page a "<" opens or closes a tag; in texts it is escaped.
    private static readonly Regex OpeningTag = new(
        "<(?<name>[a-zA-Z][a-zA-Z0-9]*)",
        RegexOptions.None,
        TimeSpan.FromSeconds(10)
    );

    private static IEnumerable<string> TextsOf(XElement page, string element) =>
        page.Descendants(Html + element).Select(found => found.Value);

    private static bool Has(XElement element, string attribute, string value) =>
        string.Equals((string?)element.Attribute(attribute), value, StringComparison.Ordinal);

    private static ReportData SampleOf(string name) =>
        name switch
        {
            "search" => SampleReports.Search,
            "hostile" => SampleReports.Hostile,
            _ => SampleReports.Lossy,
        };

    private static string Written(ReportData data)
    {
        var destination = new StringWriter();
        HtmlReport.Write(data, destination);
        return destination.ToString();
    }

    private static XElement Parsed(ReportData data)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore };
        using var reader = XmlReader.Create(new StringReader(Written(data)), settings);
        return XElement.Load(reader);
    }
}
