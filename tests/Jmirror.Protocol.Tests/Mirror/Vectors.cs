using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Mirror;

/// <summary>
/// Worked examples whose checksums and inner protocols tshark 4.0.17 confirmed: an ICMP echo
/// 100.64.1.10 -> 198.51.100.7 mirrored from 192.0.2.1 to 192.0.2.100, in every form a router sends.
/// </summary>
internal static class Vectors
{
    /// <summary>The mirrored packet of A, C, E and F; E is the bare copy, so it is these bytes.</summary>
    public static readonly byte[] Echo = Hex.Bytes(
        """
        45 00 00 24 12 34 00 00 40 01 d9 20 64 40 01 0a
        c6 33 64 07 08 00 86 87 00 01 00 01 6a 6d 2d 74
        65 73 74 21
        """
    );

    /// <summary>IPv4, handle 0000030000000090.</summary>
    public static readonly Vector A = new(
        """
        45 00 00 48 00 01 00 00 ff 11 37 3e c0 00 02 01
        c0 00 02 64 75 4e 75 4e 00 34 00 00 00 00 03 00
        00 00 00 90 45 00 00 24 12 34 00 00 40 01 d9 20
        64 40 01 0a c6 33 64 07 08 00 86 87 00 01 00 01
        6a 6d 2d 74 65 73 74 21
        """,
        Identification: 1,
        new MirrorHeader(0, 0x300, 0x90),
        MirroredKind.Ipv4
    );

    /// <summary>IPv6: ICMPv6 echo.</summary>
    public static readonly Vector B = new(
        """
        45 00 00 5c 00 02 00 00 ff 11 37 29 c0 00 02 01
        c0 00 02 64 75 4e 75 4e 00 48 00 00 00 00 03 00
        00 00 00 91 60 00 00 00 00 10 3a 40 20 01 0d b8
        00 01 00 00 00 00 00 00 00 00 00 10 20 01 0d b8
        ff ff 00 00 00 00 00 00 00 00 00 07 80 00 b2 9d
        00 01 00 01 6a 6d 2d 74 65 73 74 36
        """,
        Identification: 2,
        new MirrorHeader(0, 0x300, 0x91),
        MirroredKind.Ipv6
    );

    /// <summary>L2TP session: IPv4 in PPP.</summary>
    public static readonly Vector C = new(
        """
        45 00 00 4c 00 03 00 00 ff 11 37 38 c0 00 02 01
        c0 00 02 64 75 4e 75 4e 00 38 00 00 00 00 30 39
        00 01 e2 40 ff 03 00 21 45 00 00 24 12 34 00 00
        40 01 d9 20 64 40 01 0a c6 33 64 07 08 00 86 87
        00 01 00 01 6a 6d 2d 74 65 73 74 21
        """,
        Identification: 3,
        new MirrorHeader(0, 12345, 123456),
        MirroredKind.Ppp,
        PppProtocol: 0x0021
    );

    /// <summary>L2TP session: LCP Echo-Request with the bytes of a real router's capture.</summary>
    public static readonly Vector D = new(
        """
        45 00 00 30 00 04 00 00 ff 11 37 53 c0 00 02 01
        c0 00 02 64 75 4e 75 4e 00 1c 00 00 00 00 30 39
        00 01 e2 40 ff 03 c0 21 09 20 00 08 b4 c6 c8 ac
        """,
        Identification: 4,
        new MirrorHeader(0, 12345, 123456),
        MirroredKind.Ppp,
        PppProtocol: 0xc021
    );

    /// <summary>IPv4, 4-byte handle 40000010 with its version bits kept, MX source port and TTL.</summary>
    public static readonly Vector F = new(
        """
        45 00 00 48 00 05 00 00 40 11 f6 3a c0 00 02 01
        c0 00 02 64 c3 50 75 4e 00 34 00 00 40 00 00 10
        00 10 00 0a 45 00 00 24 12 34 00 00 40 01 d9 20
        64 40 01 0a c6 33 64 07 08 00 86 87 00 01 00 01
        6a 6d 2d 74 65 73 74 21
        """,
        Identification: 5,
        new MirrorHeader(1, 0x10, 0x0010000a),
        MirroredKind.Ipv4,
        SourcePort: 50000,
        TimeToLive: 64
    );

    public static TheoryData<Vector> All => [A, B, C, D, F];
}

/// <summary>One worked example: the datagram and what it says.</summary>
public sealed record Vector(
    string Text,
    ushort Identification,
    MirrorHeader Header,
    MirroredKind Kind,
    ushort PppProtocol = 0,
    ushort SourcePort = 30030,
    byte TimeToLive = 255
)
{
    public byte[] Bytes => Hex.Bytes(Text);

    public byte[] Payload => Bytes[OuterTemplate.Length..];

    public OuterHeader Outer =>
        new(new Ipv4Address(0xc0000201), new Ipv4Address(0xc0000264), SourcePort, 30030, TimeToLive);
}
