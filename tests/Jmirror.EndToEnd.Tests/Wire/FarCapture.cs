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

/// <summary>What came in at the far end of the bed's cable, from the start to <see cref="Stop"/>.</summary>
internal sealed class FarCapture : IDisposable
{
    private const uint LinkTypeEthernet = 1;
    private const int EthernetLength = 14;

    // LINKTYPE_LINUX_SLL2: the protocol stands first.
    private const int CookedLength = 20;

    private readonly FarTcpdump _tcpdump;

    private FarCapture(FarTcpdump tcpdump) => _tcpdump = tcpdump;

    /// <summary>Starts capturing on the cable. It ends when the interface goes down.</summary>
    public static FarCapture OnTheCable(WireBed bed, int snapLength = FarTcpdump.WholeFrames) =>
        new(FarTcpdump.Start(bed.Cable, FileOf(bed), snapLength: snapLength));

    /// <summary>Starts capturing on all interfaces, also those that come and go. Link addresses are not to be had.</summary>
    public static FarCapture OnAllInterfaces(WireBed bed) =>
        new(FarTcpdump.Start(bed.Cable, FileOf(bed), "any"));

    /// <summary>Stops when nothing has arrived for a moment; all frames, none of them lost by tcpdump.</summary>
    public List<FarFrame> Stop() => [.. _tcpdump.Stop().Select(ToFrame)];

    public void Dispose() => _tcpdump.Dispose();

    private static string FileOf(WireBed bed) => bed.PathOf("far.pcap");

    private static FarFrame ToFrame(PcapPacket packet)
    {
        var isEthernet = packet.LinkType == LinkTypeEthernet;
        var length = isEthernet ? EthernetLength : CookedLength;
        var protocol = BinaryPrimitives.ReadUInt16BigEndian(packet.Bytes.AsSpan(isEthernet ? 12 : 0));
        return new FarFrame(packet.Timestamp, packet.Bytes[..length], protocol, packet.Bytes[length..]);
    }
}
