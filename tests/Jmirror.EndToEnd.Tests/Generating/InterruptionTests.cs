using Jmirror.EndToEnd.Tests.Wire;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Generating;

/// <summary>A generator that is ended from outside says what it did until then.</summary>
[Collection(WireCollection.Name)]
public sealed class InterruptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Interrupt_WhileWritingAFile_EndsWithTheSummaryAndAWholeFile()
    {
        const int UnderWay = 1_000_000;
        var file = _folder.PathOf("out.pcap");
        using var generator = RunningTool.Start(
            JmirrorProgram.Path,
            ["generate", "--size", "64", "--write", file, "--limit", "20000000", "--json"]
        );
        Waiting.Until(
            () => File.Exists(file) && new FileInfo(file).Length > UnderWay,
            $"a megabyte is in {file}"
        );

        var sent = AssertInterrupted(generator.Interrupt());

        Assert.Equal($"{sent}", Tool.Run("capinfos", "-Mc", file).Lines[^1].Split(' ')[^1]);
    }

    [Theory]
    [InlineData("--logins-per-second", "50")]
    [InlineData("--logins-per-second", "0.001")]
    public void Interrupt_WhileSendingFrames_EndsWithTheSummary(string option, string rate)
    {
        using var bed = new WireBed();
        using var generator = bed.Cable.StartNear(
            JmirrorProgram.Path,
            ["generate", "--interface", VethPair.Near, option, rate, "--json"]
        );
        Waiting.Until(() => bed.FarReceived > 10, "frames arrive");

        AssertInterrupted(generator.Interrupt());
    }

    public void Dispose() => _folder.Dispose();

    private static long AssertInterrupted(ToolResult result)
    {
        var summary = JmirrorProgram.Summary(result, 130);
        var sent = summary.Packets("sent");
        Assert.Equal(summary.Packets("generated"), sent + summary.Dropped("interrupted"));
        Assert.Contains(
            $"interrupted after {summary.Packets("generated")} packets",
            result.Error,
            StringComparison.Ordinal
        );
        return sent;
    }
}
