using System.Buffers.Binary;
using Jmirror.Testing;

namespace Jmirror.Engine.Tests.Mirroring;

/// <summary>Packets as offloads leave them, and what holds of finished ones.</summary>
internal static class SuperFrames
{
    // 10.0.0.1:5000 to 10.0.0.2:5001, identification fffe, DF, sequence ffffffff, flags CWR ACK PSH FIN, NOP NOP and a
    // timestamp option; checksums are to be written.
    public static readonly byte[] Tcp4Headers = Hex.Bytes(
        "4500 0000 fffe 4000 4006 0000 0a000001 0a000002"
            + "1388 1389 ffffffff 00000001 8099 0100 0000 0000 0101 080a 01020304 05060708"
    );

    // [2001:db8::1]:5000 to [2001:db8::2]:5001, hop limit 64, no options.
    public static readonly byte[] Tcp6Headers = Hex.Bytes(
        "6000 0000 0000 0640 20010db8000000000000000000000001 20010db8000000000000000000000002"
            + "1388 1389 00000010 00000001 5018 0100 0000 0000"
    );

    // 10.0.0.1:5000 to 10.0.0.2:5001, identification 7, no DF.
    public static readonly byte[] UdpHeaders = Hex.Bytes(
        "4500 0000 0007 0000 4011 0000 0a000001 0a000002 1388 1389 0000 0000"
    );

    /// <summary>A packet with so much data behind the headers and with its length fields and IPv4 checksum filled in.</summary>
    public static byte[] Make(byte[] headers, int dataLength)
    {
        byte[] packet = [.. headers, .. Data(dataLength)];
        var isIpv4 = packet[0] >> 4 == 4;
        var length = isIpv4 ? packet.Length : packet.Length - 40;
        if (length <= ushort.MaxValue)
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(isIpv4 ? 2 : 4), (ushort)length);
        if (isIpv4 && packet[9] == 17)
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(24), (ushort)(packet.Length - 20));
        if (isIpv4)
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(10), (ushort)~OnesSum(packet[..20]));
        return packet;
    }

    /// <summary>Data that tells where it is.</summary>
    public static byte[] Data(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7 + 1))];

    // The definition, without any code under test: all 16-bit words of pseudo-header and transport add up to ffff.
    public static void AssertChecksums(byte[] packet)
    {
        var isIpv4 = packet[0] >> 4 == 4;
        if (isIpv4)
            Assert.Equal(0xffff, OnesSum(packet[..20]));
        Assert.Equal(0xffff, OnesSum(PseudoHeaderAndTransport(packet)));
    }

    private static byte[] PseudoHeader(byte[] packet)
    {
        var isIpv4 = packet[0] >> 4 == 4;
        var length = packet.Length - (isIpv4 ? 20 : 40);
        return
        [
            .. isIpv4 ? packet[12..20] : packet[8..40],
            (byte)(length >> 24),
            (byte)(length >> 16),
            (byte)(length >> 8),
            (byte)length,
            0,
            packet[isIpv4 ? 9 : 6],
        ];
    }

    private static byte[] PseudoHeaderAndTransport(byte[] packet) =>
        [.. PseudoHeader(packet), .. packet[(packet[0] >> 4 == 4 ? 20 : 40)..]];

    private static int OnesSum(byte[] bytes)
    {
        var sum = 0L;
        for (var i = 0; i < bytes.Length; i++)
            sum += i % 2 == 0 ? bytes[i] << 8 : bytes[i];
        while (sum > ushort.MaxValue)
            sum = (sum & ushort.MaxValue) + (sum >> 16);
        return (int)sum;
    }

    private static int ChecksumOffset(byte[] packet) =>
        packet[0] >> 4 == 4 ? 20 + (packet[9] == 6 ? 16 : 6) : 40 + 16;

    public static void WritePending(byte[] packet) =>
        BinaryPrimitives.WriteUInt16BigEndian(
            packet.AsSpan(ChecksumOffset(packet)),
            (ushort)OnesSum(PseudoHeader(packet))
        );

    public static byte[] WithoutChecksum(byte[] packet)
    {
        byte[] copy = [.. packet];
        copy.AsSpan(ChecksumOffset(packet), 2).Clear();
        return copy;
    }
}
