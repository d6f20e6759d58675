using CsCheck;
using Jmirror.Engine.Pacing;

namespace Jmirror.Engine.Tests.Pacing;

/// <summary>A rate for each of many: the same programme, so many times as high.</summary>
public class MultipliedScheduleTests
{
    [Theory]
    [InlineData(RateProgramme.Pps, "100", "25000")]
    [InlineData(RateProgramme.Pps, "0.1", "25")]
    [InlineData(RateProgramme.Pps, "0.000001", "0.00025")]
    [InlineData(RateProgramme.Mbps, "0.333333", "83.33325")]
    [InlineData(RateProgramme.Multiplier, "0.1", "25")]
    [InlineData(RateProgramme.Ramp, "1:100:60s,0.3@7ns,4", "250:25000:60s,75@7ns,1000")]
    [InlineData(RateProgramme.Pulse, "4:0.1:1s:9s", "1000:25:1s:9s")]
    [InlineData(RateProgramme.Daily, "100:10m", "25k:10m")]
    [InlineData(RateProgramme.TopSpeed, "true", "true")]
    public void TryTimes_250Mirrors_IsThatProgramme(RateProgramme programme, string each, string all)
    {
        Assert.True(Parse(programme, each).TryTimes(250, out var schedule));
        var expected = Parse(programme, all);
        Assert.Equal(expected.Unit, schedule.Unit);
        Gen.OneOf(Gen.Long[0, 1000], Gen.Long[0, 1L << 40])
            .Sample(
                number =>
                {
                    Assert.Equal(expected.DueAt(number), schedule.DueAt(number));
                    Assert.Equal(expected.ReachAt(number), schedule.ReachAt(number));
                    Assert.Equal(expected.MeanRate(number), schedule.MeanRate(number), tolerance: 1e-6);
                },
                iter: 2_000
            );
    }

    [Fact]
    public void TryTimes_One_IsTheSame()
    {
        Assert.True(Parse(RateProgramme.Daily, "1G").TryTimes(1, out var schedule));
        Assert.Equal(Parse(RateProgramme.Daily, "1G").DueAt(1L << 40), schedule.DueAt(1L << 40));
    }

    [Theory]
    [InlineData(RateProgramme.Pps, "1M", 1000, true)]
    [InlineData(RateProgramme.Pps, "1000000.000001", 1000, false)]
    [InlineData(RateProgramme.Mbps, "1k", 1000, true)]
    [InlineData(RateProgramme.Mbps, "1001", 1000, false)]
    [InlineData(RateProgramme.Multiplier, "1M", 1000, true)]
    [InlineData(RateProgramme.Multiplier, "2M", 1000, false)]
    [InlineData(RateProgramme.Pulse, "1M:0:1s:9s", 1000, true)]
    [InlineData(RateProgramme.Pulse, "2M:0:1s:9s", 1000, false)]
    [InlineData(RateProgramme.Pps, "1G", int.MaxValue, false)]
    public void TryTimes_BeyondTheHighestRate_IsRefused(
        RateProgramme programme,
        string text,
        int factor,
        bool isGood
    )
    {
        Assert.Equal(isGood, Parse(programme, text).TryTimes(factor, out var schedule));
        Assert.Equal(isGood, schedule is not null);
    }

    [Fact]
    public void TryTimes_LineTooLongForTheRates_IsRefused()
    {
        var schedule = Parse(RateProgramme.Ramp, "0.000001:1:1d,1");

        Assert.True(schedule.TryTimes(100, out _));
        Assert.False(schedule.TryTimes(1_000_000, out _));
    }

    [Fact]
    public void TryTimes_Zero_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PacingSchedule.TopSpeed.TryTimes(0, out _));

    private static PacingSchedule Parse(RateProgramme programme, string text)
    {
        Assert.True(RateProgrammeText.TryParse(programme, text, out var schedule, out var error), error);
        return schedule;
    }
}
