using Jmirror.Engine.Pacing;

namespace Jmirror.Engine.Tests.Pacing;

public class PacingReportTests
{
    private const long Millisecond = 1_000_000;
    private const long Second = 1_000_000_000;

    private readonly SimulatedClock _clock = new();
    private readonly RateMeter _meter;

    public PacingReportTests() => _meter = new RateMeter(_clock);

    [Fact]
    public void Of_PunctualRun_HasNoError()
    {
        var begin = _clock.Now;
        var pacer = Run(PacingSchedule.CopiesPerSecond(1000), copies: 5000);
        var report = PacingReport.Of(pacer, _meter);
        Assert.Equal(1000, report.WantedPps!.Value, 9);
        Assert.Equal(1000, report.AchievedPps, 9);
        Assert.Equal(0, report.ErrorPercent!.Value, 9);
        Assert.Equal(0.8, report.AchievedMbps, 9);
        Assert.Equal(begin, report.FirstDeparture);
        Assert.Equal(begin + 4999 * Millisecond, report.LastDeparture);
        Assert.Equal(
            new PacingReport.Distribution(1_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000),
            report.Gaps
        );
        Assert.Equal(new PacingReport.Distribution(1, 1, 1, 1, 1), report.Bursts);
    }

    [Fact]
    public void Of_SinkAtHalfTheRate_IsMinus50Percent()
    {
        var pacer = Run(PacingSchedule.CopiesPerSecond(1000), copies: 5000, sinkTime: 2 * Millisecond);
        var report = PacingReport.Of(pacer, _meter);
        Assert.Equal(-50, report.ErrorPercent!.Value, 6);
        Assert.InRange(report.MaxLateness, 1000 * Millisecond, 1002 * Millisecond);
        Assert.InRange(report.Slips, 3, 5);
        Assert.InRange(report.SlippedTime, 3900 * Millisecond, 5000 * Millisecond);
    }

    [Fact]
    public void Of_BitRate_WantsAsManyCopiesAsTheirLengthsGive()
    {
        var pacer = Run(PacingSchedule.MegabitsPerSecond(8), copies: 1001);
        var report = PacingReport.Of(pacer, _meter);
        Assert.Equal(10_000, report.WantedPps!.Value, 6);
        Assert.Equal(0, report.ErrorPercent!.Value, 6);
        Assert.Equal(8, report.AchievedMbps, 6);
    }

    [Fact]
    public void Of_CaptureInLoops_LeavesTheLoopDelaysOut()
    {
        var pacer = new Pacer(PacingSchedule.OriginalTiming(1), _clock, PacingLimits.Default);
        for (var loop = 0; loop < 3; loop++)
        {
            for (var frame = 0; frame <= 10; frame++)
                Send(pacer, frame * 100 * Millisecond);
            pacer.BeginLoop(5 * Second);
        }
        var report = PacingReport.Of(pacer, _meter);
        Assert.Equal(32 / 3.0, report.WantedPps!.Value, 9);
        Assert.Equal(0, report.ErrorPercent!.Value, 9);
        Assert.Equal(13 * Second, report.LastDeparture - report.FirstDeparture);
    }

    [Fact]
    public void Of_Ramp_WantsTheMeanOfTheTimeGoneBy()
    {
        Assert.True(RampText.TryParse("0:1000:10s", out var schedule, out _));
        var pacer = Run(schedule, copies: 5000);
        var report = PacingReport.Of(pacer, _meter);
        Assert.Equal(500, report.WantedPps!.Value, 0.1);
        Assert.InRange(report.ErrorPercent!.Value, -0.5, 0.5);
    }

    [Fact]
    public void Of_TopSpeed_WantsNothingAndHasNoError()
    {
        var pacer = new Pacer(PacingSchedule.TopSpeed, _clock, PacingLimits.Default);
        _meter.Departed(64, 6400);
        _clock.Now += Millisecond;
        _meter.Departed(64, 6400);
        var report = PacingReport.Of(pacer, _meter);
        Assert.Null(report.WantedPps);
        Assert.Null(report.ErrorPercent);
        Assert.Equal(64_000, report.AchievedPps, 6);
    }

    [Fact]
    public void Of_NothingSent_SaysNothing()
    {
        var pacer = new Pacer(PacingSchedule.OriginalTiming(1), _clock, PacingLimits.Default);
        _meter.Departed(0, 0);
        var report = PacingReport.Of(pacer, _meter);
        Assert.Null(report.WantedPps);
        Assert.Null(report.ErrorPercent);
        Assert.Equal(0, report.AchievedPps);
        Assert.Equal(default, report.Gaps);
    }

    private Pacer Run(PacingSchedule schedule, int copies, long sinkTime = 0)
    {
        var pacer = new Pacer(schedule, _clock, PacingLimits.Default);
        for (var i = 0; i < copies; i++)
        {
            Send(pacer, 0);
            _clock.Now += sinkTime;
        }
        return pacer;
    }

    private void Send(Pacer pacer, long timestamp)
    {
        if (!pacer.TryTake(timestamp, 100))
        {
            Assert.True(pacer.WaitUntilDue(TestContext.Current.CancellationToken));
            Assert.True(pacer.TryTake(timestamp, 100));
        }
        _meter.Departed(1, 100);
    }
}
