using Jmirror.Engine.Pacing;
using Jmirror.Traffic.Generating;

namespace Jmirror.Traffic.Tests.Generating;

public sealed class VirtualClockTests
{
    private const long Millisecond = 1_000_000;

    [Fact]
    public void PacketsPerSecond_EachPacketHasItsTime()
    {
        var clock = new VirtualClock(PacingSchedule.CopiesPerSecond(1000));

        Assert.Equal(Enumerable.Range(0, 200).Select(i => i * Millisecond), TimesOf(clock, 200, length: 100));
    }

    [Fact]
    public void TopSpeed_EachPacketTakesAMicrosecond()
    {
        var clock = new VirtualClock(PacingSchedule.TopSpeed);

        Assert.Equal([0, 1000, 2000, 3000], TimesOf(clock, 4, length: 100));
    }

    [Fact]
    public void BitRate_TimeFollowsTheBytes()
    {
        // 8 Mbit/s are a byte a microsecond: 1000 packets of 1000 bytes last a second.
        var clock = new VirtualClock(PacingSchedule.MegabitsPerSecond(8));

        var times = TimesOf(clock, 1001, length: 1000);

        Assert.Equal(times.Order(), times);
        Assert.InRange(times[^1], 990 * Millisecond, 1010 * Millisecond);
    }

    [Fact]
    public void SkipTo_LaterPacketsKeepTheirDistances()
    {
        var clock = new VirtualClock(PacingSchedule.CopiesPerSecond(1000));
        clock.BeginBatch(64);
        clock.Advance(100);

        clock.SkipTo(50 * Millisecond);
        clock.BeginBatch(64);
        var first = clock.Now;
        clock.Advance(100);

        Assert.Equal(50 * Millisecond, first);
        Assert.Equal(51 * Millisecond, clock.Now);
    }

    [Fact]
    public void SkipTo_ATimeThatIsOver_ChangesNothing()
    {
        var clock = new VirtualClock(PacingSchedule.CopiesPerSecond(1000));
        clock.BeginBatch(64);
        clock.Advance(100);

        clock.SkipTo(0);

        Assert.Equal(Millisecond, clock.Now);
    }

    private static List<long> TimesOf(VirtualClock clock, int count, int length)
    {
        var times = new List<long>();
        while (times.Count < count)
        {
            clock.BeginBatch(64);
            for (var i = 0; i < 64 && times.Count < count; i++)
            {
                times.Add(clock.Now);
                clock.Advance(length);
            }
        }
        return times;
    }
}
