using Jmirror.Testing;

namespace Jmirror.Cli.Tests.Commands;

/// <summary>What <c>jmirror scenario</c> says of files without running them.</summary>
public sealed class ScenarioCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Check_GoodAndBadFile_SaysBoth()
    {
        var good = _folder.Write("good.yaml", "duration: 1s\npopulation: { count: 20, mirrored: 3 }\n");
        var bad = _folder.Write("bad.yaml", "duration: 1s\nmix: [ { aplication: udp } ]\n");

        var run = CommandRun.Of("scenario", "check", good, bad);

        Assert.Equal(ExitCode.BadInput, run.ExitCode);
        Assert.Equal($"{good}: good: 20 subscribers, 3 of them mirrored\n", run.Output);
        Assert.Equal(
            $"{bad}:2:10: an entry of the mix has no key 'aplication': did you mean 'application'?\n",
            run.Error
        );
    }

    [Theory]
    [InlineData("run")]
    [InlineData("explain")]
    [InlineData("check")]
    public void BadScenario_InEveryCommand_IsRefusedByItsPlace(string command)
    {
        var bad = _folder.Write("bad.yaml", "duration: soon\n");

        var run = CommandRun.Of("scenario", command, bad);

        Assert.Equal((ExitCode.BadInput, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(
            $"{bad}:1:11: duration 'soon' is not a duration",
            run.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Run_WithTwoPlacesForTheReceiver_IsRefused() =>
        CommandRun
            .Of("scenario", "run", "x.yaml", "--listen", "127.0.0.1:1", "--receive-on", "eth3")
            .AssertRefused(ExitCode.BadInput, "the receiver is at one place");

    [Fact]
    public void Schema_IsAJsonSchema() =>
        Assert.Contains(
            "\"title\": \"jmirror scenario\"",
            CommandRun.Of("scenario", "schema").Output,
            StringComparison.Ordinal
        );

    public void Dispose() => _folder.Dispose();
}
