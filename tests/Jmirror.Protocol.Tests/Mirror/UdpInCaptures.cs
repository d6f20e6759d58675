using System.Buffers.Binary;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Mirror;

/// <summary>One UDP datagram of a capture, not a fragment.</summary>
internal sealed record CapturedUdp(
    ushort SourcePort,
    ushort DestinationPort,
    byte[] Payload,
    int OriginalLength
);

/// <summary>
/// The UDP datagrams of a capture, by the shortest way: VLAN, MPLS and PPPoE headers stepped over, tunnels not
/// entered.
/// </summary>
internal static class UdpInCaptures
{
    private const uint Ethernet = 1;
    private const uint Ppp = 9;
    private const uint PppWithDirection = 204;
    private const byte Udp = 17;

    public static IEnumerable<CapturedUdp> Of(string path) =>
        PcapFile.Read(path).Select(Find).OfType<CapturedUdp>();

    private static CapturedUdp? Find(PcapPacket packet)
    {
        var bytes = packet.Bytes.AsSpan();
        return packet.LinkType switch
        {
            Ethernet => InEtherType(bytes[12..]),
            Ppp => InPpp(bytes),
            PppWithDirection => InPpp(bytes[1..]),
            _ => throw new NotSupportedException($"link type {packet.LinkType}"),
        };
    }

    private static CapturedUdp? InEtherType(ReadOnlySpan<byte> bytes) =>
        BinaryPrimitives.ReadUInt16BigEndian(bytes) switch
        {
            0x8100 or 0x88a8 or 0x9100 => InEtherType(bytes[4..]),
            0x8864 => InPpp(bytes[8..]),
            0x8847 => InMpls(bytes[2..]),
            0x0800 or 0x86dd => InIp(bytes[2..]),
            _ => null,
        };

    private static CapturedUdp? InMpls(ReadOnlySpan<byte> bytes) =>
        (bytes[2] & 1) == 0 ? InMpls(bytes[4..]) : InIp(bytes[4..]);

    private static CapturedUdp? InPpp(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0xff, 0x03, ..])
            bytes = bytes[2..];
        return BinaryPrimitives.ReadUInt16BigEndian(bytes) is 0x0021 or 0x0057 ? InIp(bytes[2..]) : null;
    }

    private static CapturedUdp? InIp(ReadOnlySpan<byte> ip)
    {
        var isIpv4 = ip[0] >> 4 == 4;
        var headerLength = isIpv4 ? (ip[0] & 0xf) * 4 : 40;
        var isFragment = isIpv4 && (BinaryPrimitives.ReadUInt16BigEndian(ip[6..]) & 0x3fff) != 0;
        if (ip[isIpv4 ? 9 : 6] != Udp || isFragment || ip.Length < headerLength + 8)
            return null;
        var udp = ip[headerLength..];
        var length = BinaryPrimitives.ReadUInt16BigEndian(udp[4..]);
        return new CapturedUdp(
            BinaryPrimitives.ReadUInt16BigEndian(udp),
            BinaryPrimitives.ReadUInt16BigEndian(udp[2..]),
            udp[8..Math.Min(length, udp.Length)].ToArray(),
            length - 8
        );
    }
}
