using Jmirror.Testing;
using Jmirror.Traffic.Applications;
using Jmirror.Traffic.Plans;

namespace Jmirror.Traffic.Tests.Applications;

public sealed class UdpApplicationTests
{
    // Conversation 1 of seed 1, worked out by a script from RFC 791, RFC 768 and the documented draws.
    [Fact]
    public void Packet_Of40BytesOverIpv4_HoldsTheBeginningOfTheSignature()
    {
        var packets = Talk.Listen(OfLength(40), 1);
        Hex.AssertEqual(
            Hex.Bytes(
                "45000028 34f50000 4011f904 64400007 c6122272 dbeb1389 0014 efa4 6a6d6972 00000000 00000001"
            ),
            packets[0].Bytes
        );
        Hex.AssertEqual(
            Hex.Bytes(
                "45000028 34f60000 3a11ff03 c6122272 64400007 1389dbeb 0014 efa3 6a6d6972 00000001 00000001"
            ),
            packets[1].Bytes
        );
    }

    [Fact]
    public void Packet_Of40BytesOverIpv6_HasRoomForItsHeaders() =>
        Hex.AssertEqual(
            Hex.Bytes(
                "600d5beb 00081140 20010db8000000070000000000000001 20010002000000000000000000002272 dbeb1389 0008 a033"
            ),
            Talk.Listen(OfLength(40), 1, isIpv6: true)[0].Bytes
        );

    [Fact]
    public void Packet_WithRoom_HoldsStepAndWholeNumber()
    {
        var packet = Talk.Listen(OfLength(100), 0x0102_0304_0506_0708)[5];
        Hex.AssertEqual(Hex.Bytes("6a6d6972 00000005 05060708 01020304"), packet.Bytes.AsSpan(28, 16));
    }

    [Fact]
    public void Packets_OfAConversation_GoToAndFro()
    {
        var packets = Talk.Listen(OfLength(100), 3);
        Assert.InRange(packets.Count, 16, 143);
        Assert.All(packets.Index(), packet => Assert.Equal(packet.Index % 2 != 0, packet.Item.IsDownstream));
    }

    [Theory]
    [InlineData(false, new[] { 40, 576, 1500 })]
    [InlineData(true, new[] { 48, 576, 1500 })]
    public void Packets_OfTheImix_HaveItsLengthsInItsShares(bool isIpv6, int[] lengths)
    {
        var application = Talk.Of(ApplicationKind.Udp);
        var counts = Enumerable
            .Range(0, 1000)
            .SelectMany(number => Talk.Listen(application, (ulong)number, isIpv6))
            .CountBy(packet => packet.Bytes.Length)
            .ToDictionary();
        var total = (double)counts.Values.Sum();
        Assert.Equal(lengths, counts.Keys.Order());
        Assert.Equal(7.0 / 12, counts[lengths[0]] / total, 0.01);
        Assert.Equal(4.0 / 12, counts[lengths[1]] / total, 0.01);
        Assert.Equal(1.0 / 12, counts[lengths[2]] / total, 0.01);
    }

    [Fact]
    public void Packets_OfARange_HaveEachLengthOfItAndNoOther()
    {
        var application = Of(new SizeDistribution([new SizeRange(60, 63, 1)]));
        var lengths = Enumerable
            .Range(0, 20)
            .SelectMany(number => Talk.Listen(application, (ulong)number))
            .Select(packet => packet.Bytes.Length)
            .Distinct();
        Assert.Equal([60, 61, 62, 63], lengths.Order());
    }

    [Fact]
    public void Packets_LongerThanTheMtu_AreAsLongAsIt()
    {
        var application = ApplicationFactory.Create(
            new MixShare(ApplicationKind.Udp, 1) { Sizes = new([new SizeRange(1500, 1500, 1)]) },
            Talk.Seed,
            capture: null,
            mtu: 1492
        );
        Assert.All(Talk.Listen(application, 1), packet => Assert.Equal(1492, packet.Bytes.Length));
    }

    private static Application OfLength(int length) => Of(new([new SizeRange(length, length, 1)]));

    private static Application Of(SizeDistribution sizes) =>
        ApplicationFactory.Create(
            new MixShare(ApplicationKind.Udp, 1) { Sizes = sizes },
            Talk.Seed,
            capture: null
        );
}
