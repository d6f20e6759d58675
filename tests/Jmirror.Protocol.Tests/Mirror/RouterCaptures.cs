using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Mirror;

/// <summary>The 144 mirror datagrams that real E Series routers sent.</summary>
internal static class RouterCaptures
{
    private const int EthernetHeaderLength = 14;

    public static readonly IReadOnlyDictionary<string, int> PacketCounts = new Dictionary<string, int>(
        StringComparer.Ordinal
    )
    {
        ["jmirror/jmirror_ip.pcap"] = 38,
        ["jmirror/jmirror_l2tp.pcap"] = 6,
        ["jmirror/jmirror_ipv6.pcap"] = 100,
    };

    /// <summary>All of them without their Ethernet headers; skips the test where the captures are not there.</summary>
    public static IEnumerable<(string File, byte[] Bytes)> Datagrams() =>
        from file in PacketCounts.Keys
        from packet in PcapFile.Read(Captures.Shared(file))
        select (file, packet.Bytes[EthernetHeaderLength..]);
}
