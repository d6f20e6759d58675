using System.Xml.Linq;

namespace Jmirror.EndToEnd.Tests.Receiving;

/// <summary>The verdict as files: JUnit for machines, HTML for people.</summary>
public sealed class VerdictFileTests : IDisposable
{
    private readonly SentTraffic _sent = SentTraffic.OfOneMirror(100);

    [Fact]
    public void JUnit_OfALossyRun_IsXmlWithThatFailure()
    {
        var junit = _sent.PathOf("verdict.xml");
        _sent.Compare(
            1,
            _sent.Arrived(packets => packets.Skip(3)),
            "--junit",
            junit,
            "--expect-mirror",
            "1/1@192.0.2.1"
        );

        var suite = XDocument.Load(junit).Root!.Element("testsuite")!;
        Assert.Equal(("7", "1"), (suite.Attribute("tests")!.Value, suite.Attribute("failures")!.Value));
        var failed = Assert.Single(suite.Elements("testcase"), test => test.Element("failure") is not null);
        Assert.Equal("lost packets", failed.Attribute("name")!.Value);
        Assert.Equal(
            "wanted at most 0, got 3 of 100",
            failed.Element("failure")!.Attribute("message")!.Value
        );
    }

    [Fact]
    public void Report_IsHtmlThatParses_AndTellsTheVerdict()
    {
        var report = _sent.PathOf("report.html");
        _sent.Compare(1, _sent.Arrived(packets => packets.Skip(3)), "--report", report);

        var html = XDocument.Load(report);
        Assert.Equal("html", html.Root!.Name.LocalName);
        Assert.Contains(
            "1 of 6 checks failed, first lost packets: 3 of 100",
            html.Root.Value,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(0, "--expect-mirror", "1")]
    [InlineData(0, "--expect-mirror", "0x1/1@192.0.2.1", "--nothing-else")]
    [InlineData(1, "--expect-mirror", "2")]
    [InlineData(1, "--expect-mirror", "1/2")]
    [InlineData(1, "--expect-mirror", "1@192.0.2.9")]
    [InlineData(0, "--byte-exact")]
    [InlineData(1, "--both-directions")]
    [InlineData(2, "--max-latency", "99=5ms")]
    [InlineData(2, "--max-loss", "101%")]
    [InlineData(2, "--expect-mirror", "one")]
    public void Compare_AsksWhatTheOptionsSay(int exitCode, params string[] options)
    {
        var result = JmirrorProgram.Run([
            "compare",
            _sent.Ledger,
            _sent.Arrived(packets => packets),
            .. options,
        ]);

        Assert.Equal(exitCode, result.ExitCode);
    }

    [Fact]
    public void Receive_ALimitWithoutALedger_IsRefused()
    {
        var result = JmirrorProgram.Run(
            "receive",
            "--read",
            _sent.Arrived(packets => packets),
            "--max-loss",
            "0"
        );

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--max-loss needs", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_ALedgerThatIsNotThere_IsOneSentence()
    {
        var result = JmirrorProgram.Run("compare", _sent.PathOf("none"), _sent.Arrived(packets => packets));

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(
            "there is no such ledger",
            Assert.Single(result.Error.TrimEnd('\n').Split('\n')),
            StringComparison.Ordinal
        );
    }

    public void Dispose() => _sent.Dispose();
}
