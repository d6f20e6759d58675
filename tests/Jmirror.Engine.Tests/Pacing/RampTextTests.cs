using CsCheck;
using Jmirror.Engine.Pacing;

namespace Jmirror.Engine.Tests.Pacing;

public class RampTextTests
{
    private const long Second = 1_000_000_000;

    [Fact]
    public void TryParse_LineHoldAndLoneRate_FollowEachOther()
    {
        Assert.True(RampText.TryParse("0:50k:30s,50k@5m,1000", out var schedule, out var error), error);
        Assert.Equal(50_000 / 2 * 30, schedule.ReachAt(30 * Second));
        Assert.Equal(50_000 / 2 * 30 + 50_000 * 300, schedule.ReachAt(330 * Second));
        Assert.Equal(50_000 / 2 * 30 + 50_000 * 300 + 1000, schedule.ReachAt(331 * Second));
    }

    [Fact]
    public void TryParse_LoneRate_IsThatRate()
    {
        Assert.True(RampText.TryParse("1.5", out var schedule, out _));
        var constant = PacingSchedule.CopiesPerSecond(1.5m);
        for (var n = 0L; n < 1L << 40; n = 3 * n + 1)
            Assert.Equal(constant.DueAt(n), schedule.DueAt(n));
    }

    [Fact]
    public void TryParse_StepsWithoutEnd_KeepTheLastRate()
    {
        Assert.True(RampText.TryParse("1000@10s,5000@10s", out var schedule, out _));
        Assert.Equal(10_000 + 50_000 + 5_000 * 3600, schedule.ReachAt(3620 * Second));
    }

    [Theory]
    [InlineData("", "leg 1 (\"\", from character 1): \"\" is not a number such as 1000, 1.5, 500k or 1.2M")]
    [InlineData(
        "1000@1s,",
        "leg 2 (\"\", from character 9): \"\" is not a number such as 1000, 1.5, 500k or 1.2M"
    )]
    [InlineData(
        "1000@10s,5000@10x",
        "leg 2 (\"5000@10x\", from character 10): \"10x\": \"x\" is not a unit; there are d, h, m, s, ms, us and ns"
    )]
    [InlineData(
        "1000:5000",
        "leg 1 (\"1000:5000\", from character 1): a line needs two rates and a duration, as in 1000:5000:10s"
    )]
    [InlineData(
        "1000,5000@10s",
        "leg 1 (\"1000\", from character 1): only the last leg may be a rate alone; write the duration, as in 1000@10s"
    )]
    [InlineData(
        "1:fast:10s",
        "leg 1 (\"1:fast:10s\", from character 1): \"fast\" is not a number such as 1000, 1.5, 500k or 1.2M"
    )]
    [InlineData("1@0s,2", "leg 1 (\"1@0s\", from character 1): the duration is not more than 0")]
    [InlineData(
        "100:0:1m",
        "leg 1 (\"100:0:1m\", from character 1): the last rate is kept for ever and cannot be 0"
    )]
    [InlineData(
        "1,",
        "leg 1 (\"1\", from character 1): only the last leg may be a rate alone; write the duration, as in 1000@10s"
    )]
    [InlineData(
        "5@1s,0.000001:1G:3650d",
        "leg 2: a line this long between such rates cannot be computed exactly; make several legs of it"
    )]
    public void TryParse_AnythingElse_NamesTheLegAndWhy(string text, string error)
    {
        Assert.False(RampText.TryParse(text, out var schedule, out var actual));
        Assert.Equal(error, actual);
        Assert.Null(schedule);
    }

    [Fact]
    public void TryParse_AnyText_NeverThrows()
    {
        Gen.Char["0123456789.kM:@,sm"]
            .Array[0, 20]
            .Sample(
                characters =>
                    Assert.Equal(
                        RampText.TryParse(characters, out var schedule, out var error),
                        schedule is not null && error is null
                    ),
                iter: 50_000
            );
    }
}
