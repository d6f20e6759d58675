using CsCheck;
using Jmirror.Traffic.Sessions;

namespace Jmirror.Traffic.Tests.Sessions;

public sealed class LoginPaceTests
{
    private const long Second = 1_000_000_000;

    [Fact]
    public void NextAt_AtTheBeginning_IsNow() => Assert.Equal(0, new LoginPace(1).NextAt);

    [Fact]
    public void Take_OddRate_IsRoundedUpAndExactInTheEnd()
    {
        var pace = new LoginPace(3);

        var times = Take(ref pace, 7);

        Assert.Equal([0, 333_333_334, 666_666_667, Second, 1_333_333_334, 1_666_666_667, 2 * Second], times);
    }

    [Theory]
    [InlineData("0.001", 1000 * Second)]
    [InlineData("0.0019", 1000 * Second)]
    [InlineData("2.5", Second * 2 / 5)]
    [InlineData("1000000", 1000)]
    public void Take_Interval_FollowsTheRate(string rate, long interval)
    {
        var pace = new LoginPace(decimal.Parse(rate));

        Assert.Equal([0, interval, 2 * interval], Take(ref pace, 3));
    }

    [Fact]
    public void Take_AfterALull_BeginsAnew()
    {
        var pace = new LoginPace(3);
        pace.Take(0);

        pace.Take(10 * Second);

        Assert.Equal((10 * Second) + 333_333_334, pace.NextAt);
    }

    [Fact]
    public void Take_AnyRate_KeepsToItInEverySecondAndInTheLongRun() =>
        Gen.Int[1, 5_000_000]
            .Sample(
                thousandths =>
                {
                    var pace = new LoginPace(thousandths / 1000m);
                    var perSecond = (thousandths + 999) / 1000;

                    var times = Take(ref pace, (2 * perSecond) + 1);

                    Assert.All(
                        times.Zip(times.Skip(perSecond)),
                        pair => Assert.InRange(pair.Second - pair.First, Second, long.MaxValue)
                    );
                    Assert.Equal(
                        (long)decimal.Ceiling(2m * perSecond * 1000 * Second / thousandths),
                        times[^1]
                    );
                },
                iter: 50
            );

    private static List<long> Take(ref LoginPace pace, int count)
    {
        var times = new List<long>();
        while (times.Count < count)
        {
            times.Add(pace.NextAt);
            pace.Take(pace.NextAt);
        }
        return times;
    }
}
