using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Wire;

/// <summary>Ctrl-C in mid-run.</summary>
[Collection(WireCollection.Name)]
public class InterruptionTests
{
    [Theory]
    [InlineData("packet", "1")]
    [InlineData("xdp", "1")]
    [InlineData("raw", "1")]
    [InlineData("packet", "2")]
    public void Replay_InterruptedAtTopSpeed_EndsWithASummaryThatCountsWhatArrived(
        string engine,
        string threads
    )
    {
        using var bed = WireBed.Routed();
        using var replay = bed.StartReplay(
            SubscriberTraffic.Ip(bed, 1000, length: 74),
            "--engine",
            engine,
            "--threads",
            threads,
            "--loop",
            "0",
            "--top-speed"
        );
        bed.WaitForFrames(10_000);

        var result = replay.Interrupt();

        var summary = WireBed.Balanced(result, 130);
        Assert.Contains("interrupted after", result.Error, StringComparison.Ordinal);
        Assert.InRange(
            summary.Packets("mirrored") - summary.Packets("sent"),
            0,
            summary.Dropped("interrupted")
        );
        // The far end's interface counts a few ARP frames as well.
        Assert.InRange(bed.FarReceived - summary.Packets("sent"), 0, 10);
    }

    [Fact]
    public void Replay_InterruptedWhileWaitingForASlowRate_EndsAtOnce()
    {
        using var bed = new WireBed();
        using var replay = bed.StartReplay([
            SubscriberTraffic.Ip(bed, 10),
            .. WireBed.StaticPort,
            "--pps",
            "0.01",
        ]);
        bed.WaitForFrames(1);

        var summary = WireBed.Balanced(replay.Interrupt(), 130);

        Assert.Equal(1, summary.Packets("sent"));
    }
}
