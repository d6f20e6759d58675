using System.Text.Json;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Scenarios;

/// <summary>The scenarios of the checkout, shortened, and one that is interrupted: real commands, on loopback.</summary>
public sealed class ScenarioTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("smoke.yaml", "1s")]
    [InlineData("soak.yaml", "2s")]
    [InlineData("max-rate.yaml", "500ms")]
    public void Scenario_Shortened_Passes(string name, string duration)
    {
        var document = JmirrorProgram.RunJson(
            0,
            "scenario",
            "run",
            ScenarioFiles.PathOf(name),
            "--duration",
            duration
        );

        Assert.True(document.GetProperty("verdict").GetProperty("passed").GetBoolean());
        var commands = document.GetProperty("commands");
        Assert.InRange(
            SummaryOf(commands, "receive").GetProperty("comparison").GetProperty("received").GetInt64(),
            1,
            SummaryOf(commands, "generate").GetProperty("packets").GetProperty("sent").GetInt64()
        );
    }

    [Fact]
    public void Copies_ThatArriveLaterThanTheyMay_FailTheScenario()
    {
        // No path takes a nanosecond.
        var scenario = _folder.Write(
            "late.yaml",
            "packets: 200\nrate: { pps: 1000 }\nverdict: { receive: { max-latency: 50=1ns } }\n"
        );

        var result = JmirrorProgram.Run("scenario", "run", scenario);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("\nFAILED: 1 of ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Scenario_ThatIsTerminated_TellsWhatItHasSeenAndLeavesNobodyBehind()
    {
        var scenario = _folder.Write("long.yaml", "duration: 1h\nrate: { pps: 200 }\n");
        using var program = RunningTool.Start(
            JmirrorProgram.Path,
            ["scenario", "run", scenario, "--keep", _folder.PathOf("kept"), "--json"]
        );
        var ledger = Path.Combine(_folder.PathOf("kept"), "sent.ledger");
        Waiting.Until(() => File.Exists(ledger) && new FileInfo(ledger).Length > 0, "copies are recorded");

        var result = program.Terminate();

        Assert.True(result.ExitCode == 130, result.Error);
        var document = JsonDocument.Parse(result.Output).RootElement;
        Assert.True(document.GetProperty("interrupted").GetBoolean());
        Assert.Equal(
            130,
            document.GetProperty("commands").GetProperty("generate").GetProperty("exitCode").GetInt32()
        );
        Assert.DoesNotContain(scenario, Tool.Run("ps", "-eo", "args").Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static JsonElement SummaryOf(JsonElement commands, string command) =>
        commands.GetProperty(command).GetProperty("summary");
}
