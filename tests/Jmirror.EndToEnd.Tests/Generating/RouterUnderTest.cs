using System.Text.Json;
using Jmirror.EndToEnd.Tests.Live;
using Jmirror.EndToEnd.Tests.Receiving;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Generating;

/// <summary>
/// <c>generate</c> as the subscribers of a bed, <c>run</c> as their router, tcpdump and <c>receive --expect</c> as the
/// analyzer.
/// </summary>
internal sealed class RouterUnderTest : IDisposable
{
    private readonly LiveBed _bed;
    private readonly AnalyzerCapture _analyzer;
    private readonly RunningTool _run;
    private readonly string _ledger;

    /// <summary>Starts the router; it mirrors when this returns.</summary>
    /// <param name="bed">Where.</param>
    /// <param name="subscribers">Those that its configuration names, as YAML.</param>
    /// <param name="mirrors">Its mirrors, as YAML without their analyzer.</param>
    public RouterUnderTest(LiveBed bed, IEnumerable<string> subscribers, IEnumerable<string> mirrors)
    {
        _bed = bed;
        _ledger = bed.PathOf("expected.ledger");
        _analyzer = AnalyzerCapture.Start(bed, "udp port 30030 or ip[6:2] & 0x1fff != 0");
        _run = bed.StartRun(
            $$"""
            router: { series: mx, source-address: {{LiveBed.Source}} }
            capture: { interfaces: [ { name: {{LiveBed.Tap}}, side: access } ] }
            analyzers: { md1: { address: {{LiveBed.Analyzer}} } }
            {{bed.ApiSection}}
            subscribers:
            {{List(subscribers)}}
            mirrors:
            {{List(mirrors.Select(mirror => $"{mirror}, analyzer: md1"))}}
            """
        );
    }

    /// <summary>The mirrored datagrams that reached the analyzer, once the run has ended.</summary>
    public string Arrived => _bed.PathOf("arrived.pcap");

    /// <summary>The subscribers send and receive; the generator's summary.</summary>
    public JsonElement Generate(params IReadOnlyList<string> options)
    {
        using var generator = Start(options);
        var summary = JmirrorProgram.Summary(generator.WaitForEnd(), 0);
        Assert.Equal(summary.Packets("generated"), summary.Packets("sent"));
        return summary;
    }

    /// <summary>Starts the subscribers.</summary>
    public RunningTool Start(params IReadOnlyList<string> options) =>
        _bed.StartInSubscribers(
            JmirrorProgram.Path,
            [
                "generate",
                .. options,
                "--interface",
                LiveBed.Wire,
                "--analyzer",
                LiveBed.Analyzer,
                "--source",
                LiveBed.Source,
                "--ledger",
                _ledger,
                "--json",
            ]
        );

    /// <summary>Ends the router; what <c>receive</c> makes of its copies, and with which exit code it must end.</summary>
    public JsonElement EndAndJudge(int exitCode)
    {
        LiveBed.End(_run);
        var frames = _analyzer.StopAndReadFrames();
        const uint LinkTypeEthernet = 1;
        PcapFile.Write(Arrived, LinkTypeEthernet, frames.Select((bytes, n) => (n * 1000L, bytes)));
        return JmirrorProgram.RunJson(
            exitCode,
            ["receive", "--read", Arrived, "--port", "30030", "--expect", _ledger]
        );
    }

    /// <summary>Asserts that every copy that the ledger expects came once, whole and in order on its stream.</summary>
    public static void AssertNothingMissing(JsonElement summary)
    {
        Assert.All(
            summary
                .GetProperty("streams")
                .EnumerateArray()
                .Where(stream => stream.TryGetProperty("comparison", out _)),
            stream =>
            {
                var (comparison, mirror) = (stream.GetProperty("comparison"), stream.Number("mirrorId"));
                Assert.Equal(
                    (mirror, comparison.Number("sent"), 0, 0, 0),
                    (
                        mirror,
                        comparison.Number("received"),
                        comparison.Number("reordered"),
                        comparison.Number("duplicates"),
                        comparison.Number("strayed")
                    )
                );
            }
        );
    }

    public void Dispose()
    {
        _run.Dispose();
        _analyzer.Dispose();
    }

    private static string List(IEnumerable<string> items) =>
        string.Join('\n', items.Select(item => $"  - {{ {item} }}").DefaultIfEmpty("  []"));
}
