using System.Text.Json;
using System.Xml.Linq;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Scenarios;

/// <summary>The scenarios of the checkout that need privileges, shortened, each in a lab of its own.</summary>
public sealed class PrivilegedScenarioTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("half-vsa-pair.yaml", "1s", 8)]
    [InlineData("replayed-coa.yaml", "1s", 8)]
    [InlineData("stale-dtcp-sequence.yaml", "1s", 8)]
    [InlineData("through-the-router.yaml", "2s", 0)]
    public void Scenario_Shortened_Passes(string name, string duration, int steps)
    {
        using var room = new LoopbackRoom();
        var junit = _folder.PathOf("verdict.xml");

        var document = JmirrorProgram.Summary(
            room.Run(
                "scenario",
                "run",
                ScenarioFiles.PathOf(name),
                "--duration",
                duration,
                "--junit",
                junit,
                "--report",
                _folder.PathOf("report.html"),
                "--json"
            ),
            0
        );

        var verdict = document.GetProperty("verdict");
        Assert.True(verdict.GetProperty("passed").GetBoolean());
        Assert.Equal(steps, document.GetProperty("steps").GetArrayLength());
        Assert.Equal(
            verdict.GetProperty("checks").GetArrayLength(),
            XDocument.Load(junit).Descendants("testcase").Count()
        );
        Assert.Contains(
            "passed: ",
            File.ReadAllText(_folder.PathOf("report.html")),
            StringComparison.Ordinal
        );
        Assert.InRange(Received(document), 20, long.MaxValue);
    }

    [Fact]
    public void FlappingAnalyzer_Shortened_CostsTheCopiesThatItRefusesAndNoMore()
    {
        using var room = new LoopbackRoom();

        var document = JmirrorProgram.Summary(
            room.Run(
                "scenario",
                "run",
                ScenarioFiles.PathOf("flapping-analyzer.yaml"),
                "--duration",
                "5s",
                "--json"
            ),
            0
        );

        var generated = SummaryOf(document, "generate");
        var refused = generated.GetProperty("dropped").GetProperty("refused").GetInt64();
        var packets = generated.GetProperty("packets");
        Assert.InRange(refused, 1, packets.GetProperty("generated").GetInt64() / 2);
        Assert.Equal(packets.GetProperty("generated").GetInt64() - refused, Received(document));
        Assert.Single(document.GetProperty("steps").EnumerateArray());
    }

    [Fact]
    public void Fuzz_Shortened_FindsEveryFaultThatTheLedgerNames()
    {
        const int Kinds = 20;
        using var room = new LoopbackRoom();

        var document = JmirrorProgram.Summary(
            room.Run("scenario", "run", ScenarioFiles.PathOf("fuzz.yaml"), "--duration", "2s", "--json"),
            0
        );

        var injected = SummaryOf(document, "generate").GetProperty("faults").EnumerateObject().ToList();
        Assert.Equal(Kinds, injected.Count);
        var faults = Assert.Single(
            document.GetProperty("verdict").GetProperty("checks").EnumerateArray(),
            check => check.GetProperty("name").ValueEquals("faults")
        );
        Assert.Equal(
            $"{injected.Sum(fault => fault.Value.GetInt64())} found",
            faults.GetProperty("got").GetString()
        );
    }

    [Fact]
    public void LoginStorm_AtFreeradius_LogsEverybodyIn()
    {
        var path = FreeradiusFolder.Program();
        using var server = new FreeradiusFolder(
            "DEFAULT Cleartext-Password := \"secret\"\n",
            "testing123",
            "127.0.0.1"
        );
        using var room = new LoopbackRoom();
        using var radius = room.Start(path, server.Arguments);
        radius.WaitUntilItSays(FreeradiusFolder.Ready);

        var document = JmirrorProgram.Summary(
            room.Run(
                "scenario",
                "run",
                ScenarioFiles.PathOf("login-storm.yaml"),
                "--duration",
                "7s",
                "--json"
            ),
            0
        );

        var storm = Assert.Single(document.GetProperty("steps").EnumerateArray());
        Assert.InRange(storm.GetProperty("logins").GetInt32(), 990, 1000);
        Assert.Contains("User-Name = \"user1000@isp.example\"", server.Accounting, StringComparison.Ordinal);
    }

    [Theory]
    // Another subscriber is mirrored; the session is not known; forgeries are obeyed; any Seq is taken, as Junos does.
    [InlineData(
        "through-the-router.yaml",
        "four-mirrors.yaml",
        "outer-vlan: 105",
        "outer-vlan: 106",
        @"packets not as sent +at most 0 +[1-9]\d* of "
    )]
    [InlineData(
        "half-vsa-pair.yaml",
        "mx-under-test.yaml",
        "acct-session-id: 0010000a",
        "acct-session-id: 0010000b",
        "step the whole order .* ACK expected; came: 1 x NAK 503"
    )]
    [InlineData(
        "replayed-coa.yaml",
        "mx-under-test.yaml",
        "require-message-authenticator: true",
        "require-message-authenticator: false",
        "step unprotected .* no answer expected; came: 1 x ACK"
    )]
    [InlineData(
        "stale-dtcp-sequence.yaml",
        "mx-under-test.yaml",
        "sequence: strict",
        "sequence: ignore",
        "step too far ahead .* 498 expected; came: 1 x 200"
    )]
    public void Router_ThatDoesOtherwise_FailsTheScenario(
        string name,
        string router,
        string right,
        string wrong,
        string failure
    )
    {
        using var room = new LoopbackRoom();
        Directory.CreateDirectory(_folder.PathOf("routers"));
        var config = File.ReadAllText(ScenarioFiles.PathOf($"routers/{router}"));
        Assert.Contains(right, config, StringComparison.Ordinal);
        _folder.Write($"routers/{router}", config.Replace(right, wrong, StringComparison.Ordinal));
        // The step that waits for a time window comes after the one that fails.
        var scenario = File.ReadAllText(ScenarioFiles.PathOf(name))
            .Replace("at: 5s", "at: 1ms", StringComparison.Ordinal);

        var result = room.Run("scenario", "run", _folder.Write(name, scenario), "--duration", "1s");

        Assert.True(result.ExitCode == 1, $"exit code {result.ExitCode}: {result.Error}");
        Assert.Matches($"FAIL +{failure}", result.Output);
    }

    public void Dispose() => _folder.Dispose();

    private static long Received(JsonElement document) =>
        SummaryOf(document, "receive").GetProperty("comparison").GetProperty("received").GetInt64();

    private static JsonElement SummaryOf(JsonElement document, string command) =>
        document.GetProperty("commands").GetProperty(command).GetProperty("summary");
}
