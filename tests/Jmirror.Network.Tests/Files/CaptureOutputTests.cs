using Jmirror.Engine.Frames;
using Jmirror.Network.Files;
using Jmirror.Testing;

namespace Jmirror.Network.Tests.Files;

/// <summary>The file itself: what may be overwritten, and what a full disk sounds like.</summary>
public sealed class CaptureOutputTests
{
    private const string Application = "jmirror 1.2.3";

    [Theory]
    [InlineData("out.pcap.gz")]
    [InlineData("out.pcapng.ZST")]
    public void Create_CompressedName_IsRefused(string name)
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf(name);

        var exception = Assert.Throws<CaptureFileException>(() =>
            CaptureFileSink.Create(path, Application, "md1", null)
        );

        Assert.Equal(
            $"{path}: captures are written uncompressed; name the file .pcap or .pcapng and compress it afterwards",
            exception.Message
        );
        Assert.False(File.Exists(path));
    }

    [Theory]
    [InlineData("missing/out.pcap", "its folder does not exist")]
    [InlineData("", "is a folder")]
    public void Create_ImpossiblePath_SaysWhy(string name, string reason)
    {
        using var folder = new TemporaryFolder();

        var exception = Assert.Throws<CaptureFileException>(() =>
            CaptureFileSink.Create(folder.PathOf(name), Application, "md1", null)
        );

        Assert.Equal($"{folder.PathOf(name)}: {reason}", exception.Message);
    }

    [Fact]
    public void Create_OverAnOpenInput_IsRefusedUnderAnyName()
    {
        using var folder = new TemporaryFolder();
        var input = folder.Write("in.pcap", SampleFiles.Pcap);
        File.CreateSymbolicLink(folder.PathOf("link.pcap"), input);
        using var source = CaptureFileSource.Open(
            input,
            new CaptureInterfaces(),
            cancellation: TestContext.Current.CancellationToken
        );

        Tool.Run("ln", input, folder.PathOf("hard-link.pcap"));

        foreach (var path in new[] { input, folder.PathOf("link.pcap"), folder.PathOf("hard-link.pcap") })
        {
            var exception = Assert.Throws<CaptureFileException>(() =>
                CaptureFileSink.Create(path, Application, "md1", null)
            );
            Assert.Equal(
                $"{path}: is in use, by this run (input or output) or by another program",
                exception.Message
            );
        }
        Assert.Equal(SampleFiles.Pcap, File.ReadAllBytes(input));
    }

    [Fact]
    public void Create_OverAnOlderFile_ReplacesIt()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("out.pcap", new byte[10_000]);
        CaptureFileSink.Create(path, Application, "md1", null).Dispose();

        Assert.Equal(24, new FileInfo(path).Length);
    }

    [Fact]
    public void DiskFull_IsOneSentenceThatNamesTheFile()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "/dev/full is Linux's device that is always full");

        var exception = Assert.Throws<CaptureFileException>(() =>
            CaptureFileSink.Create("/dev/full", Application, "md1", null)
        );

        Assert.Equal(
            "/dev/full: writing failed after 0 bytes, the capture is incomplete (No space left on device)",
            exception.Message
        );
    }
}
