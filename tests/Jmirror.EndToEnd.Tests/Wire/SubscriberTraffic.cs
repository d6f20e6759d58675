using System.Buffers.Binary;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Wire;

/// <summary>Captures of subscribers, made for a test: IPv4 and IPv6 packets of all lengths, PPP frames.</summary>
internal static class SubscriberTraffic
{
    private const uint LinkTypePpp = 9;
    private const uint LinkTypeRaw = 101;
    private const int ShortestPacket = 48;
    private const int LongestPacket = 1400;

    /// <summary>
    /// IPv4 and IPv6 in turn, lengths from 48 to 1400, a millisecond apart, from 10.0.0.1 to
    /// 10.0.0.<paramref name="subscribers"/> and their like.
    /// </summary>
    public static string Ip(WireBed bed, int packets, int subscribers = 1, int? length = null) =>
        Ip(bed.PathOf("ip.pcap"), packets, subscribers, length);

    /// <summary>The same in a file of one's own.</summary>
    public static string Ip(string file, int packets, int subscribers = 1, int? length = null)
    {
        PcapFile.Write(
            file,
            LinkTypeRaw,
            Enumerable
                .Range(0, packets)
                .Select(n =>
                    (
                        n * 1_000_000L,
                        Packet(n, (byte)(1 + n % subscribers), length ?? LengthOf(n), n % 3 == 2)
                    )
                )
        );
        return file;
    }

    /// <summary>PPP frames with address and control field: IPv4, IPv6 and LCP in turn.</summary>
    public static string Ppp(WireBed bed, int frames) => Ppp(bed.PathOf("ppp.pcap"), frames);

    /// <summary>The same in a file of one's own.</summary>
    public static string Ppp(string file, int frames)
    {
        PcapFile.Write(
            file,
            LinkTypePpp,
            Enumerable.Range(0, frames).Select(n => (n * 1_000_000L, PppFrame(n)))
        );
        return file;
    }

    private static int LengthOf(int number) =>
        ShortestPacket + number * 37 % (LongestPacket - ShortestPacket + 1);

    private static byte[] PppFrame(int number) =>
        (number % 4) switch
        {
            // LCP echo request, magic number 0.
            3 => Hex.Bytes($"ff03 c021 09 {(byte)number:x2} 0008 00000000"),
            2 => [0xff, 0x03, 0x00, 0x57, .. Packet(number, 1, LengthOf(number), isIpv6: true)],
            _ => [0xff, 0x03, 0x00, 0x21, .. Packet(number, 1, LengthOf(number), isIpv6: false)],
        };

    // UDP with the running number in its payload, so that no two packets are equal.
    private static byte[] Packet(int number, byte subscriber, int length, bool isIpv6)
    {
        var packet = new byte[length];
        packet.AsSpan().Fill((byte)number);
        var header = isIpv6 ? Ipv6Header(subscriber, length) : Ipv4Header(subscriber, length);
        header.CopyTo(packet, 0);
        var udp = packet.AsSpan(header.Length);
        Hex.Bytes("13c4 13c4 0000 0000").CopyTo(udp);
        BinaryPrimitives.WriteUInt16BigEndian(udp[4..], (ushort)udp.Length);
        if (udp.Length >= 12)
            BinaryPrimitives.WriteInt32BigEndian(udp[8..], number);
        return packet;
    }

    private static byte[] Ipv4Header(byte subscriber, int length) =>
        Hex.Bytes($"4500 {length:x4} 0000 0000 4011 0000 0a0000{subscriber:x2} c6336407");

    private static byte[] Ipv6Header(byte subscriber, int length) =>
        Hex.Bytes(
            $"60000000 {length - 40:x4} 1140 20010db8 00000000 00000000 000000{subscriber:x2} 20010db8 00010000 00000000 00000001"
        );
}
