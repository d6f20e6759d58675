using System.Buffers.Binary;
using Jmirror.Engine.Frames;
using Jmirror.Protocol.Link;

namespace Jmirror.Benchmarks;

/// <summary>Subscriber frames put together by hand: lengths are the IP packet's.</summary>
internal static class Frames
{
    private const int EthernetLength = 14;
    private const int QinqPppoeLength = 4 + 4 + 8;

    /// <summary>Ethernet, IPv4, UDP; source address 10.0.0.0 + <paramref name="subscriber"/>.</summary>
    public static byte[] Ipv4(int length, uint subscriber)
    {
        var frame = new byte[EthernetLength + length];
        WriteMacs(frame);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(12), 0x0800);
        WriteIpv4(frame.AsSpan(EthernetLength), subscriber);
        return frame;
    }

    /// <summary>Ethernet, two VLAN tags, PPPoE session, PPP, IPv4, UDP.</summary>
    public static byte[] QinqPppoe(int length, uint subscriber)
    {
        var frame = new byte[EthernetLength + QinqPppoeLength + length];
        var bytes = frame.AsSpan();
        WriteMacs(bytes);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[12..], 0x88a8);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[14..], 100);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[16..], 0x8100);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[18..], 7);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[20..], 0x8864);
        bytes[22] = 0x11;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[24..], 42);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[26..], (ushort)(length + 2));
        BinaryPrimitives.WriteUInt16BigEndian(bytes[28..], 0x0021);
        WriteIpv4(bytes[30..], subscriber);
        return frame;
    }

    /// <summary>What a source would say of <paramref name="frame"/>.</summary>
    public static FrameInfo InfoOf(byte[] frame) =>
        new(0, frame.Length, frame.Length, 0, LinkType.Ethernet, FrameDirection.Unknown, 0);

    private static void WriteMacs(Span<byte> frame)
    {
        new MacAddress(0x0200_0000_0001).Write(frame);
        new MacAddress(0x0200_0000_0002).Write(frame[6..]);
    }

    private static void WriteIpv4(Span<byte> packet, uint subscriber)
    {
        packet[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)packet.Length);
        packet[8] = 64;
        packet[9] = 17;
        BinaryPrimitives.WriteUInt32BigEndian(packet[12..], 0x0a00_0000 + subscriber);
        BinaryPrimitives.WriteUInt32BigEndian(packet[16..], 0xc633_6407);
        BinaryPrimitives.WriteUInt16BigEndian(packet[20..], 5060);
        BinaryPrimitives.WriteUInt16BigEndian(packet[22..], 5060);
        BinaryPrimitives.WriteUInt16BigEndian(packet[24..], (ushort)(packet.Length - 20));
    }
}
