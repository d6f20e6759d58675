using Jmirror.Protocol.Mirror;
using Jmirror.Testing;
using Jmirror.Verification.Decoding;

namespace Jmirror.Verification.Tests.Decoding;

public sealed class InnerPacketTextTests
{
    [Fact]
    public void LineOf_MirroredEcho_SaysWhenWhoAndWhat()
    {
        var bytes = MirrorDatagrams.EchoDatagram;
        var packet = DecodedPacket.From(7, 1_242_202_502_123_456_789, MirrorDatagrams.Decode(bytes), bytes);
        Assert.Equal(
            "7 2009-05-13T08:15:02.123456789Z 192.0.2.1:30030 > 192.0.2.100:30030 mirror 768 session 144: "
                + "IPv4 100.64.1.10 > 198.51.100.7 ICMP, 36 bytes",
            InnerPacketText.LineOf(packet)
        );
    }

    [Fact]
    public void LineOf_FaultyDatagram_EndsWithTheNamesOfItsFaults()
    {
        byte[] bytes = [.. MirrorDatagrams.EchoDatagram, 0];
        bytes[8]--;
        var packet = DecodedPacket.From(1, 0, MirrorDatagrams.Decode(bytes), bytes);
        Assert.EndsWith(
            "36 bytes [bad-outer-checksum] [trailing-bytes]",
            InnerPacketText.LineOf(packet),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("ff03 c021 09200008b4c6c8ac", "PPP LCP, 12 bytes")]
    [InlineData("ff03 c023 01010004", "PPP PAP, 8 bytes")]
    [InlineData("ff03 c223 03010004", "PPP CHAP, 8 bytes")]
    [InlineData("ff03 8057 01010004", "PPP IPV6CP, 8 bytes")]
    [InlineData("ff03 4021 01", "PPP protocol 0x4021, 5 bytes")]
    [InlineData("ff03 0021 " + MirrorDatagrams.Echo, "PPP IPv4 100.64.1.10 > 198.51.100.7 ICMP, 40 bytes")]
    [InlineData(
        "4500001c 00000000 40110000 0a000001 0a000002 13c4 0035 0008 0000",
        "IPv4 10.0.0.1:5060 > 10.0.0.2:53 UDP, 28 bytes"
    )]
    [InlineData(
        "45000014 000000b9 40110000 0a000001 0a000002",
        "IPv4 10.0.0.1 > 10.0.0.2 UDP fragment at 1480, 20 bytes"
    )]
    [InlineData(
        "45000014 00000000 40fd0000 0a000001 0a000002",
        "IPv4 10.0.0.1 > 10.0.0.2 protocol 253, 20 bytes"
    )]
    [InlineData(
        "60000000 0004 06 40 20010db8000000000000000000000001 20010db8000000000000000000000002 0050 c350",
        "IPv6 [2001:db8::1]:80 > [2001:db8::2]:50000 TCP, 44 bytes"
    )]
    [InlineData("4500", "IPv4, 2 bytes")]
    [InlineData("02", "unknown payload, 1 byte")]
    [InlineData("", "unknown payload, 0 bytes")]
    public void Describe_MirroredPacket_ReadsAsOneClause(string hex, string expected)
    {
        var payload = Hex.Bytes(hex);
        var packet = MirroredPacket.Read(payload, payload.Length);
        Assert.Equal(
            expected,
            InnerPacketText.Describe(packet, InnerPacket.Read(payload, packet), payload.Length)
        );
    }
}
