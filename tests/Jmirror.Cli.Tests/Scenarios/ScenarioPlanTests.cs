using Jmirror.Cli.Options;
using Jmirror.Protocol.Ip;

namespace Jmirror.Cli.Tests.Scenarios;

/// <summary>Which commands a scenario starts, and how it calls them; the commands are fakes.</summary>
public sealed class ScenarioPlanTests : IDisposable
{
    private readonly FakeProgram _program = new();

    [Fact]
    public void Receiver_WithoutAnAnalyzer_IsOnLoopbackAndToldWhatWasSent()
    {
        _program.Run("duration: 1s\nverdict: { receive: { max-loss: 1%, byte-exact: true } }");

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

    [Theory]
    [InlineData("", true)]
    [InlineData("impairments: [ { fault: ip-checksum, share: 1% } ]", false)]
    [InlineData("routers: [ { source-address: 127.0.0.1 }, { source-address: 127.0.0.2 } ]", false)]
    public void Sender_ToAnAnalyzerThatGoesAway_IsOneThatHearsOfItWhereItCan(string part, bool hears)
    {
        _program.Run($"duration: 1s\nsteps: [ {{ analyzer: {{ do: down }} }} ]\n{part}");

        Assert.Equal(
            hears,
            _program.CallOf("generate")!.Contains(" --engine udp ", StringComparison.Ordinal)
        );
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
    public void Listening_SomewhereElse_IsWhereCopiesGo()
    {
        _program.Run(
            "duration: 1s",
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
