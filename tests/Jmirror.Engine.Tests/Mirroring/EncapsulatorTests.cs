using Jmirror.Engine.Counting;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Mirroring;
using Jmirror.Engine.Pacing;
using Jmirror.Protocol.Mirror;
using Jmirror.Testing;

namespace Jmirror.Engine.Tests.Mirroring;

public sealed class EncapsulatorTests
{
    private static readonly MonotonicClock Clock = new(TimeProvider.System);

    private readonly RunCounters _counters = new();

    [Fact]
    public void Copy_Ipv4Packet_IsExampleAOfTheWireFormat()
    {
        Hex.AssertEqual(Sample.MirroredPing, Assert.Single(Copies(Sample.Mirror, Sample.Ping)));
    }

    [Fact]
    public void Copy_EachPacket_StepsTheIdentification()
    {
        var sink = new ScriptedSink();
        var wayOut = NewWayOut(sink);
        for (var i = 0; i < 3; i++)
            Copy(Sample.Mirror, Sample.Ping, wayOut);
        wayOut.Flush();

        Assert.Equal([1, 2, 3], sink.Taken.Select(d => (d[4] << 8) | d[5]));
    }

    [Fact]
    public void Copy_MirrorWithoutHeader_IsThePacketItself()
    {
        Hex.AssertEqual(
            Sample.Ping,
            Assert.Single(Copies(Sample.Mirror with { Header = null }, Sample.Ping))
        );
    }

    [Fact]
    public void Copy_IpPacketAsPpp_GetsThePppProtocolOfItsVersion()
    {
        var copy = Assert.Single(Copies(Sample.Mirror, Sample.Ping, asPpp: true));

        Hex.AssertEqual([0xff, 0x03, 0x00, 0x21, .. Sample.Ping], copy.AsSpan(OuterTemplate.Length));
    }

    [Fact]
    public void Copy_AtTheMtu_GoesOutWhole()
    {
        var copy = Assert.Single(Copies(Sample.Mirror, Sample.Udp(1500 - OuterTemplate.Length)));

        Assert.Equal(1500, copy.Length);
        Assert.Equal(0, _counters.Fragments);
    }

    [Fact]
    public void Copy_AboveTheMtu_IsSentInFragmentsThatJoinToTheWhole()
    {
        var packet = Sample.Udp(1500);
        var whole = Assert.Single(Copies(Sample.Mirror with { Oversize = OversizeRule.Send }, packet));

        var fragments = Copies(Sample.Mirror, packet);

        Assert.Equal(2, fragments.Count);
        Assert.All(fragments, f => Assert.True(f.Length <= 1500));
        Assert.All(fragments, f => Assert.Equal(0, Protocol.Ip.InternetChecksum.Compute(f.AsSpan(0, 20))));
        Assert.Equal((0x2000, 185), (fragments[0][6] << 8, (fragments[1][6] << 8) | fragments[1][7]));
        Hex.AssertEqual(whole.AsSpan(20), [.. fragments[0][20..], .. fragments[1][20..]]);
        Assert.Equal((2, 2, 2), (_counters.Mirrored, _counters.Sent, _counters.Fragments));
    }

    [Fact]
    public void Copy_EveryLengthAboveASmallMtu_FragmentsFollowEachOtherWithoutOverlap()
    {
        // 600 is not 20 + a multiple of 8: the last fragment may be longer than the others.
        var mirror = Sample.Mirror with
        {
            Mtu = 600,
        };
        for (var length = 565; length < 2000; length++)
        {
            var fragments = Copies(mirror, Sample.Udp(length));

            var next = 0;
            foreach (var fragment in fragments)
            {
                Assert.Equal(next, ((fragment[6] << 8 | fragment[7]) & 0x1fff) * 8);
                Assert.Equal(fragment != fragments[^1], (fragment[6] & 0x20) != 0);
                Assert.InRange(fragment.Length, 21, 600);
                next += fragment.Length - 20;
            }
            Assert.Equal(OuterTemplate.Length - 20 + length, next);
        }
    }

    [Fact]
    public void Copy_AboveTheMtuWithRuleDrop_IsCountedAsOversize()
    {
        Assert.Empty(Copies(Sample.Mirror with { Oversize = OversizeRule.Drop }, Sample.Udp(1500)));

        Assert.Equal((1, 1), (_counters.Mirrored, _counters.DroppedFor(DropReason.Oversize)));
    }

    [Fact]
    public void Copy_BeyondWhatIpv4CanCarry_IsCountedAsTooLong()
    {
        Assert.Empty(Copies(Sample.Mirror, Sample.Udp(65_520)));

        Assert.Equal((1, 1), (_counters.Mirrored, _counters.DroppedFor(DropReason.TooLong)));
    }

    [Theory]
    [InlineData(0x4000)] // "don't fragment"
    public void Copy_BareOversizePacketThatMustNotBeCut_IsCountedAsOversize(ushort flags)
    {
        Assert.Empty(Copies(Sample.Mirror with { Header = null, Mtu = 576 }, Sample.Udp(1000, flags)));

        Assert.Equal(1, _counters.DroppedFor(DropReason.Oversize));
    }

    [Fact]
    public void Copy_BareOversizeFragment_KeepsItsOwnOffsetAndMoreBit()
    {
        var pieces = Copies(Sample.Mirror with { Header = null, Mtu = 576 }, Sample.Udp(1000, 0x2000 | 100));

        Assert.Equal([0x2000 | 100, 0x2000 | (100 + 552 / 8)], pieces.Select(p => (p[6] << 8) | p[7]));
    }

    [Fact]
    public void Copy_AnyPacket_CountsOnItsMirror()
    {
        var mirror = new Mirror(Sample.Mirror);
        var wayOut = NewWayOut(new ScriptedSink());

        new Encapsulator(_counters).Copy(
            new MirrorHit(mirror, false, false),
            Sample.Ping,
            Sample.PayloadOf(Sample.Ping),
            0,
            wayOut
        );

        Assert.Equal((1, 72), (mirror.Packets, mirror.Bytes));
    }

    private List<byte[]> Copies(MirrorDefinition definition, byte[] packet, bool asPpp = false)
    {
        var sink = new ScriptedSink();
        var wayOut = NewWayOut(sink);
        Copy(definition, packet, wayOut, asPpp);
        wayOut.Flush();
        Assert.Null(Balance());
        return sink.Taken;
    }

    private void Copy(MirrorDefinition definition, byte[] packet, WayOut wayOut, bool asPpp = false) =>
        new Encapsulator(_counters).Copy(
            new MirrorHit(new Mirror(definition), FromInner: false, asPpp),
            packet,
            Sample.PayloadOf(packet),
            0,
            wayOut
        );

    private WayOut NewWayOut(ScriptedSink sink) =>
        new(sink, new WayOutOptions(), _counters, new RateMeter(Clock), Clock);

    private string? Balance() => _counters.Imbalance();
}
