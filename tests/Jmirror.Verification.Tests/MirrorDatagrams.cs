using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;
using Jmirror.Testing;

namespace Jmirror.Verification.Tests;

/// <summary>Mirror datagrams as the router of the worked examples sends them: 192.0.2.1 to 192.0.2.100, port 30030.</summary>
internal static class MirrorDatagrams
{
    public static readonly OuterHeader Outer = new(
        new Ipv4Address(0xc0000201),
        new Ipv4Address(0xc0000264),
        30030,
        30030
    );

    public static readonly MirrorHeader Header = new(0, 768, 144);

    /// <summary>ICMP echo 100.64.1.10 -> 198.51.100.7.</summary>
    public const string Echo =
        "45000024 12340000 4001d920 6440010a c6336407 08008687 00010001 6a6d2d74 65737421";

    public static byte[] Encode(ReadOnlySpan<byte> payload, ushort identification = 1) =>
        Encode(Outer, Header, payload, identification);

    public static byte[] Encode(
        OuterHeader outer,
        MirrorHeader header,
        ReadOnlySpan<byte> payload,
        ushort identification = 1
    )
    {
        var bytes = new byte[OuterTemplate.Length + payload.Length];
        new OuterTemplate(outer, header).Write(bytes, payload.Length, identification);
        payload.CopyTo(bytes.AsSpan(OuterTemplate.Length));
        return bytes;
    }

    public static MirrorDatagram Decode(ReadOnlySpan<byte> bytes)
    {
        Assert.True(MirrorDatagram.TryDecode(bytes, out var datagram));
        return datagram;
    }

    public static byte[] EchoDatagram => Encode(Hex.Bytes(Echo));
}
