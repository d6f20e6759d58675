using Jmirror.EndToEnd.Tests.Wire;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Searching;

/// <summary>find-max against a path whose limit is known.</summary>
[Collection(WireCollection.Name)]
public sealed class ThrottleTests : IDisposable
{
    private const double Within = 0.02;

    private readonly ThrottledPath _path = new();

    public void Dispose() => _path.Dispose();

    [Fact]
    public void OwnReceiverOnTheFarInterface_FindsTheThrottle()
    {
        var report = _path.PathOf("report.html");

        var result = _path.FindMax(
            "--receive-on",
            ThrottledPath.Back,
            "--from",
            "700",
            "--to",
            "900",
            "--trial",
            "1500ms",
            "--settle",
            "100ms",
            "--confirmations",
            "1",
            "--report",
            report,
            "--json"
        );

        AssertFound(result);
        Assert.Contains(
            "<h1>Highest rate without loss</h1>",
            File.ReadAllText(report),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void CounterCommandBehindTheThrottle_FindsTheThrottle() =>
        AssertFound(
            _path.FindMax(
                "--counter",
                $"ip netns exec {_path.FarNamespace} cat /sys/class/net/{ThrottledPath.Exit}/statistics/tx_packets",
                "--from",
                "700",
                "--to",
                "900",
                "--trial",
                "1s",
                "--settle",
                "100ms",
                "--confirmations",
                "1",
                "--json"
            )
        );

    [Fact]
    public void CounterThatStandsStill_IsLossAtTheLowestRate()
    {
        var result = _path.FindMax("--counter", "echo 5", "--from", "500", "--to", "1k", "--trial", "200ms");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("The path loses packets even at 500 pps", result.Output, StringComparison.Ordinal);
        Assert.Contains("nothing arrived in any trial", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void CounterThatFailsLater_EndsTheSearchWithWhatWasFound()
    {
        // The first reading tries the command out; then there are two for the warm-up and two for each trial.
        var readings = _path.PathOf("readings");
        var result = _path.FindMax(
            "--counter",
            $"echo x >> {readings}; n=$(wc -l < {readings}); [ $n -lt 6 ] && echo $((n / 5 * 100))",
            "--from",
            "500",
            "--to",
            "1k",
            "--trial",
            "200ms",
            "--json"
        );

        var summary = JmirrorProgram.Summary(result, 3);
        Assert.Equal(1, summary.GetProperty("trials").GetArrayLength());
        Assert.Contains(
            "the search ended early: the counter command ended with 1",
            result.Error,
            StringComparison.Ordinal
        );
    }

    private static void AssertFound(ToolResult result)
    {
        var found = JmirrorProgram.Summary(result, 0).GetProperty("found");
        Assert.True(found.GetProperty("confirmed").GetBoolean());
        Assert.True(
            Math.Abs(found.GetProperty("pps").GetDouble() / ThrottledPath.Limit - 1) <= Within,
            result.Error
        );
    }
}
