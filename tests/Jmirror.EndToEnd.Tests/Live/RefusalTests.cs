using Jmirror.EndToEnd.Tests.Wire;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Live;

/// <summary>What a new user meets first: a run that cannot begin says why in one sentence.</summary>
[Collection(WireCollection.Name)]
public sealed class RefusalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void MissingFile_IsBadInput()
    {
        var file = _folder.PathOf("lab.yaml");
        AssertRefused(JmirrorProgram.Run("run", "--config", file), 2, file);
    }

    [Fact]
    public void NoInterfaces_IsBadInput() =>
        AssertRefused(Run("analyzers: { md1: { address: 10.9.0.2 } }"), 2, "capture: interfaces");

    [Fact]
    public void NoSuchInterface_IsEnvironment() =>
        AssertRefused(Run("capture: { interfaces: [ { name: nosuch0 } ] }"), 3, "nosuch0");

    [Theory]
    [InlineData("packet")]
    [InlineData("xdp")]
    [InlineData("pcap")]
    [InlineData("auto")]
    public void NoPrivileges_IsEnvironmentAndNamesTheCapability(string engine)
    {
        var setpriv = Tool.Find("setpriv");
        Assert.SkipUnless(setpriv is not null, "setpriv (util-linux) is not installed");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "there are privileges to be taken away");
        var config = _folder.Write(
            "lab.yaml",
            $"capture: {{ engine: {engine}, interfaces: [ {{ name: lo }} ] }}"
        );
        var result = Tool.RunAny(
            setpriv,
            [
                "--bounding-set=-all",
                "--inh-caps=-all",
                JmirrorProgram.Path,
                "run",
                "--config",
                config,
                "--duration",
                "1s",
            ]
        );
        AssertRefused(result, 3, "CAP_NET_RAW");
    }

    [Fact]
    public void SocketInUse_IsEnvironment()
    {
        using var bed = new LiveBed();
        var yaml = $$"""
            capture: { interfaces: [ { name: {{LiveBed.Tap}} } ] }
            {{bed.ApiSection}}
            """;
        using var first = bed.StartRun(yaml);
        using var second = bed.StartInRouter(
            JmirrorProgram.Path,
            "run",
            "--config",
            bed.Write("second.yaml", yaml),
            "--duration",
            "1s"
        );
        AssertRefused(second.WaitForEnd(), 3, bed.Socket);
        // The first one still answers.
        Assert.Equal(0, bed.Control("mirrors", "list").GetProperty("mirrors").GetArrayLength());
        LiveBed.End(first);
    }

    public void Dispose() => _folder.Dispose();

    private ToolResult Run(string yaml) =>
        JmirrorProgram.Run("run", "--config", _folder.Write("lab.yaml", yaml), "--duration", "1s");

    private static void AssertRefused(ToolResult result, int exitCode, string named)
    {
        Assert.True(result.ExitCode == exitCode, $"exit code {result.ExitCode}: {result.Error}");
        Assert.Empty(result.Output);
        var sentence = Assert.Single(result.Error.TrimEnd('\n').Split('\n'));
        Assert.Contains(named, sentence, StringComparison.Ordinal);
    }
}
