using System.Text.Json;
using System.Xml.Linq;

namespace Jmirror.Cli.Tests.Scenarios;

/// <summary>How a scenario starts commands, ends them, and judges what they tell; the commands are fakes.</summary>
public sealed class ScenarioRunTests : IDisposable
{
    private const string Scenario = """
        about: A fake.
        rate: { pps: 1000 }
        duration: 1s
        verdict: { receive: { max-loss: 1%, byte-exact: true }, min-rate: 99%, min-logins: 5 }
        """;

    private readonly FakeProgram _program = new();

    [Fact]
    public void Commands_ThatAreAllContent_MakeASuccess()
    {
        var run = _program.Run(Scenario);

        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
        Assert.Matches(
            """
            ^\S+lab.yaml: A fake\.
            outcome  check             wanted                     got
            pass     jmirror receive   no problems                none
            pass     jmirror generate  no problems                none
            pass     lost              at most 0                  0
            pass     achieved rate     at least 99% of 1,000 pps  995\.5 pps
            pass     logins            at least 5                 5
            passed: 5 checks in \d+\.\d s
            $
            """,
            run.Output
        );
    }

    [Fact]
    public void Step_OfAnAnalyzerThatIsWatched_IsACheckAmongTheOthers()
    {
        var run = _program.Run("duration: 1s\nsteps: [ { name: gone, analyzer: { do: down } } ]");

        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Contains("the analyzer is away", run.Output, StringComparison.Ordinal);
        Assert.Contains("step gone", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Step_ThatCannotBeCarriedOut_EndsEverythingWithItsSentence()
    {
        var run = _program.Run(
            "duration: 1s\nanalyzer: { address: 192.0.2.100 }\nsteps: [ { at: 300ms, analyzer: { do: down } } ]"
        );

        run.AssertRefused(ExitCode.BadInput, "no analyzer of its own to take away");
        Assert.False(_program.IsAlive("generate"));
    }

    [Theory]
    [InlineData(
        "receive",
        """{ "problems": [], "verdict": { "checks": [ { "name": "lost", "wanted": "0", "got": "3", "passed": false } ] } }""",
        "FAIL     lost"
    )]
    [InlineData("receive", """{ "problems": [ "the sender has died" ] }""", "the sender has died")]
    [InlineData("receive", "not json", "no summary")]
    [InlineData(
        "generate",
        """{ "problems": [], "rate": { "wantedPps": 1000, "achievedPps": 989 }, "sessions": { "logins": 5 } }""",
        "FAIL     achieved rate"
    )]
    [InlineData(
        "generate",
        """{ "problems": [], "rate": { "wantedPps": 1000, "achievedPps": 990 }, "sessions": { "logins": 4 } }""",
        "FAIL     logins"
    )]
    [InlineData("generate", """{ "problems": [] }""", "FAIL     achieved rate")]
    public void Command_ThatTellsOfAFault_FailsTheScenario(string command, string summary, string part)
    {
        _program.Command(
            command,
            command is "generate"
                ? $"echo '{summary}'"
                : FakeProgram.UntilTerminated("receiving from udp", summary, exitCode: 130)
        );

        var run = _program.Run(Scenario);

        Assert.Equal(ExitCode.CheckFailed, run.ExitCode);
        Assert.Contains(part, run.Output, StringComparison.Ordinal);
        Assert.Contains("\nFAILED: ", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("receive", 3, ExitCode.Environment)]
    [InlineData("receive", 2, ExitCode.BadInput)]
    [InlineData("generate", 2, ExitCode.BadInput)]
    [InlineData("generate", 3, ExitCode.Environment)]
    public void Command_ThatCannotBegin_EndsEverythingWithItsSentence(
        string command,
        int itsExitCode,
        int exitCode
    )
    {
        _program.Command(command, $"echo 'jmirror: it cannot be' >&2; exit {itsExitCode}");

        var run = _program.Run(Scenario);

        run.AssertRefused(exitCode, $"{command}: it cannot be");
        Assert.False(_program.IsAlive("receive"));
    }

    [Theory]
    [InlineData("receive", "")]
    [InlineData("run", "")]
    [InlineData("run", "steps: [ { at: 1h, analyzer: { do: down, link: eth3 } } ]")]
    public void Command_ThatDiesMeanwhile_EndsTheScenarioAndFailsIt(string command, string steps)
    {
        _program.Write("router.yaml", "analyzers: { md1: { address: 127.0.0.1 } }\n");
        _program.Command(
            "generate",
            FakeProgram.UntilTerminated("generating", """{ "problems": [] }""", exitCode: 130)
        );
        _program.Command(command, "echo 'receiving from udp is mirroring' >&2; sleep 0.2; kill -KILL $$");

        var run = _program.Run($"duration: 1h\ninterface: lo\nrun: router.yaml\n{steps}");

        Assert.Equal(ExitCode.CheckFailed, run.ExitCode);
        Assert.Matches(
            $"FAIL +jmirror {command} +no problems +ended before the scenario did; no summary: ended by signal 9\n",
            run.Output
        );
        Assert.DoesNotContain("step ", run.Output, StringComparison.Ordinal);
        Assert.False(_program.IsAlive("generate"));
    }

    [Fact]
    public void Commands_AfterTheScenario_AreGone()
    {
        _program.Write("router.yaml", "analyzers: { md1: { address: 127.0.0.1 } }\n");

        _program.Run("duration: 1s\ninterface: lo\nrun: router.yaml");

        Assert.Equal(
            (false, false, false),
            (_program.IsAlive("receive"), _program.IsAlive("run"), _program.IsAlive("generate"))
        );
    }

    [Fact]
    public void Files_OfTheOutcome_TellTheSameChecks()
    {
        var run = _program.Run(
            Scenario,
            arguments =>
                arguments with
                {
                    Change = settings =>
                        settings with
                        {
                            Json = true,
                            JUnit = _program.PathOf("verdict.xml"),
                            Report = _program.PathOf("report.html"),
                            Keep = _program.PathOf("kept"),
                        },
                }
        );

        using var document = JsonDocument.Parse(run.Output);
        var verdict = document.RootElement.GetProperty("verdict");
        Assert.True(verdict.GetProperty("passed").GetBoolean());
        const string Checks = "jmirror receive, jmirror generate, lost, achieved rate, logins";
        Assert.Equal(
            Checks,
            string.Join(
                ", ",
                verdict
                    .GetProperty("checks")
                    .EnumerateArray()
                    .Select(check => check.GetProperty("name").GetString())
            )
        );
        Assert.Equal(
            Checks,
            string.Join(
                ", ",
                XDocument
                    .Load(_program.PathOf("verdict.xml"))
                    .Descendants("testcase")
                    .Select(one => one.Attribute("name")!.Value)
            )
        );
        Assert.Contains(
            "995.5 pps",
            File.ReadAllText(_program.PathOf("report.html")),
            StringComparison.Ordinal
        );
        Assert.Equal(
            1000,
            document
                .RootElement.GetProperty("commands")
                .GetProperty("generate")
                .GetProperty("summary")
                .GetProperty("packets")
                .GetProperty("sent")
                .GetInt32()
        );
        Assert.Equal(
            "generate.json, generate.log, receive.json, receive.log",
            string.Join(
                ", ",
                Directory
                    .EnumerateFiles(_program.PathOf("kept"))
                    .Select(path => Path.GetFileName(path))
                    .Order(StringComparer.Ordinal)
            )
        );
        Assert.Contains("--report ", _program.CallOf("receive"), StringComparison.Ordinal);
    }

    public void Dispose() => _program.Dispose();
}
