using System.Globalization;
using System.Text;
using System.Xml;

namespace Jmirror.Verification.Verdicts;

/// <summary>
/// A verdict as the JUnit XML that CI systems read (Jenkins, GitLab, GitHub actions, Azure): one suite, one case for
/// each check, a failed one with what was wanted and what was got.
/// </summary>
public static class JUnitReport
{
    /// <summary>Writes the report in UTF-8.</summary>
    /// <param name="output">Where to; stays open.</param>
    /// <param name="verdict">What to tell.</param>
    /// <param name="suite">Name of the suite, for instance the command.</param>
    /// <param name="start">When the run began.</param>
    /// <param name="duration">How long it took.</param>
    public static void Write(
        Stream output,
        Verdict verdict,
        string suite,
        DateTimeOffset start,
        TimeSpan duration
    )
    {
        using var xml = XmlWriter.Create(
            output,
            new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(false) }
        );
        xml.WriteStartElement("testsuites");
        WriteCounts(xml, verdict, duration);
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", suite);
        WriteCounts(xml, verdict, duration);
        xml.WriteAttributeString(
            "timestamp",
            start.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture)
        );
        foreach (var check in verdict.Checks)
            WriteCase(xml, suite, check);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteCounts(XmlWriter xml, Verdict verdict, TimeSpan duration)
    {
        xml.WriteAttributeString("tests", Text(verdict.Checks.Count));
        xml.WriteAttributeString("failures", Text(verdict.Checks.Count(check => !check.Passed)));
        xml.WriteAttributeString("errors", "0");
        xml.WriteAttributeString("skipped", "0");
        xml.WriteAttributeString(
            "time",
            duration.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture)
        );
    }

    private static void WriteCase(XmlWriter xml, string suite, Check check)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", suite);
        xml.WriteAttributeString("name", check.Name);
        xml.WriteAttributeString("time", "0");
        if (!check.Passed)
        {
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("type", "check");
            xml.WriteAttributeString("message", $"wanted {check.Wanted}, got {check.Got}");
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
