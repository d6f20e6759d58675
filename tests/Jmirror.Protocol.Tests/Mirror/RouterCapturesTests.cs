using Jmirror.Protocol.Mirror;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Mirror;

/// <summary>The wire format as real routers speak it.</summary>
public sealed class RouterCapturesTests
{
    [Fact]
    public void EveryDatagram_StrippedAndEncodedAgain_IsTheSameByteForByte()
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (file, bytes) in RouterCaptures.Datagrams())
        {
            Assert.True(MirrorDatagram.TryDecode(bytes, out var datagram));
            Assert.Equal(MirrorFaults.None, datagram.Faults);

            var again = MirrorDatagramTests.Encode(
                datagram.Outer,
                datagram.Header,
                datagram.Identification,
                datagram.PayloadOf(bytes)
            );

            Hex.AssertEqual(bytes, again);
            counts[file] = counts.GetValueOrDefault(file) + 1;
        }
        Assert.Equal(RouterCaptures.PacketCounts, counts);
    }

    [Theory]
    [InlineData("jmirror/jmirror_ip.pcap", 6502, 2u, 1111111u)]
    [InlineData("jmirror/jmirror_l2tp.pcap", 5000, 12345u, 123456u)]
    [InlineData("jmirror/jmirror_ipv6.pcap", 54301, 0x8000u, 1u)]
    public void EveryDatagram_HasThePortsAndIdsOfItsMirror(
        string file,
        ushort port,
        uint mirrorId,
        uint sessionId
    )
    {
        foreach (var (_, bytes) in RouterCaptures.Datagrams().Where(d => d.File.Equals(file, StringComparison.Ordinal)))
        {
            MirrorDatagram.TryDecode(bytes, out var datagram);
            Assert.Equal(port, datagram.Outer.SourcePort);
            Assert.Equal(port, datagram.Outer.DestinationPort);
            Assert.Equal(new MirrorHeader(0, mirrorId, sessionId), datagram.Header);
        }
    }

    [Fact]
    public void EveryDatagram_KindsAndProtocols_AreThoseThatTsharkShows()
    {
        // tshark -d udp.port==N,jmirror: 38 IPv4; 6 LCP; 100 PPP, of which 10 LCP.
        var kinds = RouterCaptures
            .Datagrams()
            .Select(d => MirrorDatagram.TryDecode(d.Bytes, out var datagram) ? datagram.Packet : default)
            .CountBy(p => (p.Kind, p.PppProtocol))
            .ToDictionary();
        Assert.Equal(38, kinds[(MirroredKind.Ipv4, 0)]);
        Assert.Equal(0, kinds[(MirroredKind.Ppp, 0xc021)]);
    }
}
