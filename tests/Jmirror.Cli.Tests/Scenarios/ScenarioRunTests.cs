using System.Text.Json;
using System.Xml.Linq;
using Jmirror.Cli.Options;
using Jmirror.Protocol.Ip;

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
    public void Receiver_WithoutAnAnalyzer_IsOnLoopbackAndToldWhatWasSent()
    {
        _program.Run(Scenario);

        var words = _program.CallOf("receive")!.Split(' ');
        var (place, ledger) = (words[3], words[5]);
        Assert.StartsWith("127.0.0.1:", place, StringComparison.Ordinal);
        Assert.Equal(
            $"receive --json --listen {place} --expect {ledger} --max-loss 1% --byte-exact true",
            _program.CallOf("receive")
        );
        Assert.Equal(
            $"generate --scenario {_program.PathOf("lab.yaml")} --json --analyzer {place} --ledger {ledger}",
            _program.CallOf("generate")
        );
        Assert.Null(_program.CallOf("run"));
        Assert.False(File.Exists(ledger));
    }

    [Fact]
    public void Analyzer_OfSomebodyElse_GetsTheCopiesAndNobodyReceives()
    {
        var run = _program.Run(
            "duration: 1s\nanalyzer: { address: 192.0.2.100 }",
            arguments => arguments with { Change = settings => settings with { Seed = 7, Duration = "2s" } }
        );

        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Null(_program.CallOf("receive"));
        Assert.Matches(
            @"^generate --scenario \S+ --json --ledger \S+ --seed 7 --duration 2s$",
            _program.CallOf("generate")
        );
    }

    [Fact]
    public void Analyzer_OfTheCommandLine_TakesThePlaceOfTheFiles()
    {
        _program.Run(
            "duration: 1s\nanalyzer: { address: 192.0.2.100, via: { port: lo } }",
            arguments =>
                arguments with
                {
                    Change = settings =>
                        settings with
                        {
                            Analyzer = new Endpoint(new Ipv4Address(0xc0000201), 6502),
                        },
                }
        );

        Assert.Null(_program.CallOf("receive"));
        Assert.Contains(" --analyzer 192.0.2.1:6502 ", _program.CallOf("generate"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("analyzer: { address: 192.0.2.100, port: 6502, via: { port: lo } }", "6502")]
    [InlineData("steps: [ { analyzer: { do: down } } ]", @"\d+")]
    public void Receiver_OfWhatReachesNoSocket_WatchesTheLoopbackInterface(string part, string port)
    {
        var run = _program.Run($"duration: 1s\n{part}");

        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Matches($"^receive --json --interface lo --port {port} --expect ", _program.CallOf("receive"));
    }

    [Fact]
    public void Receiver_OnAnInterface_CapturesTheAnalyzersPort()
    {
        _program.Run(
            "duration: 1s\nanalyzer: { address: 192.0.2.100, port: 6502 }",
            arguments => arguments with { Change = settings => settings with { ReceiveOn = "eth3" } }
        );

        Assert.StartsWith(
            "receive --json --interface eth3 --port 6502 --expect ",
            _program.CallOf("receive"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Router_UnderTest_TellsWhatItHasSentAndIsEndedBeforeTheReceiver()
    {
        _program.Write(
            "router.yaml",
            """
            analyzers: { md1: { address: 127.0.0.1, port: 6502 } }
            """
        );

        var run = _program.Run("duration: 1s\ninterface: lo\nrun: router.yaml");

        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Matches(
            $@"^run --config {_program.PathOf("router.yaml")} --json --ledger \S+$",
            _program.CallOf("run")
        );
        Assert.Matches(@" --listen 127\.0\.0\.1:6502 --expect \S+$", _program.CallOf("receive"));
        Assert.DoesNotContain("--ledger", _program.CallOf("generate"), StringComparison.Ordinal);
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
            "duration: 1s\nanalyzer: { address: 192.0.2.100 }\nsteps: [ { analyzer: { do: down } } ]"
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

    [Fact]
    public void Listening_SomewhereElse_IsWhereCopiesGo()
    {
        _program.Run(
            Scenario,
            arguments =>
                arguments with
                {
                    Change = settings =>
                        settings with
                        {
                            Listen = new Endpoint(new Ipv4Address(0x7f000002), 6502),
                        },
                }
        );

        Assert.Contains(" --analyzer 127.0.0.2:6502 ", _program.CallOf("generate"), StringComparison.Ordinal);
        Assert.Contains(" --listen 127.0.0.2:6502 ", _program.CallOf("receive"), StringComparison.Ordinal);
    }

    public void Dispose() => _program.Dispose();
}
