using Jmirror.Testing;

namespace Jmirror.Cli.Tests.Decoding;

/// <summary>Traffic that was never mirrored is not taken for mirrored packets.</summary>
public sealed class HeuristicTests
{
    public static TheoryData<string> OtherCaptures =>
        [.. Captures.AllShared.Where(name => !name.StartsWith("jmirror/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(OtherCaptures))]
    public void Decode_CaptureWithoutMirroredPackets_FindsNone(string name)
    {
        var run = CommandRun.Of("decode", Captures.Shared(name));
        Assert.Equal((ExitCode.CheckFailed, ""), (run.ExitCode, run.Output));
        Assert.Contains(
            "no mirrored packets recognised; if you know their UDP port",
            run.Error,
            StringComparison.Ordinal
        );
    }
}
