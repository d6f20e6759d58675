using System.Globalization;
using System.Text.Json;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Wire;

/// <summary>
/// Rates on the cable, with loops over a preloaded capture. Asserted is what holds on any machine: the count is exact
/// and nothing leaves early. How close the rate comes is measured by bench/side-by-side/pacing.sh and reported here.
/// </summary>
[Collection(WireCollection.Name)]
public class PacingTests(ITestOutputHelper output)
{
    private const double EarlyPercent = 0.5;

    // From the moment of sending to the time that the far end's kernel writes on a frame.
    private const long ClockSlack = 5_000_000;

    [Theory]
    [InlineData("1", 3, "packet")]
    [InlineData("1.5", 6, "packet")]
    [InlineData("1000", 2000, "packet")]
    [InlineData("100k", 100_000, "packet")]
    [InlineData("500k", 500_000, "packet")]
    [InlineData("500k", 500_000, "xdp")]
    public void Replay_AtARate_CountIsExactAndNoCopyIsEarly(string rate, int copies, string engine)
    {
        using var bed = new WireBed();
        var capture = SubscriberTraffic.Ip(bed, 250, length: 74);
        using var far = FarCapture.OnTheCable(bed, snapLength: 64);

        var summary = bed.Replay(
            0,
            [
                capture,
                .. WireBed.StaticPort,
                "--engine",
                engine,
                "--loop",
                "0",
                "--limit",
                $"{copies}",
                "--pps",
                rate,
            ]
        );

        Assert.Equal(copies, summary.Packets("sent"));
        Assert.Empty(summary.GetProperty("dropped").EnumerateObject());
        var frames = far.Stop();
        Assert.Equal(copies, frames.Count);
        var wanted = summary.GetProperty("rate").GetProperty("wantedPps").GetDouble();
        AssertNotEarly(frames, (frames.Count - 2) / wanted * 1e9, LatenessOf(summary));
        Report(summary, frames, wanted);
    }

    [Fact]
    public void Replay_OriginalTimingWithLoops_GapsAreNeverShorterThanTheCaptures()
    {
        using var bed = new WireBed();
        using var far = FarCapture.OnTheCable(bed);

        // 100 packets a millisecond apart, each pass beginning together with the end of the one before, 50 ms later.
        var summary = bed.Replay(
            0,
            [SubscriberTraffic.Ip(bed, 100), .. WireBed.StaticPort, "--loop", "3", "--loop-delay", "50ms"]
        );

        var frames = far.Stop();
        Assert.Equal(300, frames.Count);
        AssertNotEarly(frames, (3 * 99 - 1) * 1_000_000L + 2 * 50_000_000L, LatenessOf(summary));
    }

    // Counted from the second copy on: the first one carries the program's own start, some ten milliseconds on a busy
    // machine. The second may have been late by up to the lateness: the others then come sooner after it.
    private static void AssertNotEarly(List<FarFrame> frames, double due, long lateness)
    {
        var span = frames[^1].Timestamp - frames[1].Timestamp;
        Assert.True(
            span + lateness + ClockSlack >= due * (1 - EarlyPercent / 100),
            $"{frames.Count - 1} copies were due over {due} ns and came over {span} ns"
        );
    }

    private static long LatenessOf(JsonElement summary) =>
        summary.GetProperty("rate").GetProperty("maxLatenessNanoseconds").GetInt64();

    private void Report(JsonElement summary, List<FarFrame> frames, double wanted)
    {
        var span = (frames[^1].Timestamp - frames[0].Timestamp) / 1e9;
        var seen = (frames.Count - 1) / span;
        var error = summary.GetProperty("rate").GetProperty("errorPercent");
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"wanted {wanted} pps; summary says {error} % off, tcpdump {(seen / wanted - 1) * 100:F4} %"
            )
        );
    }
}
