using Jmirror.Protocol.Mirror;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Mirror;

public sealed class MirrorHeuristicTests
{
    private const ushort AnyPort = 40000;
    private const string Ids = "00000300 00000090 ";

    [Theory]
    [MemberData(nameof(Vectors.All), MemberType = typeof(Vectors))]
    public void Recognises_Vector_Yes(Vector vector) => Assert.True(Recognises(vector.Bytes.AsSpan(28)));

    [Fact]
    public void Recognises_EveryDatagramOfRealRouters_Yes()
    {
        var recognised = 0;
        foreach (var (_, bytes) in RouterCaptures.Datagrams())
            recognised += Recognises(bytes.AsSpan(28)) ? 1 : 0;
        Assert.Equal(144, recognised);
    }

    [Theory]
    [InlineData("ff03 c021 09200008b4c6c8ac")] // LCP
    [InlineData("ff03 c023 01010010 05 7573657231 05 7061737331")] // PAP
    [InlineData("ff03 c223 03010004")] // CHAP
    [InlineData("ff03 c227 02010005 01")] // EAP
    [InlineData("ff03 8021 01010004")] // IPCP
    [InlineData("ff03 8057 0101000e 010a 0011223344556677")] // IPV6CP
    [InlineData("ff03 80fd 0f010004")] // CCP Reset-Ack
    [InlineData("ff03 8281 01010004")] // MPLSCP
    [InlineData("ff03 c021 09200008b4c6c8ac 0000")] // LCP and padding
    [InlineData("ff03 003d c0000000")] // multilink
    public void Recognises_PppThatWiresharkPartlyRefuses_Yes(string payload) =>
        Assert.True(Recognises(Hex.Bytes(Ids + payload)));

    [Theory]
    [InlineData("ff03 c021 1020000 8b4c6c8ac")] // LCP code 16
    [InlineData("ff03 c021 09200009b4c6c8ac")] // LCP longer than the frame
    [InlineData("ff03 c021 09200003b4c6c8ac")] // LCP shorter than its header
    [InlineData("ff03 c021 092000")] // LCP cut
    [InlineData("ff03 c025 00000000")] // link quality report of 4 bytes
    [InlineData("ff03 4021 01010004")] // low-volume protocol without a control protocol
    [InlineData("ff03 c020 01010004")] // even protocol number
    [InlineData("ff03 003d")] // multilink without content
    [InlineData("ff03 3d c0000000")] // multilink with a compressed protocol number
    [InlineData("0021 45000014 00000000 40010000 00000000 00000000")] // PPP without FF 03
    [InlineData("")]
    public void Recognises_ImplausiblePayload_No(string payload) =>
        Assert.False(Recognises(Hex.Bytes(Ids + payload)));

    [Theory]
    [InlineData(28, 0x80)] // version bits 2
    [InlineData(36, 0x55)] // IP version 5
    [InlineData(39, 0x25)] // total length one more than there is
    [InlineData(46, 0x01)] // wrong checksum, not 0
    public void Recognises_VectorAWithOneByteWrong_No(int offset, byte value)
    {
        var bytes = Vectors.A.Bytes;
        bytes[offset] = value;
        Assert.False(Recognises(bytes.AsSpan(28)));
    }

    [Fact]
    public void Recognises_MirroredPacketWithoutChecksum_Yes()
    {
        var bytes = Vectors.A.Bytes;
        bytes.AsSpan(46, 2).Clear();
        Assert.True(Recognises(bytes.AsSpan(28)));
    }

    [Theory]
    [InlineData(42, 0xfd)] // next header for experiments
    [InlineData(43, 0x00)] // hop limit 0
    [InlineData(44, 0xff)] // multicast source
    [InlineData(60, 0x45)] // destination in no allocated block
    public void Recognises_Ipv6WithAnImplausibleField_No(int offset, byte value)
    {
        var bytes = Vectors.B.Bytes;
        bytes[offset] = value;
        Assert.False(Recognises(bytes.AsSpan(28)));
    }

    [Fact]
    public void Recognises_CutCapture_ByTheLengthOnTheWire()
    {
        var udpPayload = Vectors.A.Bytes.AsSpan(28);
        Assert.True(MirrorHeuristic.Recognises(AnyPort, AnyPort, udpPayload[..28], udpPayload.Length));
        Assert.False(MirrorHeuristic.Recognises(AnyPort, AnyPort, udpPayload[..27], udpPayload.Length));
    }

    [Fact]
    public void Recognises_GtpUserPacket_NoOnAnyPort()
    {
        // 8-byte GTP-U header, then the same IPv4 packet (3GPP TS 29.281).
        byte[] gtp = [.. Hex.Bytes("30ff0024 00000001"), .. Vectors.Echo];
        Assert.False(Recognises(gtp));
        gtp[3]++;
        Assert.True(Recognises(gtp), "mirror id 0x30ff0025 is not GTP-U: the length does not fit");
    }

    [Fact]
    public void Recognises_L2tpDataMessageWithLength_NoOnAnyPort()
    {
        // 8-byte L2TP header (RFC 2661), then FF 03 and LCP.
        byte[] l2tp = Hex.Bytes("40020014 00010002 ff03c021 09200008b4c6c8ac");
        Assert.False(Recognises(l2tp));
        l2tp[3]++;
        Assert.True(Recognises(l2tp), "mirror id 0x00020015, version 1: the length does not fit L2TP");
    }

    [Theory] // LCP between LAC and LNS, from nb6-startup.pcap; the second with the priority bit
    [InlineData("02024a32 d35e0000 ff03c021 0101001c 010405ad 0206000a 00000304 c0230506 c1343922 07020802")]
    [InlineData("03024a32 d35e0000 ff03c021 0a000008 c1343922")]
    public void Recognises_L2tpDataMessageWithOffset0_NoOnAnyPort(string hex) =>
        Assert.False(Recognises(Hex.Bytes(hex)));

    [Theory]
    [InlineData(1701)] // L2TP
    [InlineData(2152)] // GTP-U
    [InlineData(4341)] // LISP
    [InlineData(4790)] // VXLAN-GPE
    [InlineData(6080)] // GUE
    [InlineData(6081)] // Geneve
    [InlineData(6635)] // MPLS over UDP
    public void Recognises_PortOfATunnelWithIpBehind8Bytes_No(ushort port)
    {
        var udpPayload = Vectors.A.Bytes.AsSpan(28);
        Assert.False(MirrorHeuristic.Recognises(port, AnyPort, udpPayload, udpPayload.Length));
        Assert.False(MirrorHeuristic.Recognises(AnyPort, port, udpPayload, udpPayload.Length));
    }

    [Fact]
    public void Recognises_OrdinaryUdpOfAllCaptures_Never()
    {
        Assert.SkipWhen(Captures.AllShared.Count == 0, "no captures beside the checkout");
        var datagrams = 0;
        foreach (
            var file in Captures.AllShared.Where(f => !f.StartsWith("jmirror", StringComparison.Ordinal))
        )
        {
            foreach (var udp in UdpInCaptures.Of(Captures.Shared(file)))
            {
                datagrams++;
                // The port alone must not decide: ask as if it were any port, too.
                Assert.False(
                    MirrorHeuristic.Recognises(AnyPort, AnyPort, udp.Payload, udp.OriginalLength),
                    $"{file}: {udp.SourcePort} > {udp.DestinationPort} {Convert.ToHexString(udp.Payload)}"
                );
            }
        }
        Assert.Equal(4020, datagrams);
    }

    [Fact]
    public void Recognises_FiveMillionRandomPayloads_Never()
    {
        var random = new Random(2);
        Span<byte> bytes = stackalloc byte[96];
        var recognised = 0;
        for (var i = 0; i < 5_000_000; i++)
        {
            random.NextBytes(bytes);
            recognised += Recognises(bytes[..(16 + i % 81)]) ? 1 : 0;
        }
        Assert.Equal(0, recognised);
    }

    /// <summary>
    /// Random payloads pass too rarely to be counted, so the bound is found in two steps: the chance of each way's
    /// first bits is known, what follows them is counted.
    /// </summary>
    [Fact]
    public void Recognises_RandomPayloadsOf1508Bytes_PassBelowThreeInABillion()
    {
        const int MirrorVersion = 1;
        const int IpVersion = 4;
        const int IpLength = 16;
        var ipv4 = PassRate("450005dc") / (1 << (MirrorVersion + IpVersion + IpLength));
        var ipv6 = PassRate("6000000005b4") / (1 << (MirrorVersion + IpVersion + IpLength));
        var ppp = PassRate("ff03") / (1 << (MirrorVersion + 16));
        Assert.InRange(ipv4 + ipv6 + ppp, 1e-10, 3e-9);
    }

    private static double PassRate(string firstBytes)
    {
        const int Tried = 1_000_000;
        var random = new Random(3);
        var first = Hex.Bytes(firstBytes);
        var bytes = new byte[MirrorHeader.Length + 1500];
        var recognised = 0;
        for (var i = 0; i < Tried; i++)
        {
            random.NextBytes(bytes.AsSpan(0, 100));
            bytes[0] &= 0x7f;
            first.CopyTo(bytes, MirrorHeader.Length);
            recognised += Recognises(bytes) ? 1 : 0;
        }
        return (double)recognised / Tried;
    }

    [Fact]
    public void Recognises_Repeatedly_AllocatesNothing()
    {
        var bytes = Vectors.A.Bytes;
        Recognises(bytes.AsSpan(28));
        var before = Allocations.Now;
        for (var i = 0; i < 1000; i++)
            Recognises(bytes.AsSpan(28));
        Allocations.AssertNonePerOperation(before, 1000);
    }

    private static bool Recognises(ReadOnlySpan<byte> udpPayload) =>
        MirrorHeuristic.Recognises(AnyPort, AnyPort, udpPayload, udpPayload.Length);
}
