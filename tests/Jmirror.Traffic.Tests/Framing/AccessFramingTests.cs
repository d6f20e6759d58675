using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Frames;
using Jmirror.Protocol.Link;
using Jmirror.Testing;
using Jmirror.Traffic.Framing;
using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Population;
using Jmirror.Traffic.Sessions;

namespace Jmirror.Traffic.Tests.Framing;

public sealed class AccessFramingTests
{
    private const int PacketLength = 40;

    private static readonly SubscriberSession Session = new(7, 0x1234, SessionPhase.Online);

    [Theory]
    [InlineData(0, "02ff00000001 020000000001 0800")]
    [InlineData(1, "02ff00000001 020000000001 8100 0064 0800")]
    [InlineData(2, "02ff00000001 020000000001 8100 0064 8100 0007 0800")]
    public void Ipoe_Upstream_IsEthernetWithTags(int tags, string header) =>
        Hex.AssertEqual(
            Hex.Bytes(header),
            Header(AccessKind.Ipoe, tags, isDownstream: false, isPpp: false, isIpv6: false)
        );

    [Fact]
    public void Ipoe_Downstream_IsToTheSubscriber() =>
        Hex.AssertEqual(
            Hex.Bytes("020000000001 02ff00000001 86dd"),
            Header(AccessKind.Ipoe, 0, isDownstream: true, isPpp: false, isIpv6: true)
        );

    // PPPoE length: 40 bytes of packet and 2 of protocol field.
    [Theory]
    [InlineData(false, false, "02ff00000001 020000000001 8100 0064 8100 0007 8864 1100 1234 002a 0021")]
    [InlineData(true, false, "020000000001 02ff00000001 8100 0064 8100 0007 8864 1100 1234 002a 0057", true)]
    [InlineData(true, true, "020000000001 02ff00000001 8100 0064 8100 0007 8864 1100 1234 0028")]
    public void Pppoe_IsASessionPacket(bool isDownstream, bool isPpp, string header, bool isIpv6 = false) =>
        Hex.AssertEqual(Hex.Bytes(header), Header(AccessKind.Pppoe, 2, isDownstream, isPpp, isIpv6));

    // IPv4 length 80 = 20 + 8 + 8 + 4 + 40; ids of the receiver: tunnel 1 and session 0x1234 of the LAC, 65535 less that
    // of the LNS. The checksums are tshark's.
    [Theory]
    [InlineData(
        false,
        """
            02ff00000001 02ff00000002 0800
            4500 0050 0000 4000 4011 c290 cb00710a cb007101
            06a5 06a5 003c 0000
            4002 0034 fffe edcb ff03 0021
            """
    )]
    [InlineData(
        true,
        """
            02ff00000002 02ff00000001 0800
            4500 0050 0000 4000 4011 c290 cb007101 cb00710a
            06a5 06a5 003c 0000
            4002 0034 0001 1234 ff03 0021
            """
    )]
    public void L2tp_IsADataMessage(bool isDownstream, string header) =>
        Hex.AssertEqual(
            Hex.Bytes(header),
            Header(AccessKind.L2tp, 0, isDownstream, isPpp: false, isIpv6: false)
        );

    [Fact]
    public void L2tp_PacketOf1500Bytes_MakesAPacketOf1540()
    {
        var (framing, who) = FramingOf(AccessKind.L2tp, 0);
        var header = new byte[framing.HeaderLength(who, isPpp: false)];

        framing.Write(header, who, Session, false, isPpp: false, isIpv6: false, 1500);

        Assert.Equal(AccessFraming.MaxHeaderLength, header.Length);
        Assert.Equal(1540, (header[16] << 8) | header[17]);
    }

    [Theory]
    [InlineData(AccessKind.Ipoe, 0)]
    [InlineData(AccessKind.Ipoe, 2)]
    [InlineData(AccessKind.Pppoe, 1)]
    [InlineData(AccessKind.L2tp, 0)]
    public void Frames_AreDissectedAsTheSubscribers(AccessKind access, int tags)
    {
        var (framing, who) = FramingOf(access, tags);
        foreach (var isDownstream in new[] { false, true })
        {
            byte[] frame = [.. Header(access, tags, isDownstream, false, false), .. Ipv4Packet];
            var info = new FrameInfo(0, frame.Length, frame.Length, 0, LinkType.Ethernet, default, 0);

            var outcome = Dissector.Dissect(frame, info, out var key);

            Assert.Equal(DissectOutcome.Found, outcome);
            var packet = access == AccessKind.L2tp ? key.Inner : key.Outer;
            Assert.Equal(framing.HeaderLength(who, isPpp: false), packet.Offset);
            Assert.Equal(PacketLength, packet.Length);
            Assert.Equal((who.OuterVlan, who.InnerVlan), (key.OuterVlan, key.InnerVlan));
            Assert.Equal(access == AccessKind.Pppoe ? Session.LinkSession : 0, key.PppoeSession);
            Assert.Equal(access == AccessKind.L2tp, key.HasL2tp);
        }
    }

    [Fact]
    public void Writing_AllocatesNothing()
    {
        var (framing, who) = FramingOf(AccessKind.L2tp, 0);
        var header = new byte[framing.HeaderLength(who, isPpp: false)];
        framing.Write(header, who, Session, false, false, false, 100);

        var before = Allocations.Now;
        for (var i = 0; i < 10_000; i++)
            framing.Write(header, who, Session, (i & 1) == 0, false, false, 100);

        Allocations.AssertNonePerOperation(before, 10_000);
    }

    // UDP from 192.0.2.1 to 192.0.2.2; the dissector asks for no more.
    private static byte[] Ipv4Packet =>
        [
            .. Hex.Bytes("4500 0028 0000 0000 4011 0000 c0000201 c0000202 1388 1388 0014 0000"),
            .. new byte[12],
        ];

    private static byte[] Header(AccessKind access, int tags, bool isDownstream, bool isPpp, bool isIpv6)
    {
        var (framing, who) = FramingOf(access, tags);
        var header = new byte[framing.HeaderLength(who, isPpp)];
        Array.Fill(header, (byte)0xa5);
        framing.Write(header, who, Session, isDownstream, isPpp, isIpv6, PacketLength);
        return header;
    }

    private static (AccessFraming Framing, SyntheticSubscriber Who) FramingOf(AccessKind access, int tags)
    {
        var population = new SubscriberPopulation(
            new PopulationPlan
            {
                Count = 1,
                Mirrored = 0,
                Access = [new AccessShare(access, 1)],
                OuterVlans = tags > 0 ? new VlanRange(100, 100) : null,
                InnerVlans = tags > 1 ? new VlanRange(7, 7) : null,
            }
        );
        return (new AccessFraming(population), population[1]);
    }
}
