using System.Buffers.Binary;
using Jmirror.Testing;
using Jmirror.Traffic.Plans;

namespace Jmirror.Traffic.Tests.Applications.Pages;

public sealed class TcpApplicationTests
{
    private const int TcpOffset = 20;
    private const byte Fin = 0x01;
    private const byte Syn = 0x02;

    // Seed 1, worked out by a script from RFC 791, RFC 9293 and the documented draws.
    [Fact]
    public void Syn_OfConversation1_OffersTheMtusSegmentSize() =>
        Hex.AssertEqual(
            Hex.Bytes(
                "45000034 34f54000 4006b903 64400007 c6122272 dbeb0050 e3297ec2 00000000 8002faf0 e92c0000"
                    + "020405b4 0101 0402 01 030307"
            ),
            Talk.Listen(Talk.Of(ApplicationKind.Http), 1)[0].Bytes
        );

    [Theory]
    [InlineData(ApplicationKind.Http, 1500, 1460)]
    [InlineData(ApplicationKind.Http, 1492, 1452)]
    [InlineData(ApplicationKind.Tls, 1500, 1460)]
    [InlineData(ApplicationKind.Tls, 1492, 1452)]
    public void Segments_OfManyPages_FollowEachOtherWithoutGap(ApplicationKind kind, int mtu, int segmentSize)
    {
        var application = Talk.Of(kind, mtu);
        for (ulong number = 0; number < 200; number++)
        {
            var packets = Talk.Listen(application, number);
            Assert.Equal(segmentSize, BinaryPrimitives.ReadUInt16BigEndian(packets[0].Bytes.AsSpan(42)));
            AssertFollow(packets);
            Assert.InRange(packets.Max(packet => packet.Bytes.Length), 1, mtu);
        }
    }

    [Fact]
    public void Segments_OfAResponse_AreAcknowledgedTwoByTwo()
    {
        var packets = Talk.Listen(Talk.Of(ApplicationKind.Http), 1);
        // Behind the handshake and the request; before the last acknowledgement and the end.
        var response = packets.Skip(4).SkipLast(4).Select(packet => packet.IsDownstream).ToList();
        Assert.InRange(response.Count, 1, 90);
        Assert.All(response.Index(), turn => Assert.Equal(turn.Index % 3 != 2, turn.Item));
    }

    // Each side's bytes are numbered without gap and acknowledged by the other as far as they have been sent.
    private static void AssertFollow(IReadOnlyList<Spoken> packets)
    {
        Span<uint> next = stackalloc uint[2];
        foreach (var (index, packet) in packets.Index())
        {
            var tcp = packet.Bytes.AsSpan(TcpOffset);
            var flags = tcp[13];
            var (sender, receiver) = packet.IsDownstream ? (1, 0) : (0, 1);
            var sequence = BinaryPrimitives.ReadUInt32BigEndian(tcp[4..]);
            var acknowledgement = BinaryPrimitives.ReadUInt32BigEndian(tcp[8..]);
            if ((flags & Syn) == 0)
                Assert.Equal(next[sender], sequence);
            Assert.Equal(index == 0 ? 0 : next[receiver], acknowledgement);
            var length = tcp.Length - (tcp[12] >> 4) * 4;
            next[sender] = sequence + (uint)length + ((flags & (Syn | Fin)) == 0 ? 0u : 1u);
        }
        Assert.Equal(2, packets.Count(packet => (packet.Bytes[TcpOffset + 13] & Fin) != 0));
    }
}
