using System.Text.Json;
using Jmirror.Testing;

namespace Jmirror.Cli.Tests.Generating;

/// <summary>What <c>generate</c> reports when it ends; the names of the JSON document are a contract with scripts.</summary>
public sealed class SummaryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Json_OfCopies_HasTheseNamesAndAddsUp()
    {
        var summary = Json("--subscribers", "4", "--mirrored", "50%", "--mix", "http=3,dns");

        Assert.Equal(
            [
                "command",
                "form",
                "outputs",
                "packets",
                "bytes",
                "traffic",
                "sessions",
                "dropped",
                "faults",
                "rate",
                "mirrors",
                "problems",
                "generatedSeconds",
                "durationSeconds",
            ],
            NamesOf(summary),
            StringComparer.Ordinal
        );
        Assert.Equal("generate", summary.GetProperty("command").GetString());
        Assert.Equal("mirrored", summary.GetProperty("form").GetString());
        Assert.Equal((400, 400), (summary.Packets("generated"), summary.Packets("sent")));
        Assert.Equal(
            ["http", "dns", "signalling", "downstream", "conversations"],
            NamesOf(summary.GetProperty("traffic")),
            StringComparer.Ordinal
        );
        Assert.Equal(
            (300, 100, 0),
            (Traffic(summary, "http"), Traffic(summary, "dns"), Traffic(summary, "signalling"))
        );
        Assert.Equal((4, 2), (Sessions(summary, "online"), Sessions(summary, "mirroredOnline")));
        Assert.Equal(
            400,
            summary
                .GetProperty("mirrors")
                .EnumerateArray()
                .Sum(mirror => mirror.GetProperty("packets").GetInt64())
        );
    }

    [Fact]
    public void Json_OfFramesWithALedger_TellsHowManyCopiesAreExpected()
    {
        var summary = Json(
            "--subscribers",
            "4",
            "--mirrored",
            "2",
            "--even",
            "--frames",
            "--analyzer",
            "192.0.2.9",
            "--source",
            "192.0.2.1",
            "--ledger",
            _folder.PathOf("expected.ledger")
        );

        Assert.Equal("frames", summary.GetProperty("form").GetString());
        Assert.Equal(200, summary.Packets("expected"));
        Assert.Empty(summary.GetProperty("mirrors").EnumerateArray());
    }

    [Fact]
    public void Json_OfChurn_CountsLoginsAndLogouts()
    {
        var summary = Json("--online", "10ms", "--offline", "10ms", "--access", "pppoe", "--frames");

        var (logins, logouts) = (Sessions(summary, "logins"), Sessions(summary, "logouts"));
        Assert.InRange(logins, 1, 400);
        Assert.Equal(Sessions(summary, "online"), logins - logouts);
        Assert.Equal(400, Traffic(summary, "signalling") + Traffic(summary, "udp"));
    }

    [Fact]
    public void Text_NamesWhatWasGeneratedAndWhereItWent()
    {
        var file = _folder.PathOf("copies.pcap");
        var run = CommandRun.Of("generate", "--mix", "voip", "--write", file, "--limit", "1200");

        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
        string[] expected =
        [
            "1 200  packets, ",
            "  voip ",
            "online at the end",
            $"copies to {file}",
            "took ",
        ];
        Assert.All(expected, part => Assert.Contains(part, run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void Text_OfFrames_SpeaksOfFramesAndOfNoMirrors()
    {
        var run = CommandRun.Of("generate", "--frames", "--dry-run", "--limit", "100");

        Assert.Contains("frames to nowhere (dry run)", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("mirror ", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("copied nothing", run.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static JsonElement Json(params string[] options)
    {
        var run = CommandRun.Of(["generate", .. options, "--dry-run", "--limit", "400", "--json"]);
        Assert.Equal(ExitCode.Success, run.ExitCode);
        return JsonDocument.Parse(run.Output).RootElement;
    }

    private static IEnumerable<string> NamesOf(JsonElement element) =>
        element.EnumerateObject().Select(property => property.Name);

    private static long Traffic(JsonElement summary, string name) =>
        summary.GetProperty("traffic").GetProperty(name).GetInt64();

    private static long Sessions(JsonElement summary, string name) =>
        summary.GetProperty("sessions").GetProperty(name).GetInt64();
}
