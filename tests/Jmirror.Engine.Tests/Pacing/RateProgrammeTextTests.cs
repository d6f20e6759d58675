using CsCheck;
using Jmirror.Engine.Pacing;

namespace Jmirror.Engine.Tests.Pacing;

public class RateProgrammeTextTests
{
    private const long Second = 1_000_000_000;
    private const long Hour = 3600 * Second;

    [Fact]
    public void Words_AreThoseOfTheOptions()
    {
        Assert.Equal(
            ["multiplier", "pps", "mbps", "ramp", "pulse", "daily", "top-speed"],
            Enum.GetValues<RateProgramme>().Select(RateProgrammeText.NameOf),
            StringComparer.Ordinal
        );
        foreach (var programme in Enum.GetValues<RateProgramme>())
        {
            Assert.True(RateProgrammeText.TryFind(RateProgrammeText.NameOf(programme), out var found));
            Assert.Equal(programme, found);
        }
        Assert.False(RateProgrammeText.TryFind("Pps", out _));
        Assert.False(RateProgrammeText.TryFind("", out _));
    }

    [Theory]
    [InlineData(RateProgramme.Multiplier, "2.5", PacingUnit.CaptureTime, 2_500_000_000)]
    [InlineData(RateProgramme.Pps, "1.5", PacingUnit.Copies, 1)]
    [InlineData(RateProgramme.Pps, "500k", PacingUnit.Copies, 500_000)]
    [InlineData(RateProgramme.Mbps, "100", PacingUnit.Bytes, 12_500_000)]
    [InlineData(RateProgramme.Ramp, "1k:3k:2s,1", PacingUnit.Copies, 1500)]
    [InlineData(RateProgramme.Pulse, "100k:1k:100ms:900ms", PacingUnit.Copies, 10_900)]
    [InlineData(RateProgramme.Daily, "1k:24s", PacingUnit.Copies, 610)]
    [InlineData(RateProgramme.TopSpeed, "true", PacingUnit.None, long.MaxValue)]
    public void TryParse_EachKind_HasReachedThisMuchAfterASecond(
        RateProgramme programme,
        string text,
        PacingUnit unit,
        long reach
    )
    {
        Assert.True(RateProgrammeText.TryParse(programme, text, out var schedule, out var error), error);
        Assert.Equal(unit, schedule.Unit);
        Assert.Equal(reach, schedule.ReachAt(Second));
    }

    [Fact]
    public void TryParse_Pulse_IsHighThenLowThenHighAgain()
    {
        var schedule = Parse(RateProgramme.Pulse, "100k:1k:1s:9s");

        Assert.Equal(100_000, schedule.ReachAt(Second));
        Assert.Equal(109_000, schedule.ReachAt(10 * Second));
        Assert.Equal(109_000 * 100 + 50_000, schedule.ReachAt(1000 * Second + Second / 2));
    }

    [Fact]
    public void TryParse_Daily_FollowsTheCurveAndBeginsAgainAtMidnight()
    {
        var schedule = Parse(RateProgramme.Daily, "50k");
        var hour = 0L;
        foreach (var percent in DailyText.Curve)
        {
            // Around the full hour the rate is that of the curve: ten milliseconds of it, to one packet.
            var rate = (schedule.ReachAt(hour + Second / 100) - schedule.ReachAt(hour)) * 100;
            Assert.InRange(rate, percent * 500 - 100, percent * 500 + 100);
            hour += Hour;
        }
        Assert.Equal(24 * Hour, hour);
        // Of straight lines between equally distant points that close, the mean is the points' mean.
        var day = 50_000L * 86_400 * 59_625 / 100_000;
        Assert.Equal(day, schedule.ReachAt(24 * Hour));
        Assert.Equal(365 * day, schedule.ReachAt(365 * 24 * Hour));
        Assert.Equal(365 * 24 * Hour, schedule.DueAt(365 * day));
    }

    [Fact]
    public void TryParse_DailyInTenMinutes_IsTheSameDayFaster()
    {
        var day = Parse(RateProgramme.Daily, "144k");
        var compressed = Parse(RateProgramme.Daily, "144k:10m");

        for (var minute = 0; minute <= 3 * 24 * 60; minute += 12)
            Assert.Equal(
                day.ReachAt(minute * 60 * Second) / 144,
                compressed.ReachAt(minute * 60 * Second / 144)
            );
    }

    [Fact]
    public void TryParse_DayThatHoursDoNotDivide_LosesNoNanosecond()
    {
        var schedule = Parse(RateProgramme.Daily, "1M:1000000007ns");
        var rounds = 1000 * schedule.ReachAt(1_000_000_007);

        Assert.InRange(schedule.ReachAt(1000L * 1_000_000_007), rounds, rounds + 1000);
    }

    [Fact]
    public void Curve_HasItsPeakInTheEveningAndItsTroughBeforeDawn()
    {
        var curve = DailyText.Curve.ToArray();
        Assert.Equal(24, curve.Length);
        Assert.Equal(100, curve.Max());
        Assert.Equal(21, Array.IndexOf(curve, (byte)100));
        Assert.Equal([4, 5], Enumerable.Range(0, 24).Where(hour => curve[hour] == curve.Min()));
        Assert.Equal(59.625, curve.Average(percent => percent));
    }

    [Theory]
    [InlineData(RateProgramme.Multiplier, "0", "\"0\" is not more than 0")]
    [InlineData(RateProgramme.Pps, "fast", "\"fast\" is not a number such as 1000, 1.5, 500k or 1.2M")]
    [InlineData(RateProgramme.Pps, "2G", "\"2G\" is more than 1,000,000,000")]
    [InlineData(RateProgramme.Mbps, "2M", "\"2M\" is more than 1,000,000")]
    [InlineData(
        RateProgramme.Ramp,
        "1k:2k",
        "leg 1 (\"1k:2k\", from character 1): a line needs two rates and a duration, as in 1000:5000:10s"
    )]
    [InlineData(RateProgramme.Pulse, "", "\"\" is not two rates and two durations, as in 100k:1k:1s:9s")]
    [InlineData(
        RateProgramme.Pulse,
        "1k:1:1s",
        "\"1k:1:1s\" is not two rates and two durations, as in 100k:1k:1s:9s"
    )]
    [InlineData(
        RateProgramme.Pulse,
        "1k:1:1s:1s:1s",
        "\"1k:1:1s:1s:1s\" is not two rates and two durations, as in 100k:1k:1s:9s"
    )]
    [InlineData(RateProgramme.Pulse, "0:0:1s:1s", "\"0\" is not more than 0")]
    [InlineData(RateProgramme.Pulse, "1:x:1s:1s", "\"x\" is not a number such as 1000, 1.5, 500k or 1.2M")]
    [InlineData(
        RateProgramme.Pulse,
        "1:2:1s:1s",
        "\"1:2:1s:1s\": the second rate is the lower one, as in 100k:1k:1s:9s"
    )]
    [InlineData(RateProgramme.Pulse, "2:1:1:1s", "\"1\" lacks a unit: write 1s or 1ms")]
    [InlineData(RateProgramme.Pulse, "2:1:1s:0s", "\"2:1:1s:0s\": a duration is not more than 0")]
    [InlineData(RateProgramme.Daily, "", "\"\" is not a number such as 1000, 1.5, 500k or 1.2M")]
    [InlineData(RateProgramme.Daily, "0:10m", "\"0\" is not more than 0")]
    [InlineData(RateProgramme.Daily, "1k:", "\"\" is not a duration such as 250ms, 10s or 1h30m")]
    [InlineData(
        RateProgramme.Daily,
        "1k:1h:1h",
        "\"1h:1h\": \"h:\" is not a unit; there are d, h, m, s, ms, us and ns"
    )]
    [InlineData(RateProgramme.Daily, "1k:999ms", "\"1k:999ms\": a day takes 1s or more")]
    [InlineData(
        RateProgramme.Daily,
        "1G:3650d",
        "\"1G:3650d\": so long a day at such a rate cannot be computed exactly"
    )]
    [InlineData(RateProgramme.TopSpeed, "no", "\"no\" is not true: leave it out, and give a rate")]
    public void TryParse_AnythingElse_SaysWhatIsWrong(RateProgramme programme, string text, string error)
    {
        Assert.False(RateProgrammeText.TryParse(programme, text, out var schedule, out var actual));
        Assert.Equal(error, actual);
        Assert.Null(schedule);
    }

    [Fact]
    public void TryParse_AnyText_NeverThrows()
    {
        Gen.Select(Gen.Int[0, 6], Gen.Char["0123456789.kMG:@,sm"].Array[0, 20])
            .Sample(
                (programme, characters) =>
                    Assert.Equal(
                        RateProgrammeText.TryParse(
                            (RateProgramme)programme,
                            characters,
                            out var schedule,
                            out var error
                        ),
                        schedule is not null && error is null
                    ),
                iter: 50_000
            );
    }

    private static PacingSchedule Parse(RateProgramme programme, string text)
    {
        Assert.True(RateProgrammeText.TryParse(programme, text, out var schedule, out var error), error);
        return schedule;
    }
}
