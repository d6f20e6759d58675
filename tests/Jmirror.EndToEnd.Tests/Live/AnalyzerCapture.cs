using System.Buffers.Binary;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Live;

/// <summary>tcpdump in the place of the analyzer: every mirrored datagram that arrives.</summary>
internal sealed class AnalyzerCapture : IDisposable
{
    private const int EthernetLength = 14;
    private const int MirrorHeaderOffset = 28;
    private const int PayloadOffset = 36;
    private const int PcapHeaderLength = 24;
    private const int QuietMilliseconds = 300;

    private readonly RunningTool _tcpdump;
    private readonly string _file;

    private AnalyzerCapture(RunningTool tcpdump, string file) => (_tcpdump, _file) = (tcpdump, file);

    /// <summary>Starts to capture UDP on the analyzer's interface.</summary>
    public static AnalyzerCapture Start(LiveBed bed, string filter = "udp port 30030")
    {
        var path = Tool.Find("tcpdump");
        Assert.SkipUnless(path is not null, "tcpdump is not installed");
        var file = bed.PathOf($"analyzer{Guid.NewGuid():N}.pcap");
        var tcpdump = bed.StartInAnalyzer(
            path,
            "-i",
            LiveBed.AnalyzerInterface,
            "-Q",
            "in",
            "-s",
            "4096",
            "-B",
            "65536",
            "-U",
            "--immediate-mode",
            "-Z",
            "root",
            "-w",
            file,
            filter
        );
        tcpdump.WaitUntilItSays("listening on");
        return new AnalyzerCapture(tcpdump, file);
    }

    /// <summary>Stops when nothing has arrived for a moment; the IP datagrams, none of them lost by tcpdump.</summary>
    public List<byte[]> Stop() => [.. StopAndReadPackets().Select(packet => packet.Bytes[EthernetLength..])];

    /// <summary>When each datagram arrived.</summary>
    public List<DateTimeOffset> StopAndReadTimes() =>
        [
            .. StopAndReadPackets()
                .Select(packet =>
                    DateTimeOffset.UnixEpoch.AddTicks(packet.Timestamp / TimeSpan.NanosecondsPerTick)
                ),
        ];

    /// <summary>Waits until something has arrived.</summary>
    public void WaitForDatagrams() =>
        Waiting.Until(() => new FileInfo(_file).Length > PcapHeaderLength, "copies arrive");

    /// <summary>The frames, with their Ethernet headers.</summary>
    public List<byte[]> StopAndReadFrames() => [.. StopAndReadPackets().Select(packet => packet.Bytes)];

    /// <summary>The mirrored packets, of all mirrors.</summary>
    public List<byte[]> StopAndReadPayloads() => [.. Stop().Select(PayloadOf)];

    /// <summary>The mirrored packet in a datagram.</summary>
    public static byte[] PayloadOf(byte[] datagram) => datagram[PayloadOffset..];

    /// <summary>The mirror header of a datagram: mirror id and session id.</summary>
    public static (uint MirrorId, uint SessionId) HeaderOf(byte[] datagram) =>
        (
            BinaryPrimitives.ReadUInt32BigEndian(datagram.AsSpan(MirrorHeaderOffset)) & 0x3fff_ffff,
            BinaryPrimitives.ReadUInt32BigEndian(datagram.AsSpan(MirrorHeaderOffset + 4))
        );

    public void Dispose() => _tcpdump.Dispose();

    private IReadOnlyList<PcapPacket> StopAndReadPackets()
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
}
