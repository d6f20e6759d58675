using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Wire;

/// <summary>Everything that could make a host answer or change its mind, as a capture to be replayed at it.</summary>
internal static class Flood
{
    private const uint LinkTypeEthernet = 1;

    // From 02:00:00:00:00:66 to everybody. 192.0.2.1 = c0000201 is the outer source, 198.51.100.9 = c6336409 the analyzer.
    private const string ToEverybody = "ffffffffffff 020000000066";

    private static readonly string[] Frames =
    [
        // ARP reply: the analyzer is at 02:00:00:00:00:66.
        $"{ToEverybody} 0806 0001 0800 06 04 0002 020000000066 c6336409 020000000001 c0000201",
        // ARP request of the analyzer for the outer source.
        $"{ToEverybody} 0806 0001 0800 06 04 0001 020000000066 c6336409 000000000000 c0000201",
        // Gratuitous ARP of the analyzer.
        $"{ToEverybody} 0806 0001 0800 06 04 0001 020000000066 c6336409 000000000000 c6336409",
        // ICMP port unreachable (RFC 792) from the analyzer, about a datagram from and to port 6502.
        $"{ToEverybody} 0800 4500 0038 0001 0000 40 01 0000 c6336409 c0000201 0303 0000 00000000"
            + "4500 0020 0001 0000 ff 11 0000 c0000201 c6336409 1966 1966 000c 0000",
        // ICMP fragmentation needed, MTU 68, about the same.
        $"{ToEverybody} 0800 4500 0038 0002 0000 40 01 0000 c6336409 c0000201 0304 0000 00000044"
            + "4500 0020 0001 0000 ff 11 0000 c0000201 c6336409 1966 1966 000c 0000",
        // UDP from the analyzer to the source port.
        $"{ToEverybody} 0800 4500 0020 0003 0000 40 11 0000 c6336409 c0000201 1966 1966 000c 0000 a5a5a5a5",
    ];

    /// <summary>Writes the capture and returns its path.</summary>
    public static string Write(WireBed bed)
    {
        var file = bed.PathOf("flood.pcap");
        PcapFile.Write(file, LinkTypeEthernet, Frames.Select((frame, n) => (n * 1000L, Padded(frame))));
        return file;
    }

    // Ethernet's shortest frame without checksum is 60 bytes; IPv4 checksums are made good, or hosts would look away.
    private static byte[] Padded(string frame)
    {
        var bytes = Hex.Bytes(frame);
        Array.Resize(ref bytes, Math.Max(60, bytes.Length));
        if (bytes[12] == 0x08 && bytes[13] == 0x00)
            Checksum(bytes.AsSpan(14, 20), 10);
        return bytes;
    }

    private static void Checksum(Span<byte> header, int offset)
    {
        uint sum = 0;
        for (var i = 0; i < header.Length; i += 2)
            sum += (uint)(header[i] << 8 | header[i + 1]);
        sum = (sum & 0xffff) + (sum >> 16);
        sum = ~((sum & 0xffff) + (sum >> 16));
        (header[offset], header[offset + 1]) = ((byte)(sum >> 8), (byte)sum);
    }
}
