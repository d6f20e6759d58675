using System.Numerics;
using CsCheck;
using Jmirror.Engine.Pacing;

namespace Jmirror.Engine.Tests.Pacing;

/// <summary>Programmes that begin again: no round is longer, shorter, higher or lower than the first.</summary>
public class RepeatingScheduleTests
{
    private const long Second = 1_000_000_000;
    private const long Day = 86_400 * Second;

    [Fact]
    public void Repeat_BurstAndPause_BeginAgainWhereTheyEnd()
    {
        var schedule = Repeat(new RampLeg(10, 10, Second), new RampLeg(0, 0, 9 * Second));

        // The first copy of the second round is due when the tenth of the first has had its tenth of a second.
        Assert.Equal([0, Second / 10, Second], new[] { 0L, 1, 10 }.Select(schedule.DueAt));
        Assert.Equal(10 * Second + Second / 10, schedule.DueAt(11));
        Assert.Equal(10, schedule.ReachAt(10 * Second));
        Assert.Equal(20 * Second + Second / 2, schedule.DueAt(25));
        Assert.Equal(25, schedule.ReachAt(20 * Second + Second / 2));
    }

    [Fact]
    public void Repeat_OneConstantLeg_IsThatRate()
    {
        var schedule = Repeat(new RampLeg(1.5m, 1.5m, 7));
        var constant = PacingSchedule.CopiesPerSecond(1.5m);
        for (var n = 0L; n < 1L << 40; n = 3 * n + 1)
            Assert.Equal(constant.DueAt(n), schedule.DueAt(n));
        Assert.Equal(1.5, schedule.MeanRate(1));
    }

    [Fact]
    public void Repeat_OneThirdOfACopyARound_LosesNothingIn30Days()
    {
        // 0.333333 copies in each round of a second less a nanosecond.
        var schedule = Repeat(new RampLeg(0.333333m, 0.333333m, Second - 2), new RampLeg(0, 0, 1));
        var rounds = 30 * Day / (Second - 1);
        var copies = (long)((BigInteger)333_333 * (Second - 2) * rounds / 1_000_000 / Second);

        Assert.Equal(copies, schedule.ReachAt(rounds * (Second - 1)));
    }

    [Fact]
    public void Repeat_MeanRate_IsThatOfWholeRounds()
    {
        var schedule = Repeat(new RampLeg(0, 1000, Second), new RampLeg(1000, 0, Second));

        Assert.Equal(500, schedule.MeanRate(1000L * 86_400));
        Assert.Equal(86_400 * 2 * Second, schedule.DueAt(1000L * 86_400));
    }

    [Fact]
    public void Repeat_AnyProgrammeOverDays_AgreesWithARationalModel()
    {
        Gen.Select(AnyLegs, Gen.Long[0, 30 * Day])
            .Sample(
                (legs, instant) => Assert.Equal(ModelReach(legs, instant), Repeat(legs).ReachAt(instant)),
                iter: 10_000
            );
    }

    [Fact]
    public void Repeat_AnyProgramme_DueAtAndReachAtAreInverse()
    {
        Gen.Select(AnyLegs, Gen.OneOf(Gen.Long[0, 1000], Gen.Long[0, 1L << 40], Gen.Long[0, 1L << 60]))
            .Sample(
                (legs, position) =>
                {
                    var schedule = Repeat(legs);
                    var due = schedule.DueAt(position);
                    if (due == long.MaxValue)
                        return;
                    Assert.True(schedule.ReachAt(due) >= position, "reached when due");
                    Assert.True(due == 0 || schedule.ReachAt(due - 1) < position, "not before");
                },
                iter: 10_000
            );
    }

    [Fact]
    public void Repeat_AnyProgramme_EveryRoundIsTheFirstOneAgain()
    {
        Gen.Select(AnyLegs, Gen.Long[1, 1000], Gen.Double[0, 1])
            .Sample(
                (legs, round, fraction) =>
                {
                    // Rates in multiples of 2000 for whole milliseconds: a round is a whole number of copies.
                    RampLeg[] whole =
                    [
                        .. legs.Select(l => new RampLeg(
                            Math.Ceiling(l.From) * 2000,
                            Math.Ceiling(l.To) * 2000,
                            (1 + l.Duration % 1000) * 1_000_000
                        )),
                    ];
                    var schedule = Repeat(whole);
                    var time = whole.Sum(leg => leg.Duration);
                    var copies = schedule.ReachAt(time);
                    var position = 1 + (long)((copies - 1) * fraction);
                    Assert.Equal(
                        schedule.DueAt(position) + round * time,
                        schedule.DueAt(position + round * copies)
                    );
                },
                iter: 2_000
            );
    }

    [Fact]
    public void Repeat_PositionsBeyondThreeHundredYears_AreDueAtTheEndOfTime()
    {
        var slow = Repeat(
            new RampLeg(0.000001m, 0.000001m, 1),
            new RampLeg(0, 0, DurationText.MaxNanoseconds)
        );

        Assert.Equal(long.MaxValue, slow.DueAt(1));
        Assert.Equal(long.MaxValue, slow.DueAt(long.MaxValue));
        Assert.Equal(0, slow.ReachAt(long.MaxValue));
    }

    [Fact]
    public void Repeat_RoundsLongerThanTheClock_DoNotOverflow()
    {
        var legs = Enumerable.Repeat(new RampLeg(1, 1, DurationText.MaxNanoseconds), 40).ToArray();

        Assert.Equal(long.MaxValue / Second, Repeat(legs).ReachAt(long.MaxValue));
        Assert.Equal(long.MaxValue, Repeat(legs).DueAt(long.MaxValue));
    }

    [Fact]
    public void TryRepeat_NothingButZero_Throws()
    {
        Assert.Throws<ArgumentException>(() => PacingSchedule.TryRepeat([], out _, out _));
        Assert.Throws<ArgumentException>(() =>
            PacingSchedule.TryRepeat([new RampLeg(0, 0, Second)], out _, out _)
        );
    }

    [Fact]
    public void TryRepeat_LineTooLongForItsRates_NamesTheLeg()
    {
        RampLeg[] legs = [new(1, 2, Second), new(0.000001m, 999_999_999, 365 * Day)];

        Assert.False(PacingSchedule.TryRepeat(legs, out var schedule, out var tooLong));
        Assert.Null(schedule);
        Assert.Equal(1, tooLong);
    }

    /// <summary>The last leg always rises.</summary>
    private static Gen<RampLeg[]> AnyLegs { get; } =
        Gen.Select(Gen.Int[0, 5_000_000], Gen.Int[0, 5_000_000], Gen.Long[1, 100 * Second])
            .Select(leg => new RampLeg(leg.Item1 / 1000m, leg.Item2 / 1000m, leg.Item3))
            .Array[0, 4]
            .Select(legs => (RampLeg[])[.. legs, new RampLeg(0, 1.5m, Second)]);

    private static PacingSchedule Repeat(params RampLeg[] legs)
    {
        Assert.True(PacingSchedule.TryRepeat(legs, out var schedule, out _));
        return schedule;
    }

    /// <summary>Whole rounds and the rest of one in unlimited numbers; rates in thousandths, times in nanoseconds.</summary>
    private static long ModelReach(RampLeg[] legs, long instant)
    {
        var round = legs.Sum(leg => leg.Duration);
        var denominator = legs.Aggregate(
            (BigInteger)2 * 1000 * Second,
            (product, leg) => product * leg.Duration
        );
        var copies = instant / round * NumeratorOf(round) + NumeratorOf(instant % round);
        return (long)(copies / denominator);

        BigInteger NumeratorOf(long rest)
        {
            var numerator = BigInteger.Zero;
            foreach (var leg in legs)
            {
                var (from, to) = ((BigInteger)(leg.From * 1000), (BigInteger)(leg.To * 1000));
                BigInteger time = Math.Min(rest, leg.Duration);
                var area = 2 * from * leg.Duration * time + (to - from) * time * time;
                numerator += area * (denominator / (2000 * (BigInteger)Second * leg.Duration));
                rest -= (long)time;
            }
            return numerator;
        }
    }
}
