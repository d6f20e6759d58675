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
        foreach (
            var (_, bytes) in RouterCaptures
                .Datagrams()
                .Where(d => d.File.Equals(file, StringComparison.Ordinal))
        )
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
        var kinds = RouterCaptures
            .Datagrams()
            .Select(d => MirrorDatagram.TryDecode(d.Bytes, out var datagram) ? datagram.Packet : default)
            .CountBy(packet => (packet.Kind, packet.PppProtocol))
            .ToDictionary();
        Assert.Equal(
            new Dictionary<(MirroredKind, ushort), int>
            {
                [(MirroredKind.Ipv4, 0)] = 38,
                [(MirroredKind.Ppp, 0x0021)] = 4,
                [(MirroredKind.Ppp, 0x0057)] = 68,
                [(MirroredKind.Ppp, 0xc021)] = 6 + 28,
            },
            kinds
        );
    }
}
