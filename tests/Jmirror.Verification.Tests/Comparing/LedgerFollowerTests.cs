using Jmirror.Engine.Ledgers;
using Jmirror.Protocol.Mirror;
using Jmirror.Testing;
using Jmirror.Verification.Comparing;
using Jmirror.Verification.Ledgers;
using Jmirror.Verification.Streams;

namespace Jmirror.Verification.Tests.Comparing;

public sealed class LedgerFollowerTests
{
    private const long Millisecond = 1_000_000;
    private const long Hour = 3_600_000 * Millisecond;

    private static readonly StreamIdentity Sent = new(0xc0000201_c0000264, 0x754e_754e, 0x00000300_00000001);
    private static readonly StreamKey Stream = Path.Stream(session: 1);

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 0)]
    [InlineData(false, -Hour)] // the receiver's clock is behind
    [InlineData(false, Hour)]
    public void Finish_FinishedLedger_FindsEveryHundredthLost(bool clockIsShared, long clockError)
    {
        // 100 000 packets, a millisecond apart, through a window of 2048.
        var options = new ComparisonOptions { ClockIsShared = clockIsShared, WindowPackets = 2048 };
        var comparison = new LedgerComparison(options);
        using var ledger = new LedgerReader(new MemoryStream(Ledger(100_000)));
        var follower = new LedgerFollower(ledger, comparison, options, holdBack: 0);
        for (var i = 0; i < 100_000; i++)
        {
            if (i % 100 != 50)
                follower.Add(ArrivalOf(i, clockError));
        }
        follower.Finish();
        Assert.Equal(1000, comparison.Total().Lost);
        Assert.Equal(99_000, comparison.Total().Received);
        Assert.Equal(99_000, comparison.Total().Arrivals);
        Assert.Equal(clockIsShared, comparison.Latency is not null);
    }

    [Fact]
    public void Add_LongOutage_IsBridgedByTheClock()
    {
        var options = new ComparisonOptions { WindowPackets = 2048 };
        var comparison = new LedgerComparison(options);
        using var ledger = new LedgerReader(new MemoryStream(Ledger(50_000)));
        var follower = new LedgerFollower(ledger, comparison, options, holdBack: 0);
        for (var i = 0; i < 50_000; i++)
        {
            if (i is < 10_000 or >= 30_000)
                follower.Add(ArrivalOf(i, Hour));
        }
        follower.Finish();
        Assert.Equal(20_000, comparison.Total().Lost);
        Assert.Equal(20_000, comparison.Streams[0].Losses!.Longest);
        Assert.Equal(0, comparison.Total().Foreign);
    }

    [Fact]
    public void Add_LedgerLagsBehindTheArrivals_WaitsForIt()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("live.ledger");
        using var writer = LedgerWriter.Create(path, TimeProvider.System);
        using var ledger = LedgerReader.Open(path);
        var options = new ComparisonOptions { ClockIsShared = true };
        var comparison = new LedgerComparison(options);
        var follower = new LedgerFollower(ledger, comparison, options, LedgerFollower.LiveHoldBack);
        for (var i = 0; i < 1000; i++)
        {
            follower.Add(ArrivalOf(i, 0));
            if (i >= 200)
                writer.Add([new(Sent, (ulong)(i - 200), 100)], TimeOf(i - 200));
            writer.Flush();
        }
        Assert.Equal(500, follower.Held);
        Assert.Equal(500, comparison.Total().Received);
        for (var i = 800; i < 1000; i++)
            writer.Add([new(Sent, (ulong)i, 100)], TimeOf(i));
        writer.Dispose();
        follower.Advance(TimeOf(1499));
        Assert.Equal(1, follower.Held);
        follower.Finish();
        Assert.True(comparison.Total().IsClean);
        Assert.Equal(1000, comparison.Total().Received);
    }

    [Fact]
    public void Arrival_OfMirrorDatagramAndOfBareCopy_HaveTheDigestsOfTheLedger()
    {
        var echo = Hex.Bytes(MirrorDatagrams.Echo);
        var datagram = MirrorDatagrams.Encode(echo);
        var arrival = Arrival.Of(MirrorDatagrams.Decode(datagram), datagram, 7);
        Assert.Equal(PacketDigest.Of(echo), arrival.Digest);
        Assert.Equal((36, 7L), (arrival.Length, arrival.Time));
        Assert.Equal(144u, arrival.Stream.SessionId);

        // Padded to Ethernet's least length.
        var bare = Arrival.OfBare([.. echo, .. new byte[10]], 7);
        Assert.Equal(new Arrival(Arrival.Bare, PacketDigest.Of(echo), 36, 7), bare);
        Assert.Equal(0, Arrival.OfBare([], 7).Length);
    }

    [Fact]
    public void IdentificationGaps_CapturedRouterWithTwoCounters_HasNone()
    {
        var gaps = new IdentificationGaps();
        foreach (var packet in PcapFile.Read(Captures.Shared("jmirror/jmirror_ip.pcap")))
        {
            Assert.True(MirrorDatagram.TryDecode(packet.Bytes.AsSpan(14), out var datagram));
            gaps.Add(datagram.Outer.Source, datagram.Identification);
        }
        Assert.Equal((36, 0, 1), (gaps.Continued, gaps.Gaps, gaps.Scattered));
    }

    [Fact]
    public void IdentificationGaps_ThreeLeftOut_IsAGapOfThree()
    {
        var gaps = new IdentificationGaps();
        foreach (ushort identification in (ushort[])[65534, 65535, 0, 4, 5])
            gaps.Add(Stream.Source, identification);
        Assert.Equal((3, 1, 3, 0), (gaps.Continued, gaps.Gaps, gaps.MissingIdentifications, gaps.Scattered));
    }

    private static long TimeOf(int i) => Path.Start + i * Millisecond;

    private static Arrival ArrivalOf(int i, long clockError) =>
        new(Stream, (ulong)i, 100, TimeOf(i) + Path.Delay + clockError);

    private static byte[] Ledger(int packets)
    {
        using var output = new MemoryStream();
        using (var writer = new LedgerWriter(output, TimeProvider.System))
        {
            for (var i = 0; i < packets; i++)
                writer.Add([new(Sent, (ulong)i, 100)], TimeOf(i));
        }
        return output.ToArray();
    }
}
