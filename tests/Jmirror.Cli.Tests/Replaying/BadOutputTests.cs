using Jmirror.Testing;

namespace Jmirror.Cli.Tests.Replaying;

/// <summary>Outputs that cannot be written, and captures that must not be.</summary>
public sealed class BadOutputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void OutputInMissingFolder_IsRefused()
    {
        var output = _folder.PathOf("none/out.pcap");
        Replay(output).AssertRefused(ExitCode.Environment, $"{output}: its folder does not exist");
    }

    [Fact]
    public void OutputThatIsAFolder_IsRefused()
    {
        var output = Directory.CreateDirectory(_folder.PathOf("out.pcap")).FullName;
        Replay(output).AssertRefused(ExitCode.Environment, $"{output}: is a folder");
    }

    [Fact]
    public void FullDisk_SaysWhatTheFileHolds()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "no /dev/full here");
        Replay("/dev/full")
            .AssertRefused(
                ExitCode.Environment,
                "/dev/full: writing failed after 0 bytes, the capture is incomplete (No space left on device)"
            );
    }

    [Theory]
    [InlineData("capture.pcap")]
    [InlineData("symbolic.pcap")]
    [InlineData("hard.pcap")]
    [InlineData("./capture.pcap")]
    public void OutputThatIsTheInput_IsRefusedAndLeftAlone(string name)
    {
        var capture = CopyOfCapture();
        File.CreateSymbolicLink(_folder.PathOf("symbolic.pcap"), capture);
        Tool.Run("ln", capture, _folder.PathOf("hard.pcap"));

        Replay(_folder.PathOf(name)).AssertRefused(ExitCode.BadInput, "is in use");
        CommandRun
            .Of("decode", capture, "--write", _folder.PathOf(name))
            .AssertRefused(ExitCode.BadInput, "is in use");

        Assert.Equal(
            File.ReadAllBytes(Captures.Own("dev-ipoe-dhcp82.pcap")),
            File.ReadAllBytes(_folder.PathOf(name))
        );
    }

    [Fact]
    public void SecondOutputUnwritable_TheFirstIsNamedAsLeftBehind()
    {
        var first = _folder.PathOf("first.pcap");
        var second = _folder.PathOf("none/second.pcap");
        CommandRun
            .Of("replay", CopyOfCapture(), "--write", first, "--write", second)
            .AssertRefused(
                ExitCode.Environment,
                $"{second}: its folder does not exist; left without packets: {first}"
            );
        Assert.Empty(PcapFile.Read(first));
    }

    [Fact]
    public void Decode_PppAndIpIntoOnePcap_IsRefusedWithTheCure()
    {
        var mirrored = _folder.PathOf("mirrored.pcap");
        var capture = CopyOfCapture();
        CommandRun.Of("replay", capture, "--limit", "1", "--write", mirrored);
        var ppp = _folder.PathOf("ppp.pcap");
        CommandRun.Of(
            "replay",
            Captures.Own("dev-pppoe-qinq-pap.pcap"),
            "--as",
            "ppp",
            "--limit",
            "1",
            "--write",
            ppp
        );

        var inner = _folder.PathOf("inner.pcap");
        var run = CommandRun.Of("decode", mirrored, ppp, "--port", "30030", "--write", inner);

        Assert.Equal(ExitCode.Environment, run.ExitCode);
        Assert.Contains(inner, run.Error, StringComparison.Ordinal);
        Assert.Contains("pcapng", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private CommandRun Replay(string output) => CommandRun.Of("replay", CopyOfCapture(), "--write", output);

    private string CopyOfCapture()
    {
        var path = _folder.PathOf("capture.pcap");
        if (!File.Exists(path))
            File.WriteAllBytes(path, File.ReadAllBytes(Captures.Own("dev-ipoe-dhcp82.pcap")));
        return path;
    }
}
