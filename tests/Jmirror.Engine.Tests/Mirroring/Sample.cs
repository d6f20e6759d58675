using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Frames;
using Jmirror.Engine.Matching;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;
using Jmirror.Protocol.Mirror;
using Jmirror.Testing;

namespace Jmirror.Engine.Tests.Mirroring;

/// <summary>The inner packet and the mirrors of the wire-format examples A to F.</summary>
internal static class Sample
{
    public static readonly byte[] Ping = Hex.Bytes(
        "45000024123400004001d9206440010ac633640708008687000100016a6d2d7465737421"
    );

    /// <summary>Example A: IPv4 payload, handle 0000030000000090, identification 1.</summary>
    public static readonly byte[] MirroredPing =
    [
        .. Hex.Bytes("4500004800010000ff11373ec0000201c0000264754e754e003400000000030000000090"),
        .. Ping,
    ];

    public static readonly OuterHeader Outer = new(
        new Ipv4Address(0xc000_0201),
        new Ipv4Address(0xc000_0264),
        30030,
        30030
    );

    public static MirrorDefinition Mirror { get; } =
        new([Trigger.All], SecurePolicy.Default, Outer, new MirrorHeader(0, 0x300, 0x90));

    /// <summary>A UDP packet of <paramref name="length"/> bytes with a recognisable content.</summary>
    public static byte[] Udp(int length, ushort flagsAndOffset = 0)
    {
        var packet = new byte[length];
        for (var i = 28; i < length; i++)
            packet[i] = (byte)(i * 7);
        Hex.Bytes("4500").CopyTo(packet, 0);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)length);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(6), flagsAndOffset);
        Hex.Bytes("4011").CopyTo(packet, 8);
        Hex.Bytes("6440010ac6336407").CopyTo(packet, 12);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(
            packet.AsSpan(10),
            InternetChecksum.Compute(packet.AsSpan(0, 20))
        );
        return packet;
    }

    public static Payload PayloadOf(byte[] packet)
    {
        var info = new FrameInfo(0, packet.Length, packet.Length, 0, LinkType.Raw, FrameDirection.Unknown, 0);
        Assert.Equal(DissectOutcome.Found, Dissector.Dissect(packet, info, out var key));
        return key.Outer;
    }
}
