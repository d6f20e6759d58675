using Jmirror.Testing;
using PacketDotNet;
using PacketDotNet.Utils;

namespace Jmirror.EndToEnd.Tests.Copying;

/// <summary>
/// Copies that tshark refuses to look into (PAP, CHAP, IPV6CP, CCP, IPv4 with options ...): our decoder and PacketDotNet
/// read them independently and must agree.
/// </summary>
public sealed class SecondOpinionTests : IDisposable
{
    private const int MirrorHeaderLength = 8;
    private const int AddressAndControlLength = 2;

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(
        "own/dev-pppoe-qinq-pap.pcap",
        "ppp",
        new[] { 0xc021, 0xc023, 0x8021, 0x8057, 0x0021, 0x0057 }
    )]
    [InlineData("subscriber/pppoe-pap-ipcp.pcap", "ppp", new[] { 0xc021, 0xc023, 0x8021 })]
    [InlineData(
        "subscriber/pppoe-ipv6cp-dhcpv6.pcap",
        "ppp",
        new[] { 0xc021, 0xc023, 0x8021, 0x8057, 0x0057 }
    )]
    [InlineData("subscriber/ppp-chap.pcap", "auto", new[] { 0xc021, 0xc223, 0x8021, 0x0021 })]
    [InlineData("subscriber/ppp_lcp_ipcp.pcap", "auto", new[] { 0xc021, 0x8021, 0x80fd })]
    [InlineData("subscriber/l2tp-lac-lns-chap.pcap", "auto", new[] { 0xc021, 0xc223, 0x8021, 0x0021 })]
    public void PppCopies_HaveTheProtocolsThatPacketDotNetSees(string name, string form, int[] protocols)
    {
        var output = Replay(name, form);
        var decoded = JmirrorProgram
            .Decode(output, "--port", "30030")
            .Select(packet => packet.GetProperty("payload").GetProperty("pppProtocol"))
            .Select(protocol =>
                protocol.ValueKind == System.Text.Json.JsonValueKind.Null ? 0 : protocol.GetInt32()
            )
            .ToList();

        Assert.Equal(PayloadsOf(output).Select(PppProtocolOf), decoded);
        Assert.Subset(decoded.ToHashSet(), protocols.ToHashSet());
    }

    [Fact]
    public void Ipv4WithOptions_HasTheAddressesThatPacketDotNetSees()
    {
        var output = Replay("subscriber/igmp.pcap", "ip");
        var decoded = JmirrorProgram
            .Decode(output, "--port", "30030")
            .Select(packet => packet.GetProperty("payload"))
            .Select(p =>
                $"{p.GetProperty("source")} {p.GetProperty("destination")} {p.GetProperty("protocol")}"
            )
            .ToList();
        var packets = PayloadsOf(output)
            .Select(payload => new IPv4Packet(new ByteArraySegment(payload)))
            .ToList();

        Assert.Equal(
            packets.Select(p => $"{p.SourceAddress} {p.DestinationAddress} {(int)p.Protocol}"),
            decoded,
            StringComparer.Ordinal
        );
        Assert.Contains(packets, packet => packet.HeaderLength > IPv4Fields.HeaderLength / 4);
    }

    public void Dispose() => _folder.Dispose();

    private string Replay(string name, string form)
    {
        var output = _folder.PathOf("mirrored.pcap");
        JmirrorProgram.RunJson(0, "replay", AllCaptures.PathOf(name), "--as", form, "--write", output);
        return output;
    }

    private static IEnumerable<byte[]> PayloadsOf(string file) =>
        PcapFile
            .Read(file)
            .Select(datagram => new RawIPPacket(new ByteArraySegment(datagram.Bytes)).Extract<UdpPacket>())
            .Select(udp => udp.PayloadData[MirrorHeaderLength..]);

    private static int PppProtocolOf(byte[] payload) =>
        payload is [0xff, 0x03, ..]
            ? (int)new PppPacket(new ByteArraySegment(payload[AddressAndControlLength..])).Protocol
            : 0;
}
