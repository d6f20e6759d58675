using CsCheck;
using Jmirror.Engine.Ledgers;
using Jmirror.Testing;
using Jmirror.Verification.Comparing;
using Jmirror.Verification.Reporting;
using Jmirror.Verification.Streams;

namespace Jmirror.Verification.Tests.Comparing;

public sealed class LedgerComparisonTests
{
    private static readonly StreamKey First = Path.Stream(session: 1);
    private static readonly StreamKey Second = Path.Stream(session: 2);
    private static readonly StreamKey Unknown = Path.Stream(session: 3);

    [Fact]
    public void Comparison_MillionPacketsWithoutFaults_IsClean()
    {
        var path = Path.Of([First, Second], 1_000_000, Unique);
        var comparison = path.Compare();
        path.AssertFound(comparison);
        Assert.True(comparison.Total().IsClean);
        Assert.Equal(500_000, comparison.Streams[0].Figures.Received);
        Assert.Equal(Path.Delay, comparison.Latency!.Max);
        Assert.Equal(1_000_000, comparison.Latency.Count);
        Assert.Equal(500_000, comparison.Streams[1].Latency!.Count);
        Assert.Null(comparison.Streams[0].Losses);
    }

    [Fact]
    public void Comparison_WithRates_CountsSentAndLostByTheTimeOfSending()
    {
        var rates = new RateSeries(100 * Path.Interval);
        var path = Path.Of([First], 300, Unique);
        path.Drop(120);
        path.Drop(199);
        path.Drop(200);
        path.Compare(new ComparisonOptions { Rates = rates });
        Assert.Equal(
            [(100L, 0L), (100L, 2L), (100L, 1L)],
            rates.ToList().Select(interval => (interval.Sent, interval.Lost))
        );
    }

    [Theory]
    [InlineData(0)] // all packets differ
    [InlineData(1000)] // a capture of 1000 packets in a loop
    [InlineData(77)] // a short one
    public void Comparison_EveryThousandthPacketDropped_FindsThose(int loop)
    {
        var path = Path.Of([First, Second], 100_000, Digests(loop));
        for (var i = 1000; i < path.Count; i += 1000)
            path.Drop(i);
        var comparison = path.Compare();
        path.AssertFound(comparison);

        // Even packets are those of the first stream.
        var losses = comparison.Streams[0].Losses!;
        Assert.Equal(99, losses.Count);
        Assert.Equal(99, losses.CountOfLength(0));
        Assert.Equal(1, losses.Longest);
        Assert.Equal(LossRuns.MaxListed, losses.First.Count);
        Assert.Equal(new LossRun(500, 1, Path.Start + 1000 * Path.Interval), losses.First[0]);
        Assert.Equal(new LossRun(1000, 1, Path.Start + 2000 * Path.Interval), losses.First[1]);
        Assert.Null(comparison.Streams[1].Losses);
    }

    [Theory]
    [InlineData(0, 5000)]
    [InlineData(1000, 700)] // most of a loop is missing
    [InlineData(100, 60)]
    public void Comparison_ManyInARowDropped_IsOneGap(int loop, int length)
    {
        var path = Path.Of([First], 20_000, Digests(loop));
        for (var i = 3000; i < 3000 + length; i++)
            path.Drop(i);
        var comparison = path.Compare(lead: 10_000);
        path.AssertFound(comparison);
        var losses = comparison.Streams[0].Losses!;
        Assert.Equal(length, losses.Longest);
        Assert.Equal(1, losses.Count);
        Assert.Equal(3000, losses.First[0].Position);
    }

    [Fact]
    public void Comparison_WholeLoopsDropped_CountIsRightThoughThePlaceIsNot()
    {
        // Two loops and 60 packets are missing: the bytes alone tell of 60 here, and of two loops at the end.
        var path = Path.Of([First], 20_000, Digests(100));
        for (var i = 3000; i < 3260; i++)
            path.Drop(i);
        var comparison = path.Compare(lead: 10_000);
        path.AssertFound(comparison);
        Assert.Equal([60, 200], comparison.Streams[0].Losses!.First.Select(run => run.Length));
    }

    [Fact]
    public void Comparison_LastPacketsDropped_AreLost()
    {
        var path = Path.Of([First], 1000, Unique);
        for (var i = 990; i < 1000; i++)
            path.Drop(i);
        var comparison = path.Compare();
        path.AssertFound(comparison);
        Assert.Equal(
            new LossRun(990, 10, Path.Start + 990 * Path.Interval),
            Assert.Single(comparison.Streams[0].Losses!.First)
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(77)]
    public void Comparison_NeighboursSwapped_AreReorderedByOnePlace(int loop)
    {
        var path = Path.Of([First, Second], 50_000, Digests(loop));
        for (var i = 501; i < path.Count - 2; i += 500)
            path.Swap(i);
        var comparison = path.Compare();
        path.AssertFound(comparison);
        Assert.Equal(1, comparison.Streams[1].Figures.MaxReorderDistance);
        Assert.Equal(0, comparison.Streams[0].Figures.MaxReorderDistance);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(77)]
    public void Comparison_PacketsDuplicated_FindsThose(int loop)
    {
        var path = Path.Of([First, Second], 50_000, Digests(loop));
        for (var i = 0; i < path.Count; i += 333)
            path.Duplicate(i);
        path.AssertFound(path.Compare());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    public void Comparison_OneByteChanged_IsCorrupted(int loop)
    {
        var path = Path.Of([First, Second], 50_000, Digests(loop));
        for (var i = 0; i < path.Count; i += 999)
            path.Corrupt(i);
        path.AssertFound(path.Compare());
    }

    [Fact]
    public void Comparison_EveryPacketOfAStreamChanged_AllAreCorrupted()
    {
        var path = Path.Of([First, Second], 20_000, Unique);
        for (var i = 0; i < path.Count; i += 2)
            path.Corrupt(i);
        path.AssertFound(path.Compare());
    }

    [Fact]
    public void Comparison_PacketsShortened_AreTruncated()
    {
        var path = Path.Of([First, Second], 50_000, Unique);
        for (var i = 0; i < path.Count; i += 999)
            path.Truncate(i);
        path.AssertFound(path.Compare());
    }

    [Fact]
    public void Comparison_ShortenedBesideLost_LengthTellsWhich()
    {
        // 5 has 100 bytes and is lost; 6 had 60 bytes and was changed.
        var path = Path.Of([First], 100, Unique, i => i == 6 ? 60 : 100);
        path.Drop(5);
        path.Corrupt(6);
        var comparison = path.Compare();
        path.AssertFound(comparison);
        Assert.Equal(5, comparison.Streams[0].Losses!.First[0].Position);
    }

    [Fact]
    public void Comparison_SentUnderAnotherKnownStream_IsMisdirectedThere()
    {
        var path = Path.Of([First, Second], 10_000, Unique);
        for (var i = 0; i < path.Count; i += 1000)
            path.Misdirect(i, Second);
        var comparison = path.Compare();
        path.AssertFound(comparison);
        Assert.Equal(Second, comparison.Streams[0].MisdirectedTo);
        Assert.Equal(10, comparison.Streams[1].Figures.Strayed);
        Assert.Equal(0, comparison.Streams[1].Figures.Foreign);
    }

    [Fact]
    public void Comparison_SentUnderAnUnknownMirrorId_IsMisdirectedNotForeign()
    {
        var path = Path.Of([First, Second], 10_000, Unique);
        for (var i = 0; i < path.Count; i += 1000)
            path.Misdirect(i, First with { MirrorId = 4711 });
        var comparison = path.Compare();
        path.AssertFound(comparison);
        Assert.Equal(4711u, comparison.Streams[0].MisdirectedTo!.Value.MirrorId);
        Assert.Equal(0, comparison.Foreign.Packets);
        Assert.Equal(10, comparison.Total().Strayed);
    }

    [Fact]
    public void Comparison_WholeStreamUnderAWrongId_IsMisdirectedWhole()
    {
        var path = Path.Of([First, Second], 10_000, Unique);
        for (var i = 0; i < path.Count; i += 2)
            path.Misdirect(i, Unknown);
        path.AssertFound(path.Compare());
    }

    [Fact]
    public void Comparison_ForeignStream_IsListedByName()
    {
        var path = Path.Of([First, Second], 10_000, Unique);
        for (var i = 0; i < path.Count; i += 100)
            path.Insert(i, Unknown);
        var comparison = path.Compare();
        path.AssertFound(comparison);
        Assert.Equal(KeyValuePair.Create(Unknown, 100L), Assert.Single(comparison.Foreign.Listed));
        Assert.Equal(100, comparison.Total().Foreign);
        Assert.False(comparison.Total().IsClean);
    }

    [Fact]
    public void Comparison_ForeignPacketsInAKnownStream_AreForeignWhereNothingIsMissing()
    {
        var path = Path.Of([First, Second], 10_000, Unique);
        for (var i = 0; i < path.Count; i += 100)
            path.Insert(i, First);
        path.Drop(5051);
        var comparison = path.Compare();
        path.AssertFound(comparison);
        Assert.Equal(100, comparison.Streams[0].Figures.Foreign);
    }

    [Fact]
    public void Comparison_AllPacketsEqual_CountsAreRight()
    {
        var path = Path.Of([First], 10_000, _ => 42);
        for (var i = 100; i < 1000; i += 100)
            path.Drop(i);
        path.AssertFound(path.Compare());
    }

    [Fact]
    public void Comparison_OnePacketMirroredTwice_IsJudgedPerStream()
    {
        // The same bytes to both mirrors, 0 and 1, 2 and 3 ...
        var path = Path.Of([First, Second], 10_000, i => (ulong)(i / 2));
        path.Drop(100);
        path.Drop(301);
        path.Duplicate(400);
        path.AssertFound(path.Compare());
    }

    [Fact]
    public void ByMirror_TwoRoutersWithTheSameIds_ApartAndTogether()
    {
        var other = First with { Source = new(0xc0000202) };
        var path = Path.Of([First, other], 10_000, i => (ulong)(i / 2));
        for (var i = 1; i < path.Count; i += 1000)
            path.Drop(i);
        var comparison = path.Compare();
        path.AssertFound(comparison);
        Assert.Equal(0, comparison.Streams[0].Figures.Lost);
        Assert.Equal(10, comparison.Streams[1].Figures.Lost);
        var union = Assert.Single(comparison.ByMirror());
        Assert.Equal((768u, 1u), (union.MirrorId, union.SessionId));
        Assert.Equal(10_000, union.Figures.Sent);
        Assert.Equal(9_990, union.Figures.Received);
        Assert.Equal(10, union.Figures.Lost);
    }

    [Fact]
    public void Missing_WhileTheComparisonRuns_IsWhatLaterPacketsHaveOvertaken()
    {
        var comparison = new LedgerComparison(new ComparisonOptions());
        var number = comparison.NumberOf(First);
        for (ulong i = 0; i < 10; i++)
            comparison.Add(new SentPacket(number, i, 100, Path.Start));
        var figures = comparison.Streams[0].Figures;
        comparison.Add(new Arrival(First, 4, 100, Path.Start));
        Assert.Equal((4, 9), (figures.Missing, figures.Outstanding));
        comparison.Add(new Arrival(First, 2, 100, Path.Start));
        Assert.Equal((3, 8), (figures.Missing, figures.Outstanding));
        Assert.Equal((1, 2), (figures.Reordered, figures.MaxReorderDistance));
        comparison.Finish();
        Assert.Equal((0, 8), (figures.Missing, figures.Lost));
    }

    [Fact]
    public void WindowTime_LaterPacketHasArrived_LosesOldOnesAtOnce()
    {
        var comparison = new LedgerComparison(new ComparisonOptions { WindowTime = 1000 });
        var number = comparison.NumberOf(First);
        comparison.Add(new SentPacket(number, 1, 100, Path.Start));
        comparison.Add(new SentPacket(number, 2, 100, Path.Start + 1001));
        Assert.Equal(0, comparison.Streams[0].Figures.Lost);
        comparison.Add(new Arrival(First, 2, 100, Path.Start + 2000));
        Assert.Equal(1, comparison.Streams[0].Figures.Lost);
    }

    [Fact]
    public void Comparison_AnyFaults_AgreesWithWhatWasDone() =>
        AnyFaultsOf(Gen.Enum<Fate>())
            .Sample(
                fates =>
                {
                    var path = Path.Of([First, Second, Path.Stream(9, 9)], fates.Length, Unique, LengthOf);
                    Apply(fates, path);
                    path.AssertFound(path.Compare());
                },
                iter: 2000
            );

    [Fact]
    public void Comparison_AnyFaultsInALoop_AgreesWithWhatWasDone() =>
        // Not with wrong ids as well: which of two equal packets it was that went astray, nobody can tell.
        AnyFaultsOf(Gen.Enum<Fate>().Where(fate => fate != Fate.Misdirect))
            .Sample(
                fates =>
                {
                    var path = Path.Of([First], fates.Length, Digests(101), i => LengthOf(i % 101));
                    Apply(fates, path);
                    path.AssertFound(path.Compare());
                },
                iter: 2000
            );

    [Fact]
    public void Comparison_AnythingAtAll_AddsUp() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 2], Gen.ULong[0, 20], Gen.Int[60, 62])
            .Array[0, 300]
            .Sample(
                steps =>
                {
                    var options = new ComparisonOptions { WindowPackets = 16, ForeignStreams = 1 };
                    var comparison = new LedgerComparison(options);
                    foreach (var (what, session, digest, length) in steps)
                    {
                        var key = Path.Stream((uint)session);
                        if (what == 0)
                        {
                            var number = comparison.NumberOf(key);
                            comparison.Add(new SentPacket(number, digest, (ushort)length, Path.Start));
                        }
                        else
                        {
                            comparison.Add(new Arrival(key, digest, length, Path.Start));
                        }
                    }
                    comparison.Finish();
                    Assert.Null(comparison.Total().Imbalance());
                    Assert.Equal(steps.Count(s => s.Item1 == 0), comparison.Total().Sent);
                    Assert.Equal(steps.Count(s => s.Item1 != 0), comparison.Total().Arrivals);
                    foreach (var stream in comparison.Streams)
                    {
                        Assert.Null(stream.Figures.Imbalance());
                        Assert.Equal(0, stream.Figures.Missing);
                        Assert.True(stream.Figures.Lost >= 0 && stream.Figures.Received >= 0);
                    }
                },
                iter: 5_000
            );

    [Fact]
    public void Add_CleanStreams_AllocatesNothing()
    {
        var comparison = new LedgerComparison(new ComparisonOptions { WindowPackets = 1024 });
        var number = comparison.NumberOf(First);
        Send(0, 2000);
        var before = Allocations.Now;
        Send(2000, 10_000);
        Allocations.AssertNonePerOperation(before, 8_000);

        void Send(ulong from, ulong to)
        {
            for (var i = from; i < to; i++)
            {
                comparison.Add(new SentPacket(number, i, 100, Path.Start));
                comparison.Add(new Arrival(First, i, 100, Path.Start));
            }
        }
    }

    private enum Fate
    {
        None,
        Drop,
        Duplicate,
        Corrupt,
        Truncate,
        Misdirect,
        Swap,
    }

    private static Gen<Fate[]> AnyFaultsOf(Gen<Fate> fault) =>
        Gen.Frequency((40, Gen.Const(Fate.None)), (6, fault)).Array[0, 400];

    // Lengths differ by more than a truncation takes away.
    private static int LengthOf(int i) => 100 + 100 * (i * 7 % 3);

    private static void Apply(Fate[] fates, Path path)
    {
        var streams = path.Truth.Length;
        for (var i = 0; i < fates.Length; i++)
        {
            switch (fates[i])
            {
                case Fate.Drop:
                    path.Drop(i);
                    break;
                case Fate.Duplicate:
                    path.Duplicate(i);
                    break;
                case Fate.Corrupt:
                    path.Corrupt(i);
                    break;
                case Fate.Truncate:
                    path.Truncate(i);
                    break;
                case Fate.Misdirect:
                    path.Misdirect(i, Unknown);
                    break;
                // Both must be whole: swapping with a packet that does not come is no reordering.
                case Fate.Swap
                    when i + streams < fates.Length && fates[i + streams] == Fate.None && !WasSwapped(i):
                    path.Swap(i);
                    break;
                default:
                    break;
            }
        }

        bool WasSwapped(int i) => i >= streams && fates[i - streams] == Fate.Swap;
    }

    private static ulong Unique(int i) => (ulong)i;

    private static Func<int, ulong> Digests(int loop) => loop == 0 ? Unique : i => (ulong)(i % loop);
}
