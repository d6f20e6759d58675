using System.Diagnostics;
using System.Text.Json;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Ending;

/// <summary>A run that is ended from outside says what it did until then.</summary>
public sealed class InterruptionTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Signal_InTheMiddle_EndsWithTheSummaryAndAWholeFile(string signal)
    {
        var output = _folder.PathOf("out.pcap");
        // A shell in the background makes its children deaf to SIGINT; env restores their hearing.
        using var program = Start(
            "env",
            $"--default-signal={signal}",
            JmirrorProgram.Path,
            "replay",
            Captures.Own("dev-ipoe-dhcp82.pcap"),
            "--loop",
            "0",
            "--limit",
            "4000000",
            "--write",
            output,
            "--json"
        );
        var cancellation = TestContext.Current.CancellationToken;
        var text = program.StandardOutput.ReadToEndAsync(cancellation);
        var error = program.StandardError.ReadToEndAsync(cancellation);
        var waited = Stopwatch.StartNew();
        while (!(File.Exists(output) && new FileInfo(output).Length > 1_000_000) && waited.Elapsed < Patience)
            await Task.Delay(5, cancellation);

        Tool.Run("bash", "-c", $"kill -{signal} {program.Id}");

        Assert.True(program.WaitForExit(Patience));
        Assert.Equal(130, program.ExitCode);
        var summary = JsonDocument.Parse(await text).RootElement;
        summary.AssertBalanced();
        Assert.InRange(summary.Packets("sent"), 1, 3_999_999);
        Assert.Contains(
            $"interrupted after {summary.Packets("read")} packets",
            await error,
            StringComparison.Ordinal
        );
        Assert.Equal(
            $"{summary.Packets("sent")}",
            Tool.Run("capinfos", "-Mc", output).Lines[^1].Split(' ')[^1]
        );
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

    private static Process Start(string program, params string[] arguments) =>
        Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        )!;
}
