using Jmirror.Engine.Counting;
using Jmirror.Engine.Datagrams;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Mirroring;
using Jmirror.Engine.Pacing;

namespace Jmirror.Engine.Tests.Mirroring;

public sealed class WayOutTests
{
    private static readonly SendRefusal Busy = new(DropReason.SinkBusy, Retry: true);
    private static readonly SendRefusal Down = new(DropReason.LinkDown, Retry: false);

    private static readonly MonotonicClock Clock = new(TimeProvider.System);

    private readonly RunCounters _counters = new();

    [Fact]
    public void Flush_SinkTakesAll_CountsThemAsSent()
    {
        var sink = new ScriptedSink(slots: 4);
        CopyPings(10, sink);

        Assert.Equal(10, sink.Taken.Count);
        Assert.Equal((10, 720), (_counters.Sent, _counters.SentBytes));
    }

    [Fact]
    public void Flush_BusySinkRecoversWithinThePatience_LosesNothingAndKeepsTheOrder()
    {
        var sink = new ScriptedSink(slots: 4) { Refuse = offer => offer % 3 == 1 ? Busy : null };
        CopyPings(10, sink, patience: 10_000_000_000);

        Assert.Equal(Enumerable.Range(1, 10), sink.Taken.Select(d => (d[4] << 8) | d[5]));
        Assert.Equal(10, _counters.Sent);
    }

    [Fact]
    public void Flush_BusySinkWithoutPatience_QueuesABatchAndDropsTheRest()
    {
        var sink = new ScriptedSink(slots: 4) { Refuse = _ => Busy };
        CopyPings(10, sink);

        // Four wait in the batch until the end, six found no room.
        Assert.Equal(
            (0, 6, 4),
            (
                _counters.Sent,
                _counters.DroppedFor(DropReason.SinkBusy),
                _counters.DroppedFor(DropReason.Interrupted)
            )
        );
    }

    [Fact]
    public void Flush_FinalRefusal_DropsThatOneUnderItsReasonAndGoesOn()
    {
        var sink = new ScriptedSink(slots: 4) { Refuse = offer => offer == 2 ? Down : null };
        CopyPings(5, sink);

        Assert.Equal((4, 1), (_counters.Sent, _counters.DroppedFor(DropReason.LinkDown)));
        Assert.Equal([1, 2, 4, 5], sink.Taken.Select(d => (d[4] << 8) | d[5]));
    }

    [Fact]
    public void Flush_OnePieceOfACopyRefused_LosesTheCopyOnce()
    {
        var sink = new ScriptedSink(slots: 8) { Refuse = offer => offer is 1 or 2 ? Down : null };
        CopyOversize(mtu: 300, sink);

        Assert.Equal(
            (1, 0, 1),
            (_counters.Mirrored, _counters.Sent, _counters.DroppedFor(DropReason.LinkDown))
        );
    }

    [Fact]
    public void Reserve_NoRoomForALaterPiece_LosesTheCopyOnceAndTakesItsPiecesBack()
    {
        var sink = new ScriptedSink(slots: 3) { Refuse = _ => Busy };
        CopyOversize(mtu: 300, sink);

        Assert.Equal(
            (1, 0, 1),
            (_counters.Mirrored, _counters.Sent, _counters.DroppedFor(DropReason.SinkBusy))
        );
        Assert.Equal(0, _counters.DroppedFor(DropReason.Interrupted));
    }

    [Fact]
    public void Reserve_LongerThanTheSinkCanTake_IsCountedAsMessageSize()
    {
        var sink = new ScriptedSink(maxLength: 64);
        CopyPings(1, sink);

        Assert.Equal(1, _counters.DroppedFor(DropReason.MessageSize));
    }

    [Fact]
    public void NextIdentification_OfInterleavedShards_NeverMeetAndNeverAreZero()
    {
        var seen = new HashSet<ushort>();
        foreach (ushort first in new ushort[] { 1, 2 })
        {
            var wayOut = new WayOut(
                new ScriptedSink(),
                new WayOutOptions(first, 2),
                _counters,
                new RateMeter(Clock),
                Clock
            );
            for (var i = 0; i < 30_000; i++)
                Assert.True(seen.Add(wayOut.NextIdentification()));
        }
        Assert.DoesNotContain((ushort)0, seen);
    }

    [Fact]
    public void NextIdentification_AfterTheLast_BeginsAgainWithoutZero()
    {
        var wayOut = new WayOut(
            new ScriptedSink(),
            new WayOutOptions(FirstIdentification: 65_535),
            _counters,
            new RateMeter(Clock),
            Clock
        );

        Assert.Equal(
            [65_535, 1, 2],
            [wayOut.NextIdentification(), wayOut.NextIdentification(), wayOut.NextIdentification()]
        );
    }

    private void CopyPings(int count, ScriptedSink sink, long patience = 0) =>
        Copy(count, Sample.Mirror, Sample.Ping, sink, patience);

    private void CopyOversize(int mtu, ScriptedSink sink) =>
        Copy(1, Sample.Mirror with { Mtu = mtu }, Sample.Udp(1400), sink, 0);

    private void Copy(int count, MirrorDefinition definition, byte[] packet, ScriptedSink sink, long patience)
    {
        var wayOut = new WayOut(
            sink,
            new WayOutOptions(Patience: patience),
            _counters,
            new RateMeter(Clock),
            Clock
        );
        var encapsulator = new Encapsulator(_counters);
        var hit = new MirrorHit(new Mirror(definition), FromInner: false, AsPpp: false);
        for (var i = 0; i < count; i++)
            encapsulator.Copy(hit, packet, Sample.PayloadOf(packet), 0, wayOut);
        wayOut.Drain(DropReason.Interrupted);
        Assert.Null(_counters.Imbalance());
    }
}
