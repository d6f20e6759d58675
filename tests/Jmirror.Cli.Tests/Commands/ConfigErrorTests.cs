using Jmirror.Testing;

namespace Jmirror.Cli.Tests.Commands;

/// <summary>Mistakes in configuration files, as the commands that read them report them.</summary>
public sealed class ConfigErrorTests : IDisposable
{
    private const string Good = """
        analyzers: { md1: { address: 192.0.2.100 } }
        mirrors: [ { trigger: { ipv4: 10.0.0.11 }, analyzer: md1, mirror-id: 1, session-id: 1 } ]
        """;

    // The analyzer's address lacks a byte; the mirror's key is misspelt and its analyzer is unknown.
    private const string Bad = """
        analyzers: { md1: { address: 192.0.2 } }
        mirrors: [ { triger: { ipv4: 10.0.0.11 }, analyzer: md2, mirror-id: 1, session-id: 1 } ]
        """;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Replay_BadConfiguration_NamesEveryPlaceAndWritesNothing()
    {
        var config = _folder.Write("lab.yaml", Bad);
        var output = _folder.PathOf("out.pcap");

        var run = CommandRun.Of(
            "replay",
            Captures.Own("dev-ipoe-dhcp82.pcap"),
            "--config",
            config,
            "--write",
            output
        );

        Assert.Equal((ExitCode.BadInput, ""), (run.ExitCode, run.Output));
        AssertPlaces(run.Error, $"{config}:1:30: ", $"{config}:2:14: ");
        Assert.False(File.Exists(output));
    }

    [Theory]
    [InlineData("check")]
    [InlineData("explain")]
    public void Config_BadConfiguration_NamesEveryPlace(string command)
    {
        var config = _folder.Write("lab.yaml", Bad);
        var run = CommandRun.Of("config", command, config);
        Assert.Equal((ExitCode.BadInput, ""), (run.ExitCode, run.Output));
        AssertPlaces(run.Error, $"{config}:1:30: ", $"{config}:2:14: ");
    }

    [Fact]
    public void Check_GoodAndBadFile_SaysBoth()
    {
        var good = _folder.Write("good.yaml", Good);
        var bad = _folder.Write("bad.yaml", "mirrors: [");
        var run = CommandRun.Of("config", "check", good, bad);
        Assert.Equal(ExitCode.BadInput, run.ExitCode);
        Assert.StartsWith($"{good}: good: 1 mirror, 1 analyzer", run.Output, StringComparison.Ordinal);
        Assert.StartsWith($"{bad}:", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none.yaml", "there is no such file")]
    [InlineData("folder.yaml", "is a folder")]
    [InlineData("empty.yaml", "the file says nothing")]
    [InlineData("binary.yaml", "is not UTF-8 text")]
    public void UnreadableFile_IsNamed(string name, string part)
    {
        Directory.CreateDirectory(_folder.PathOf("folder.yaml"));
        _folder.Write("empty.yaml", "");
        File.WriteAllBytes(_folder.PathOf("binary.yaml"), [0x61, 0xc3, 0x28]);
        string[][] commands =
        [
            ["config", "check", _folder.PathOf(name)],
            ["config", "explain", _folder.PathOf(name)],
            ["replay", Captures.Own("dev-ipoe-dhcp82.pcap"), "--dry-run", "--config", _folder.PathOf(name)],
        ];
        foreach (var command in commands)
        {
            var run = CommandRun.Of(command);
            Assert.Equal((ExitCode.BadInput, ""), (run.ExitCode, run.Output));
            Assert.StartsWith(_folder.PathOf(name), run.Error, StringComparison.Ordinal);
            Assert.Contains(part, run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Init_IsAGoodConfiguration()
    {
        var starter = CommandRun.Of("config", "init");
        var check = CommandRun.Of("config", "check", _folder.Write("lab.yaml", starter.Output));
        Assert.Equal((ExitCode.Success, ""), (check.ExitCode, check.Error));
    }

    public void Dispose() => _folder.Dispose();

    private static void AssertPlaces(string error, params string[] places)
    {
        var lines = error.TrimEnd('\n').Split('\n');
        Assert.All(
            places,
            place => Assert.Contains(lines, line => line.StartsWith(place, StringComparison.Ordinal))
        );
        var file = places[0].Split(':')[0];
        Assert.All(lines, line => Assert.Matches($@"^{file}:\d+:\d+: \S", line));
    }
}
