using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Mirror;

public sealed class MirroredPacketTests
{
    private const MirrorFaults None = MirrorFaults.None;

    [Theory]
    [InlineData("ff03 c021 09200008b4c6c8ac", 0xc021, 4)] // LCP Echo-Request (jmirror_l2tp.pcap)
    [InlineData("ff03 c023 01010010 05 7573657231 05 7061737331", 0xc023, 4)] // PAP: Wireshark shows data
    [InlineData("ff03 c223 03010004", 0xc223, 4)] // CHAP Success: Wireshark shows data
    [InlineData("ff03 8021 01010004", 0x8021, 4)] // IPCP
    [InlineData("ff03 8057 0101000e 010a 0011223344556677", 0x8057, 4)] // IPV6CP: Wireshark shows data
    [InlineData("ff03 80fd 01010004", 0x80fd, 4)] // CCP: Wireshark shows data
    [InlineData("ff03 003d c0000000", 0x003d, 4)] // multilink: Wireshark shows data
    [InlineData("ff03 3d c0000000", 0x003d, 3)] // the same with a compressed protocol number
    [InlineData("ff03 00fd", 0x00fd, 4)] // nothing behind the number
    public void Read_PppControlAndOther_IsPppWithItsProtocol(string hex, int protocol, int offset)
    {
        var bytes = Hex.Bytes(hex);
        Assert.Equal(
            new MirroredPacket(MirroredKind.Ppp, (ushort)protocol, 0, offset, None),
            MirroredPacket.Read(bytes, bytes.Length)
        );
    }

    [Theory]
    [InlineData("ff03 0021", 4)]
    [InlineData("ff03 21", 3)] // compressed protocol number (RFC 1661, 6.5)
    public void Read_Ipv4InPpp_PointsAtThePacket(string ppp, int offset)
    {
        byte[] bytes = [.. Hex.Bytes(ppp), .. Vectors.Echo];
        Assert.Equal(
            new MirroredPacket(MirroredKind.Ppp, 0x0021, 4, offset, None),
            MirroredPacket.Read(bytes, bytes.Length)
        );
    }

    [Fact]
    public void Read_Ipv6InPpp_PointsAtThePacket()
    {
        byte[] bytes = [.. Hex.Bytes("ff03 0057"), .. Vectors.B.Payload];
        Assert.Equal(
            new MirroredPacket(MirroredKind.Ppp, 0x0057, 6, 4, None),
            MirroredPacket.Read(bytes, bytes.Length)
        );
    }

    [Fact]
    public void Read_BareCopyOfVectorE_IsTheIpPacketItself() =>
        Assert.Equal(
            new MirroredPacket(MirroredKind.Ipv4, 0, 4, 0, None),
            MirroredPacket.Read(Vectors.Echo, Vectors.Echo.Length)
        );

    [Theory]
    [InlineData("00")] // first fragment
    [InlineData("02")] // later fragment: its bytes are no transport header, which is nobody's business here
    public void Read_FragmentOfAMirroredPacket_IsOrdinaryIpv4(string offsetByte)
    {
        var bytes = Hex.Bytes(
            $"45000024 1234 20{offsetByte} 4001 0000 6440010a c6336407 {new string('0', 32)}"
        );
        var checksum = InternetChecksum.Compute(bytes.AsSpan(0, 20));
        bytes[10] = (byte)(checksum >> 8);
        bytes[11] = (byte)checksum;
        Assert.Equal(
            new MirroredPacket(MirroredKind.Ipv4, 0, 4, 0, None),
            MirroredPacket.Read(bytes, bytes.Length)
        );
    }

    [Theory]
    [InlineData("ff03", MirrorFaults.ShortPayloadHeader)]
    [InlineData("ff03 c0", MirrorFaults.ShortPayloadHeader)]
    [InlineData("ff03 c022 01", MirrorFaults.BadPayloadHeader)] // RFC 1661: protocol numbers are odd
    [InlineData("ff03 0021 4500", MirrorFaults.ShortPayloadHeader)]
    [InlineData("ff03 0057 6000", MirrorFaults.ShortPayloadHeader)]
    public void Read_BrokenPpp_IsStillPppWithTheFaultNamed(string hex, MirrorFaults fault)
    {
        var bytes = Hex.Bytes(hex);
        var packet = MirroredPacket.Read(bytes, bytes.Length);
        Assert.Equal(MirroredKind.Ppp, packet.Kind);
        Assert.Equal(fault, packet.Faults);
    }

    [Theory]
    [InlineData("ff03 0021", 0x60)]
    [InlineData("ff03 0057", 0x45)]
    public void Read_PppProtocolOfTheOtherIpVersion_IsABadHeader(string ppp, byte firstIpByte)
    {
        byte[] bytes = [.. Hex.Bytes(ppp), firstIpByte, .. new byte[39]];
        Assert.Equal(MirrorFaults.BadPayloadHeader, MirroredPacket.Read(bytes, bytes.Length).Faults);
    }

    [Fact]
    public void Read_Ipv6LengthOffByOne_SaysWhichWay()
    {
        var bytes = Vectors.B.Payload;
        Assert.Equal(
            MirrorFaults.PayloadShort,
            MirroredPacket.Read(bytes.AsSpan()[..^1], bytes.Length - 1).Faults
        );
        Assert.Equal(MirrorFaults.PayloadLong, MirroredPacket.Read([.. bytes, 0], bytes.Length + 1).Faults);
    }

    [Fact]
    public void Read_CutCapture_ComparesWithTheLengthOnTheWire()
    {
        Assert.Equal(None, MirroredPacket.Read(Vectors.Echo.AsSpan(0, 20), Vectors.Echo.Length).Faults);
        Assert.Equal(MirrorFaults.ShortPayloadHeader, MirroredPacket.Read([], Vectors.Echo.Length).Faults);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ff")]
    [InlineData("0021 4500")] // PPP without FF 03: no router was seen sending it
    [InlineData("020000000009 020000000001 0800")]
    public void Read_AnythingElse_IsUnknown(string hex)
    {
        var bytes = Hex.Bytes(hex);
        var packet = MirroredPacket.Read(bytes, bytes.Length);
        Assert.Equal(MirroredKind.Unknown, packet.Kind);
        Assert.Equal(
            bytes.Length == 0 ? MirrorFaults.EmptyPayload : MirrorFaults.UnknownPayload,
            packet.Faults
        );
    }
}
