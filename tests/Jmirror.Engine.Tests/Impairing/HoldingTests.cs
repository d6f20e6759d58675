using Jmirror.Engine.Counting;
using Jmirror.Engine.Datagrams;
using Jmirror.Engine.Impairing;
using Jmirror.Engine.Tests.Mirroring;
using Jmirror.Testing;

namespace Jmirror.Engine.Tests.Impairing;

/// <summary>Copies that leave later: when, in which order, and what becomes of them at the end.</summary>
public sealed class HoldingTests
{
    private const long Millisecond = 1_000_000;

    private static readonly SendRefusal Down = new(DropReason.LinkDown, Retry: false);

    [Fact]
    public void Reorder_Window_CopiesComeLaterByNoMore()
    {
        const int Window = 5;
        using var way = new ImpairedWay([new(FaultKind.Reorder, 0.1m) { Window = Window }]);
        for (var i = 0; i < 1000; i++)
            way.Write(Sample.Udp(40 + i));
        var lines = way.Finish();
        Assert.Equal(Enumerable.Range(40, 1000), lines.Select(line => (int)line.Length));
        var reordered = lines
            .Where(line => line.Fault == FaultKind.Reorder)
            .Select(line => (int)line.Length)
            .ToHashSet();
        Assert.InRange(reordered.Count, 50, 150);
        var sent = way.Taken.Select(copy => copy.Length - 36).ToList();
        Assert.Equal(1000, sent.Distinct().Count());
        for (var i = 0; i < sent.Count; i++)
        {
            var overtaking = sent[..i].Count(length => length > sent[i]);
            if (reordered.Contains(sent[i]))
                Assert.InRange(overtaking, 1, Window);
            else
                Assert.Equal(0, sent[..i].Count(length => length > sent[i] && !reordered.Contains(length)));
        }
    }

    [Fact]
    public void Reorder_MirrorFallsSilent_CopyLeavesAfterItsPatienceAsIfUntouched()
    {
        using var way = new ImpairedWay([new(FaultKind.Reorder, 1) { Patience = 100 * Millisecond }]);
        way.Send(Sample.Ping);
        Assert.Empty(way.Taken);
        way.Clock.Now = 99 * Millisecond;
        way.Impairing.Release();
        Assert.Empty(way.Taken);
        way.Clock.Now = 100 * Millisecond;
        way.Impairing.Release();
        Assert.Single(way.Taken);
        Assert.Equal(FaultKind.None, Assert.Single(way.Finish()).Fault);
        Assert.Equal(0, way.Counters.Faults.Total);
    }

    [Fact]
    public void Delay_WithJitter_KeepsOrderAndComesInTime()
    {
        using var way = new ImpairedWay([
            new(FaultKind.Delay, 0.3m) { Delay = 20 * Millisecond, Jitter = 10 * Millisecond },
        ]);
        for (var i = 0; i < 500; i++)
        {
            way.Clock.Now = i * Millisecond;
            way.Send(Sample.Udp(40 + i));
            way.Send(Sample.Ping, ImpairedWay.Mirror(0));
        }
        way.Clock.Now = 499 * Millisecond + 30 * Millisecond;
        way.Impairing.Release();
        Assert.Equal(
            Enumerable.Range(40, 500),
            way.Taken.Where(copy => copy.Length != 72 || copy[30] != 0).Select(copy => copy.Length - 36)
        );
        Assert.Equal(1000, way.Taken.Count);
        Assert.InRange(way.Finish().Count(line => line.Fault == FaultKind.Delay), 200, 400);
    }

    [Fact]
    public void Delay_PacedRun_LeavesWhileTheRunWaits()
    {
        var inner = new StillClock();
        using var way = new ImpairedWay([new(FaultKind.Delay, 1) { Delay = 20 * Millisecond }], clock: inner);
        var clock = new ReleasingClock(inner);
        clock.Add(way.Impairing);
        way.Send(Sample.Ping);
        clock.SleepUntil(19 * Millisecond, TestContext.Current.CancellationToken);
        Assert.Empty(way.Taken);
        clock.SleepUntil(1000 * Millisecond, TestContext.Current.CancellationToken);
        Assert.Single(way.Taken);
        Assert.Equal(1000 * Millisecond, clock.Now);
    }

    [Fact]
    public void Finish_CopiesHeld_WaitsUntilTheyAreDue()
    {
        using var way = new ImpairedWay([new(FaultKind.Delay, 1) { Delay = 20 * Millisecond }]);
        way.Send(Sample.Ping);
        var line = Assert.Single(way.Finish());
        Assert.Equal(FaultKind.Delay, line.Fault);
        Assert.Equal(20 * Millisecond, way.Clock.Now);
        Hex.AssertEqual(Sample.MirroredPing, Assert.Single(way.Taken));
    }

    [Fact]
    public void Finish_SinkRefusesAHeldCopy_IsDroppedAndNotInTheLedger()
    {
        using var way = new ImpairedWay(
            [new(FaultKind.Delay, 1) { Delay = 20 * Millisecond }],
            sink: new ScriptedSink { Refuse = _ => Down }
        );
        way.Send(Sample.Ping);
        Assert.Equal(1, way.Counters.Sent);
        Assert.Empty(way.Finish());
        Assert.Equal((0, 1), (way.Counters.Sent, way.Counters.DroppedFor(DropReason.LinkDown)));
        Assert.Equal(0, way.Counters.SentBytes);
    }
}
