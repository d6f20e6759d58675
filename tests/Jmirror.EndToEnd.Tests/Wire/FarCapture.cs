using System.Buffers.Binary;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Wire;

/// <summary>One frame that tcpdump saw at the far end.</summary>
/// <param name="Timestamp">When, nanoseconds.</param>
/// <param name="LinkHeader">Ethernet header, or the cooked one of all interfaces.</param>
/// <param name="EtherType">What it carries.</param>
/// <param name="Datagram">Everything behind the link header.</param>
internal sealed record FarFrame(long Timestamp, byte[] LinkHeader, ushort EtherType, byte[] Datagram)
{
    public const ushort Arp = 0x0806;

    /// <summary>The station it is addressed to; only of Ethernet frames.</summary>
    public string Destination => string.Join(':', LinkHeader[..6].Select(b => $"{b:x2}"));
}

/// <summary>tcpdump at the far end, from its start to <see cref="Stop"/>: every frame that comes in.</summary>
internal sealed class FarCapture : IDisposable
{
    private const int QuietMilliseconds = 300;

    // Memory is laid out for frames of this length.
    private const int WholeFrames = 2048;
    private const uint LinkTypeEthernet = 1;
    private const int EthernetLength = 14;

    // LINKTYPE_LINUX_SLL2: the protocol stands first.
    private const int CookedLength = 20;

    private readonly RunningTool _tcpdump;
    private readonly string _file;

    private FarCapture(RunningTool tcpdump, string file) => (_tcpdump, _file) = (tcpdump, file);

    /// <summary>Starts capturing on the cable. It ends when the interface goes down.</summary>
    public static FarCapture OnTheCable(WireBed bed, int snapLength = WholeFrames) =>
        Start(bed, VethPair.Far, snapLength);

    /// <summary>Starts capturing on all interfaces, also those that come and go. Link addresses are not to be had.</summary>
    public static FarCapture OnAllInterfaces(WireBed bed) => Start(bed, "any", WholeFrames);

    /// <summary>Stops when nothing has arrived for a moment; all frames, none of them lost by tcpdump.</summary>
    public List<FarFrame> Stop()
    {
        var length = -1L;
        while (new FileInfo(_file).Length is var now && now != length)
        {
            length = now;
            Thread.Sleep(QuietMilliseconds);
        }
        var result = _tcpdump.Interrupt();
        Assert.Contains("\n0 packets dropped by kernel", result.Error, StringComparison.Ordinal);
        return [.. PcapFile.Read(_file).Select(ToFrame)];
    }

    public void Dispose() => _tcpdump.Dispose();

    private static FarCapture Start(WireBed bed, string interfaceName, int snapLength)
    {
        var path = Tool.Find("tcpdump");
        Assert.SkipUnless(path is not null, "tcpdump is not installed");
        var file = bed.PathOf("far.pcap");
        var tcpdump = bed.Cable.StartFar(
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
        return new FarCapture(tcpdump, file);
    }

    private static FarFrame ToFrame(PcapPacket packet)
    {
        var isEthernet = packet.LinkType == LinkTypeEthernet;
        var length = isEthernet ? EthernetLength : CookedLength;
        var protocol = BinaryPrimitives.ReadUInt16BigEndian(packet.Bytes.AsSpan(isEthernet ? 12 : 0));
        return new FarFrame(packet.Timestamp, packet.Bytes[..length], protocol, packet.Bytes[length..]);
    }
}
