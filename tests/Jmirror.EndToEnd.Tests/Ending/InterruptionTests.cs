using System.Text.Json;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Ending;

/// <summary>A run that is ended from outside says what it did until then.</summary>
public sealed class InterruptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Interrupt_InTheMiddle_EndsWithTheSummaryAndAWholeFile() =>
        AssertEndsWell(program => program.Interrupt());

    [Fact]
    public void Terminate_InTheMiddle_EndsWithTheSummaryAndAWholeFile() =>
        AssertEndsWell(program => program.Terminate());

    [Theory]
    [InlineData("decode", "-")]
    [InlineData("receive", "--read", "-")]
    [InlineData("replay", "-", "--write", "/dev/null")]
    public void Interrupt_OfASilentPipe_IsHeardAtOnce(params string[] command)
    {
        // More than a pipe holds: when all of it is written, the program is reading; when it sleeps, it has read all.
        var capture = File.ReadAllBytes(Captures.Own("dev-ipoe-dhcp82.pcap"));
        using var program = RunningTool.StartSilently(JmirrorProgram.Path, command, capture);
        Waiting.Until(
            () => File.ReadAllText($"/proc/{program.Id}/stat").Contains(") S ", StringComparison.Ordinal),
            "the program sleeps"
        );

        var result = program.Interrupt();

        Assert.Equal(130, result.ExitCode);
        Assert.Contains("packets", result.Output + result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("xception", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ReaderThatHasSeenEnough_IsNoError()
    {
        var mirrored = _folder.PathOf("mirrored.pcap");
        JmirrorProgram.RunJson(
            0,
            "replay",
            Captures.Own("dev-ipoe-dhcp82.pcap"),
            "--loop",
            "10",
            "--write",
            mirrored
        );
        var result = Tool.Run(
            "bash",
            "-c",
            $"'{JmirrorProgram.Path}' decode '{mirrored}' | head -n 1; echo \"${{PIPESTATUS[0]}}\""
        );
        Assert.Equal(2, result.Lines.Length);
        Assert.StartsWith("1 ", result.Lines[0], StringComparison.Ordinal);
        Assert.Equal("0", result.Lines[1]);
        Assert.DoesNotContain("xception", result.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private void AssertEndsWell(Func<RunningTool, ToolResult> end)
    {
        const int Copies = 4_000_000;
        const int UnderWay = 1_000_000;
        var output = _folder.PathOf("out.pcap");
        // A shell in the background makes its children deaf to SIGINT; env restores their hearing.
        using var program = RunningTool.Start(
            Tool.Find("env")!,
            [
                "--default-signal=INT",
                JmirrorProgram.Path,
                "replay",
                Captures.Own("dev-ipoe-dhcp82.pcap"),
                "--loop",
                "0",
                "--limit",
                $"{Copies}",
                "--write",
                output,
                "--json",
            ]
        );
        Waiting.Until(
            () => File.Exists(output) && new FileInfo(output).Length > UnderWay,
            $"a megabyte is in {output}"
        );

        var result = end(program);

        Assert.Equal(130, result.ExitCode);
        var summary = JsonDocument.Parse(result.Output).RootElement;
        summary.AssertBalanced();
        Assert.InRange(summary.Packets("sent"), 1, Copies - 1);
        Assert.Contains(
            $"interrupted after {summary.Packets("read")} packets",
            result.Error,
            StringComparison.Ordinal
        );
        Assert.Equal(
            $"{summary.Packets("sent")}",
            Tool.Run("capinfos", "-Mc", output).Lines[^1].Split(' ')[^1]
        );
    }
}
