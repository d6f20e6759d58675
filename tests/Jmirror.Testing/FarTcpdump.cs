namespace Jmirror.Testing;

/// <summary>tcpdump at the far end of a cable, from its start to <see cref="Stop"/>: every frame that comes in.</summary>
public sealed class FarTcpdump : IDisposable
{
    /// <summary>Bytes that are kept of each frame where nothing else is asked: memory is laid out for that many.</summary>
    public const int WholeFrames = 2048;

    private const int QuietMilliseconds = 300;

    private readonly RunningTool _tcpdump;
    private readonly string _file;

    private FarTcpdump(RunningTool tcpdump, string file) => (_tcpdump, _file) = (tcpdump, file);

    /// <summary>Starts capturing into a file; skips the test where tcpdump is not installed.</summary>
    /// <param name="cable">The cable.</param>
    /// <param name="file">A file to be made.</param>
    /// <param name="interfaceName">An interface of the far namespace, or any. Capturing on one ends when it goes down.</param>
    /// <param name="snapLength">Bytes that are kept of each frame.</param>
    public static FarTcpdump Start(
        VethPair cable,
        string file,
        string interfaceName = VethPair.Far,
        int snapLength = WholeFrames
    )
    {
        var path = Tool.Find("tcpdump");
        Assert.SkipUnless(path is not null, "tcpdump is not installed");
        var tcpdump = cable.StartFar(
            path,
            [
                "-i",
                interfaceName,
                "-Q",
                "in",
                "-s",
                $"{snapLength}",
                "-B",
                "131072",
                "-U",
                "--immediate-mode",
                "-Z",
                "root",
                "--time-stamp-precision=nano",
                "-w",
                file,
            ]
        );
        tcpdump.WaitUntilItSays("listening on");
        return new FarTcpdump(tcpdump, file);
    }

    /// <summary>Stops when nothing has arrived for a moment; all frames, none of them lost by tcpdump.</summary>
    public IReadOnlyList<PcapPacket> Stop()
    {
        var length = -1L;
        while (new FileInfo(_file).Length is var now && now != length)
        {
            length = now;
            Thread.Sleep(QuietMilliseconds);
        }
        var result = _tcpdump.Interrupt();
        Assert.Contains("\n0 packets dropped by kernel", result.Error, StringComparison.Ordinal);
        return PcapFile.Read(_file);
    }

    public void Dispose() => _tcpdump.Dispose();
}
