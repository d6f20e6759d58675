using System.Text.Json;
using static Jmirror.EndToEnd.Tests.Receiving.DatagramEdits;

namespace Jmirror.EndToEnd.Tests.Receiving;

/// <summary>
/// Faults made between sender and receiver: the right kind, the right count, the right stream. Mirror 1 is left in
/// peace; every fault is done to every 500th of the 2000 packets of mirror 2.
/// </summary>
public sealed class PathFaultTests : IDisposable
{
    private const int Every = 500;
    private const int Hits = 4;

    private readonly SentTraffic _sent = SentTraffic.OfTwoMirrors();

    [Fact]
    public void Compare_WithoutFaults_IsClean()
    {
        var summary = _sent.Compare(0, _sent.Arrived(datagrams => datagrams));

        summary.GetProperty("comparison").AssertFaults();
        Assert.Equal(4000, summary.GetProperty("comparison").Number("received"));
        Assert.Equal(2000, summary.ComparisonOf(1).Number("received"));
        Assert.Equal(2000, summary.ComparisonOf(2).Number("received"));
        Assert.True(summary.GetProperty("verdict").GetProperty("passed").GetBoolean());
    }

    [Fact]
    public void Compare_DroppedPackets_AreLostWhereTheyWere()
    {
        var summary = Compare(datagram => []);

        AssertVictim(summary, ("lost", Hits));
        Assert.Equal(
            [499L, 999L, 1499L, 1999L],
            summary
                .ComparisonOf(SentTraffic.Victim)
                .GetProperty("lossGaps")
                .EnumerateArray()
                .Select(gap => gap.Number("position"))
        );
        Assert.Equal("4 of 4000", summary.Check("lost packets").GetProperty("got").GetString());
    }

    [Fact]
    public void Compare_RepeatedPackets_AreDuplicates() =>
        AssertVictim(Compare(datagram => [datagram, datagram]), ("duplicates", Hits));

    [Fact]
    public void Compare_OneByteTurnedOver_IsCorrupted() =>
        AssertVictim(Compare(datagram => [Corrupted(datagram)]), ("corrupted", Hits));

    [Fact]
    public void Compare_DamagedInnerHeader_IsCorruptedAndNotUnrecognised() =>
        AssertVictim(Compare(datagram => [Corrupted(datagram, offset: 0)]), ("corrupted", Hits));

    [Fact]
    public void Compare_ShorterPacket_IsTruncated() =>
        AssertVictim(Compare(datagram => [Truncated(datagram, 10)]), ("truncated", Hits));

    [Fact]
    public void Compare_UnknownMirrorId_IsMisdirected()
    {
        var summary = Compare(datagram => [WithMirrorId(datagram, 99)]);

        summary.ComparisonOf(1).AssertFaults();
        var victim = summary.ComparisonOf(SentTraffic.Victim);
        victim.AssertFaults(("misdirected", Hits));
        Assert.Contains(
            "mirror 99",
            victim.GetProperty("misdirectedTo").GetString(),
            StringComparison.Ordinal
        );
        Assert.Equal(Hits, Assert.Single(summary.StreamsOf(99)).Number("packets"));
    }

    [Fact]
    public void Compare_IdOfTheOtherMirror_IsMisdirectedAndStraysThere()
    {
        var summary = Compare(datagram => [WithMirrorId(datagram, 1)]);

        summary.ComparisonOf(1).AssertFaults(("strayed", Hits));
        summary.ComparisonOf(SentTraffic.Victim).AssertFaults(("misdirected", Hits));
    }

    [Fact]
    public void Compare_SwappedNeighboursOfAStream_AreReordered()
    {
        var summary = _sent.Compare(
            1,
            _sent.Arrived(datagrams =>
            {
                var swapped = datagrams.ToArray();
                var victims = Enumerable
                    .Range(0, swapped.Length)
                    .Where(i => MirrorIdOf(swapped[i]) == SentTraffic.Victim)
                    .ToList();
                for (var n = Every - 1; n + 1 < victims.Count; n += Every)
                    (swapped[victims[n]], swapped[victims[n + 1]]) = (
                        swapped[victims[n + 1]],
                        swapped[victims[n]]
                    );
                return swapped;
            })
        );

        // The last of the four has no neighbour.
        AssertVictim(summary, ("reordered", Hits - 1));
        Assert.Equal(1, summary.ComparisonOf(SentTraffic.Victim).Number("maxReorderDistance"));
    }

    [Fact]
    public void Compare_NeighboursOfTwoStreams_HaveNoOrder()
    {
        var summary = _sent.Compare(
            0,
            _sent.Arrived(datagrams =>
            {
                var swapped = datagrams.ToArray();
                for (var i = 0; i < swapped.Length; i += 2)
                    (swapped[i], swapped[i + 1]) = (swapped[i + 1], swapped[i]);
                return swapped;
            })
        );

        summary.GetProperty("comparison").AssertFaults();
    }

    [Fact]
    public void Compare_AForeignStream_IsForeignAndHarmsNobody()
    {
        var summary = Compare(datagram => [datagram, WithMirrorId(Corrupted(datagram), 77)]);

        summary.ComparisonOf(1).AssertFaults();
        summary.ComparisonOf(SentTraffic.Victim).AssertFaults();
        Assert.Equal(Hits, Assert.Single(summary.StreamsOf(77)).Number("foreign"));
        summary.GetProperty("comparison").AssertFaults(("foreign", Hits));
    }

    [Fact]
    public void Compare_EveryFaultAtOnce_IsToldApart()
    {
        var hit = 0;
        var summary = _sent.Compare(
            1,
            _sent.Arrived(datagrams =>
                EveryVictim(
                    datagrams,
                    100,
                    datagram =>
                        (hit++ % 5) switch
                        {
                            0 => [],
                            1 => [datagram, datagram],
                            2 => [Corrupted(datagram)],
                            3 => [Truncated(datagram, 4)],
                            _ => [WithMirrorId(datagram, 99)],
                        }
                )
            )
        );

        AssertVictim(
            summary,
            ("lost", 4),
            ("duplicates", 4),
            ("corrupted", 4),
            ("truncated", 4),
            ("misdirected", 4)
        );
    }

    [Fact]
    public void ReceiveRead_SaysWhatCompareSays()
    {
        var arrived = _sent.Arrived(datagrams =>
            EveryVictim(datagrams, Every, datagram => [Corrupted(datagram, 0)])
        );

        var summary = JmirrorProgram.RunJson(1, "receive", "--read", arrived, "--expect", _sent.Ledger);

        AssertVictim(summary, ("corrupted", Hits));
    }

    [Fact]
    public void Compare_FaultsWithinTheLimits_Passes()
    {
        var arrived = _sent.Arrived(datagrams => EveryVictim(datagrams, Every, _ => []));

        _sent.Compare(0, arrived, "--max-loss", "0.1%");
        _sent.Compare(0, arrived, "--max-loss", "4");
        _sent.Compare(1, arrived, "--max-loss", "3");
    }

    public void Dispose() => _sent.Dispose();

    private JsonElement Compare(Func<byte[], byte[][]> fault) =>
        _sent.Compare(1, _sent.Arrived(datagrams => EveryVictim(datagrams, Every, fault)));

    private static IEnumerable<byte[]> EveryVictim(
        IReadOnlyList<byte[]> datagrams,
        int every,
        Func<byte[], byte[][]> fault
    )
    {
        var victims = 0;
        return datagrams.SelectMany(datagram =>
            MirrorIdOf(datagram) == SentTraffic.Victim && ++victims % every == 0
                ? fault(datagram)
                : [datagram]
        );
    }

    private static void AssertVictim(JsonElement summary, params (string Name, long Count)[] faults)
    {
        summary.ComparisonOf(1).AssertFaults();
        summary.ComparisonOf(SentTraffic.Victim).AssertFaults(faults);
    }
}
