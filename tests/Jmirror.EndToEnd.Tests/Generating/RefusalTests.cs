using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Generating;

/// <summary>What a new user meets first: a generator that cannot begin says why in one sentence.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void NoDestination_IsBadInputAndNamesTheWaysOut() =>
        AssertRefused(JmirrorProgram.Run("generate"), 2, "--analyzer IP[:PORT]");

    [Fact]
    public void NoSuchInterface_IsEnvironment() =>
        AssertRefused(Generate("--interface", "nosuch0"), 3, "there is no interface nosuch0");

    [Theory]
    [InlineData("udp")]
    [InlineData("raw")]
    public void EngineWithoutFrames_IsEnvironmentAndNamesThoseWithFrames(string engine) =>
        AssertRefused(Generate("--interface", "lo", "--engine", engine), 3, "packet, xdp and pcap do");

    [Fact]
    public void MissingCapture_IsBadInput()
    {
        var file = _folder.PathOf("call.pcap");
        AssertRefused(
            Generate("--mix", "capture", "--capture", file, "--dry-run"),
            2,
            $"{file}: there is no such file"
        );
    }

    [Fact]
    public void CaptureOfNobody_IsBadInputAndSaysWhatIsInIt()
    {
        var file = _folder.PathOf("call.pcap");
        const uint LinkTypeEthernet = 1;
        PcapFile.Write(
            file,
            LinkTypeEthernet,
            [(0, Hex.Bytes("ffffffffffff 020000000001 0806 0001080006040001"))]
        );
        AssertRefused(Generate("--mix", "capture", "--capture", file, "--dry-run"), 2, "1 without IP");
    }

    [Fact]
    public void FolderThatDoesNotExist_IsEnvironment() =>
        AssertRefused(
            Generate("--write", _folder.PathOf("no/such/file.pcap")),
            3,
            "its folder does not exist"
        );

    [Fact]
    public void TwoRoutersByUdp_IsEnvironmentAndNamesTheOtherEngines() =>
        AssertRefused(
            Generate(
                "--analyzer",
                "127.0.0.1:9",
                "--source",
                "127.0.0.1",
                "--source",
                "127.0.0.2",
                "--engine",
                "udp"
            ),
            3,
            "2 routers need --engine packet, raw or xdp"
        );

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
        using var cable = new VethPair();
        var result = cable.RunNear(
            setpriv,
            [
                "--bounding-set=-all",
                "--inh-caps=-all",
                JmirrorProgram.Path,
                "generate",
                "--interface",
                VethPair.Near,
                "--engine",
                engine,
                "--limit",
                "5",
            ]
        );
        AssertRefused(result, 3, "CAP_NET_RAW");
    }

    [Fact]
    public void EverybodyGone_EndsWithTheSummaryAndSaysSo()
    {
        var result = Generate(
            "--online",
            "1s",
            "--logins-per-second",
            "10",
            "--dry-run",
            "--limit",
            "100000"
        );
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("logouts", result.Output, StringComparison.Ordinal);
        Assert.Contains("nobody was online any more", result.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static ToolResult Generate(params IReadOnlyList<string> options) =>
        JmirrorProgram.Run(
            options.Contains("--limit", StringComparer.Ordinal)
                ? ["generate", .. options]
                : ["generate", "--limit", "5", .. options]
        );

    private static void AssertRefused(ToolResult result, int exitCode, string named)
    {
        Assert.True(result.ExitCode == exitCode, $"exit code {result.ExitCode}: {result.Error}");
        Assert.Empty(result.Output);
        var sentence = Assert.Single(result.Error.TrimEnd('\n').Split('\n'));
        Assert.Contains(named, sentence, StringComparison.Ordinal);
    }
}
