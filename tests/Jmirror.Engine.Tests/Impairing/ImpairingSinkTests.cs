using System.Buffers.Binary;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Datagrams;
using Jmirror.Engine.Impairing;
using Jmirror.Engine.Ledgers;
using Jmirror.Engine.Mirroring;
using Jmirror.Engine.Pacing;
using Jmirror.Engine.Tests.Mirroring;
using Jmirror.Testing;

namespace Jmirror.Engine.Tests.Impairing;

/// <summary>Which copies are hit, when they leave, and that every one of them is accounted for.</summary>
public sealed class ImpairingSinkTests
{
    private const long Millisecond = 1_000_000;

    private static readonly SendRefusal Busy = new(DropReason.SinkBusy, Retry: true);
    private static readonly SendRefusal Down = new(DropReason.LinkDown, Retry: false);

    [Fact]
    public void Send_NoFaultDrawn_PassesBytesAndOrder()
    {
        using var way = new ImpairedWay([Loss(0.000001m)]);
        for (var i = 0; i < 300; i++)
            way.Write(Sample.Udp(40 + i));
        var lines = way.Finish();
        Assert.Equal(Enumerable.Range(40, 300), way.Taken.Select(copy => copy.Length - 36));
        Assert.Equal(Enumerable.Range(40, 300), lines.Select(line => (int)line.Length));
        Assert.Equal(300, way.Counters.Sent);
        Assert.Equal(way.Counters.MirroredBytes, way.Counters.SentBytes);
    }

    [Fact]
    public void Send_SameSeed_SameFaultsWhateverElseIsMirrored()
    {
        var alone = Lines(seed: 7, besides: false);
        Assert.Equal(alone, Lines(seed: 7, besides: true));
        Assert.NotEqual(alone, Lines(seed: 8, besides: false));

        static List<SentCopy> Lines(ulong seed, bool besides)
        {
            using var way = new ImpairedWay([Loss(0.2m), new(FaultKind.Corrupt, 0.2m)], seed);
            for (var i = 0; i < 200; i++)
            {
                way.Write(Sample.Udp(40 + i));
                if (besides)
                    way.Write(Sample.Ping, ImpairedWay.Mirror(5));
            }
            return [.. way.Finish().Where(line => line.Stream.Header.MirrorId == 0x300)];
        }
    }

    [Fact]
    public void Send_Shares_AreKept()
    {
        using var way = new ImpairedWay([
            Loss(0.01m),
            new(FaultKind.IdZero, 0.1m),
            new(FaultKind.Version3, 0.5m),
        ]);
        for (var i = 0; i < 20_000; i++)
            way.Write(Sample.Ping);
        way.Finish();
        // Five standard deviations.
        Assert.InRange(way.Counters.Faults[FaultKind.Loss], 200 - 71, 200 + 71);
        Assert.InRange(way.Counters.Faults[FaultKind.IdZero], 2000 - 213, 2000 + 213);
        Assert.InRange(way.Counters.Faults[FaultKind.Version3], 10_000 - 354, 10_000 + 354);
        Assert.Equal(way.Counters.Faults[FaultKind.Loss], way.Counters.DroppedFor(DropReason.Impaired));
    }

    [Fact]
    public void Send_MirrorsNamed_OnlyTheirCopiesAreHit()
    {
        using var way = new ImpairedWay([
            Loss(1) with
            {
                Mirrors = [new MirrorIdRange(16, 31), new MirrorIdRange(0x300, 0x300)],
            },
        ]);
        foreach (var id in (uint[])[15, 16, 31, 32, 0x2ff, 0x300, 0x301])
            way.Write(Sample.Ping, ImpairedWay.Mirror(id));
        Assert.Equal(
            [16, 31, 0x300],
            way.Finish()
                .Where(line => line.Fault == FaultKind.Loss)
                .Select(line => line.Stream.Header.MirrorId)
        );
    }

    [Fact]
    public void Send_SinkRefusesOneOfTwoDuplicates_TheCopyIsSentAndNotDoubled()
    {
        using var way = new ImpairedWay(
            [new(FaultKind.Duplicate, 1)],
            sink: new ScriptedSink { Refuse = offer => offer == 1 ? Down : null }
        );
        way.Send(Sample.Ping);
        Assert.Equal(FaultKind.None, Assert.Single(way.Finish()).Fault);
        Assert.Equal((1, 0), (way.Counters.Sent, way.Counters.Faults.Total));
    }

    [Fact]
    public void Send_CopyInPieces_IsHitAsAWholeAndCutAsBefore()
    {
        var mirror = Sample.Mirror with { Mtu = 580 };
        var packet = Sample.Udp(1500);
        List<byte[]> untouched;
        using (var plain = new ImpairedWay([Loss(0.000001m)]))
        {
            plain.Write(packet, mirror);
            plain.Finish();
            untouched = [.. plain.Taken];
            Assert.Equal(3, plain.Counters.Fragments);
        }
        using var way = new ImpairedWay([new(FaultKind.Duplicate, 1)]);
        way.Write(packet, mirror);
        var line = Assert.Single(way.Finish());
        Assert.Equal((PacketDigest.Of(packet), 1500), (line.Digest, line.Length));
        Assert.Equal([.. untouched, .. untouched], way.Taken);
        Assert.Equal((1, 6), (way.Counters.Sent, way.Counters.Fragments));

        using var lossy = new ImpairedWay([Loss(1)]);
        lossy.Write(packet, mirror);
        Assert.Equal(FaultKind.Loss, Assert.Single(lossy.Finish()).Fault);
        Assert.Equal((0, 0), (lossy.Counters.Sent, lossy.Counters.Fragments));
    }

    [Fact]
    public void Send_BareCopies_SufferWhatAPathDoes()
    {
        var bare = Sample.Mirror with { Header = null };
        using var way = new ImpairedWay([new(FaultKind.Corrupt, 0.5m), new(FaultKind.Duplicate, 0.5m)]);
        for (var i = 0; i < 100; i++)
            way.Write(Sample.Ping, bare);
        var lines = way.Finish();
        Assert.All(way.Taken, copy => Hex.AssertEqual(Sample.Ping, copy));
        Assert.All(lines, line => Assert.Equal(StreamIdentity.Bare, line.Stream));
        Assert.InRange(lines.Count(line => line.Fault == FaultKind.Duplicate), 20, 80);
        Assert.Equal(100 + way.Counters.Faults.Total, way.Taken.Count);
    }

    /// <summary>Everything at once, through sinks that are busy and refuse: each datagram and each line has its reason.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 0)]
    [InlineData(0, 7)]
    [InlineData(3, 7)]
    public void Send_AllFaultsAtOnce_NothingIsLostSilently(int busyEvery, int refuseEvery)
    {
        Impairment[] all =
        [
            .. Enum.GetValues<FaultKind>()
                .Where(fault => fault != FaultKind.None)
                .Select(fault => new Impairment(fault, 0.04m) { Delay = 3 * Millisecond }),
        ];
        for (ulong seed = 0; seed < 10; seed++)
        {
            using var way = new ImpairedWay(
                all,
                seed,
                new ScriptedSink(slots: 8)
                {
                    Refuse = offer =>
                        busyEvery > 0 && offer % busyEvery == 1 ? Busy
                        : refuseEvery > 0 && offer % refuseEvery == 2 ? Down
                        : null,
                }
            );
            for (var i = 0; i < 500; i++)
            {
                way.Clock.Now += Millisecond / 10;
                var mirror = ImpairedWay.Mirror((uint)(1 + i % 3)) with { Mtu = i % 4 == 0 ? 580 : 1500 };
                way.Send(Sample.Udp(60 + i * 2), mirror);
            }
            var lines = way.Finish();
            var counters = way.Counters;
            Assert.Equal(500, counters.Mirrored);
            Assert.Equal(lines.Count(line => line.Fault != FaultKind.None), counters.Faults.Total);
            Assert.Equal(way.Taken.Sum(datagram => datagram.Length), counters.SentBytes);
            if (refuseEvery > 0)
                continue;
            // A copy has one line, or as many as it became fragments; a lost one has its own.
            Assert.Equal(500, Copies(lines));
            Assert.Equal(counters.Faults[FaultKind.Loss], counters.DroppedFor(DropReason.Impaired));
            // Each whole datagram is what the ledger says of one copy.
            var intact = lines.Where(line =>
                line.Fault is FaultKind.None or FaultKind.Duplicate or FaultKind.InnerFragment
            );
            var whole = way.Taken.Where(IsWhole).Select(d => PacketDigest.Of(d.AsSpan(36))).ToHashSet();
            Assert.All(
                intact.Where(line => line.Length + 36 <= 580),
                line => Assert.Contains(line.Digest, whole)
            );
        }

        static bool IsWhole(byte[] datagram) =>
            datagram.Length >= 36 && (BinaryPrimitives.ReadUInt16BigEndian(datagram.AsSpan(6)) & 0x3fff) == 0;

        static int Copies(List<SentCopy> lines) =>
            lines.Count(line =>
                line.Fault
                    is not (FaultKind.InnerFragment or FaultKind.InnerOverlap or FaultKind.InnerMissing)
            )
            + lines.Count(line =>
                line.Fault is FaultKind.InnerFragment or FaultKind.InnerOverlap or FaultKind.InnerMissing
            ) / 2;
    }

    [Fact]
    public void Send_ManyCopies_AllocatesNothingForEach()
    {
        var clock = new StillClock();
        var counters = new RunCounters();
        Impairment[] impairments =
        [
            Loss(0.05m),
            new(FaultKind.Duplicate, 0.05m),
            new(FaultKind.Reorder, 0.05m),
            new(FaultKind.Delay, 0.05m) { Delay = Millisecond },
            new(FaultKind.Corrupt, 0.05m),
            new(FaultKind.InnerFragment, 0.05m),
        ];
        using var sink = new ImpairingSink(
            new NullSink(),
            new ImpairmentPlan(impairments, 1),
            new ImpairingOptions(clock, null, TimeProvider.System),
            counters
        );
        var meter = new RateMeter(clock);
        var way = new WayOut(sink, new WayOutOptions(), counters, meter, clock);
        SendAll(2000);
        var before = Allocations.Now;
        SendAll(20_000);
        Allocations.AssertNonePerOperation(before, 20_000);

        void SendAll(int count)
        {
            for (var i = 0; i < count; i++)
            {
                way.TryReserve(Sample.MirroredPing.Length, 0, CopyPart.Whole, isBare: false, out var room);
                Sample.MirroredPing.CopyTo(room);
                counters.Mirrored++;
                clock.Now += 1000;
            }
            way.Flush();
        }
    }

    private static Impairment Loss(decimal share) => new(FaultKind.Loss, share);
}
