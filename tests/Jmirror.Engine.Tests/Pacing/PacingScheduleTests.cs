using System.Numerics;
using CsCheck;
using Jmirror.Engine.Pacing;

namespace Jmirror.Engine.Tests.Pacing;

public class PacingScheduleTests
{
    private const long Second = 1_000_000_000;
    private const long Day = 86_400 * Second;

    private static readonly long[] Positions =
    [
        0,
        1,
        2,
        999,
        5_370_000_000, // where tcpreplay issue 679 began to run fast
        1L << 32,
        (1L << 32) + 1,
        1L << 40,
        (1L << 40) + 1,
    ];

    [Theory]
    [InlineData("0.000001")]
    [InlineData("0.1")]
    [InlineData("1")]
    [InlineData("1.5")]
    [InlineData("3")]
    [InlineData("1000")]
    [InlineData("1000000")]
    [InlineData("14880952.380952")]
    [InlineData("1000000000")]
    public void CopiesPerSecond_AnyCopyUpTo2Pow40_IsDueOnTheExactNanosecond(string rate)
    {
        var (schedule, millionths) = (PacingSchedule.CopiesPerSecond(Decimal(rate)), Millionths(rate));
        foreach (var n in Positions)
            Assert.Equal(
                Saturated(CeilingOf((BigInteger)n * Second * 1_000_000, millionths)),
                schedule.DueAt(n)
            );
    }

    [Theory]
    [InlineData("1", 30 * 86_400L)]
    [InlineData("1.5", 45 * 86_400L)]
    [InlineData("0.1", 3 * 86_400L)]
    [InlineData("1000", 1000 * 30 * 86_400L)]
    [InlineData("1000000", 1_000_000 * 30 * 86_400L)]
    [InlineData("14880000", 14_880_000 * 30 * 86_400L)]
    public void CopiesPerSecond_After30Days_HasReachedTheExactCount(string rate, long copies)
    {
        var schedule = PacingSchedule.CopiesPerSecond(Decimal(rate));
        Assert.Equal(copies, schedule.ReachAt(30 * Day));
        Assert.Equal(copies - 1, schedule.ReachAt(30 * Day - 1));
        Assert.Equal(30 * Day, schedule.DueAt(copies));
    }

    [Theory]
    [InlineData("0.000001")]
    [InlineData("0.5")]
    [InlineData("100")]
    [InlineData("9876.54321")]
    [InlineData("1000000")]
    public void MegabitsPerSecond_AnyByte_IsDueOnTheExactNanosecond(string rate)
    {
        var (schedule, bitsPerSecond) = (PacingSchedule.MegabitsPerSecond(Decimal(rate)), Millionths(rate));
        foreach (var bytes in Positions)
            Assert.Equal(
                Saturated(CeilingOf((BigInteger)bytes * 8 * Second, bitsPerSecond)),
                schedule.DueAt(bytes)
            );
    }

    [Theory]
    [InlineData("1")]
    [InlineData("10")]
    [InlineData("0.333333")]
    [InlineData("1000000000")]
    public void OriginalTiming_AnyInstantOf30Days_IsDivisedByTheMultiplierExactly(string multiplier)
    {
        var schedule = PacingSchedule.OriginalTiming(Decimal(multiplier));
        foreach (var time in new[] { 0, 1, 7, Second + 1, Day, 30 * Day + 1 })
            Assert.Equal(
                Saturated(CeilingOf((BigInteger)time * 1_000_000, Millionths(multiplier))),
                schedule.DueAt(time)
            );
    }

    [Fact]
    public void Schedule_PositionsBeyondThreeHundredYears_AreDueAtTheEndOfTime()
    {
        Assert.Equal(long.MaxValue, PacingSchedule.CopiesPerSecond(0.000001m).DueAt(1L << 40));
        Assert.Equal(long.MaxValue, PacingSchedule.MegabitsPerSecond(0.000001m).DueAt(long.MaxValue));
        Assert.Equal(long.MaxValue, PacingSchedule.OriginalTiming(1_000_000_000m).ReachAt(long.MaxValue));
    }

    [Fact]
    public void TopSpeed_EveryCopy_IsDueAtOnce()
    {
        Assert.Equal(0, PacingSchedule.TopSpeed.DueAt(1L << 40));
        Assert.Equal(long.MaxValue, PacingSchedule.TopSpeed.ReachAt(0));
        Assert.Equal(0, PacingSchedule.TopSpeed.MeanRate(1L << 40));
    }

    [Fact]
    public void Ramp_LinearFrom1000To100000In60s_HasSentTheAreaUnderTheLine()
    {
        var schedule = Ramp("1000:100000:60s");
        Assert.Equal(0, schedule.ReachAt(0));
        Assert.Equal(1000 + 99_000 / 60 / 2, schedule.ReachAt(Second));
        Assert.Equal(1000 * 30 + 99_000 * 30 / 4, schedule.ReachAt(30 * Second));
        Assert.Equal((1000 + 100_000) / 2 * 60, schedule.ReachAt(60 * Second));
    }

    [Fact]
    public void Ramp_AfterItsLastLeg_KeepsTheLastRate()
    {
        var schedule = Ramp("1000:100000:60s");
        var atEnd = schedule.ReachAt(60 * Second);
        Assert.Equal(atEnd + 100_000L * 30 * 86_400, schedule.ReachAt(60 * Second + 30 * Day));
        Assert.Equal(60 * Second + 10_000, schedule.DueAt(atEnd + 1));
    }

    [Fact]
    public void Ramp_StepsOfOneThird_LoseNothingFromLegToLeg()
    {
        // 0.333333/s for 1 ns less than 3 s, a hundred times: rounding at each leg would lose a copy soon.
        var schedule = Ramp(string.Join(',', Enumerable.Repeat("0.333333@2999999999ns", 100)));
        var numerator = (BigInteger)333_333 * 2_999_999_999 * 100;
        Assert.Equal((long)(numerator / 1_000_000 / Second), schedule.ReachAt(2_999_999_999L * 100));
    }

    [Fact]
    public void Ramp_PauseAtZero_DelaysTheCopiesAfterIt()
    {
        var schedule = Ramp("10@1s,0@5s,10");
        Assert.Equal(Second, schedule.DueAt(10));
        Assert.Equal(6 * Second + Second / 10, schedule.DueAt(11));
        Assert.Equal(10, schedule.ReachAt(6 * Second + Second / 10 - 1));
    }

    [Fact]
    public void Ramp_24HoursBetweenTheLargestWholeRates_IsExact()
    {
        var schedule = Ramp("0:1000000000:24h,1000000000:1:24h");
        Assert.Equal(1_000_000_000L * 86_400 / 2, schedule.ReachAt(Day));
        Assert.Equal(Day, schedule.DueAt(1_000_000_000L * 86_400 / 2));
    }

    [Fact]
    public void TryRamp_LineTooLongForItsRates_NamesTheLeg()
    {
        RampLeg[] legs = [new(1, 2, Second), new(0.000001m, 999_999_999, 365 * Day)];
        Assert.False(PacingSchedule.TryRamp(legs, out var schedule, out var tooLong));
        Assert.Null(schedule);
        Assert.Equal(1, tooLong);
    }

    [Fact]
    public void TryRamp_ThreeHundredYearsOfLegs_ReachesTheEndOfTimeWithoutOverflow()
    {
        var legs = Enumerable.Repeat(new RampLeg(1, 1, DurationText.MaxNanoseconds), 40).ToArray();
        Assert.True(PacingSchedule.TryRamp(legs, out var schedule, out _));
        Assert.Equal(long.MaxValue / Second, schedule.ReachAt(long.MaxValue));
    }

    [Fact]
    public void Ramp_AnyProgramme_AgreesWithARationalModel()
    {
        Gen.Select(Gen.Int[0, 5_000_000], Gen.Int[0, 5_000_000], Gen.Long[1, 100 * Second])
            .Array[1, 5]
            .Select(Gen.Double[0, 1.5])
            .Sample(
                (legs, fraction) =>
                {
                    var programme = legs.Select(l => new RampLeg(l.Item1 / 1000m, l.Item2 / 1000m, l.Item3))
                        .Append(new RampLeg(1.5m, 1.5m, 1))
                        .ToArray();
                    Assert.True(PacingSchedule.TryRamp(programme, out var schedule, out _));
                    var instant = (long)(programme.Sum(l => (double)l.Duration) * fraction);
                    Assert.Equal(ModelReach(programme, instant), schedule.ReachAt(instant));
                },
                iter: 20_000
            );
    }

    [Fact]
    public void AnySchedule_DueAtAndReachAt_AreInverse()
    {
        var rates = Gen.OneOf(Gen.Long[1, 1000], Gen.Long[1, 1_000_000_000_000]).Select(m => m / 1_000_000m);
        var ramps = Gen.Select(Gen.Int[0, 100_000], Gen.Int[0, 20_000_000], Gen.Long[1, Day])
            .Array[1, 4]
            .Select(legs =>
                PacingSchedule.TryRamp(
                    [.. legs.Select(l => new RampLeg(l.Item1 / 10m, l.Item2, l.Item3)), new(1, 1, 1)],
                    out var schedule,
                    out _
                )
                    ? schedule
                    : throw new InvalidOperationException("beyond exactness")
            );
        Gen.OneOf(
                rates.Select(PacingSchedule.CopiesPerSecond),
                rates.Select(PacingSchedule.MegabitsPerSecond),
                rates.Select(PacingSchedule.OriginalTiming),
                ramps
            )
            .Select(Gen.OneOf(Gen.Long[0, 1000], Gen.Long[0, 1L << 40], Gen.Long[0, 1L << 60]))
            .Sample(
                (schedule, position) =>
                {
                    var due = schedule.DueAt(position);
                    if (due == long.MaxValue)
                        return;
                    Assert.True(schedule.ReachAt(due) >= position, "reached when due");
                    Assert.True(due == 0 || schedule.ReachAt(due - 1) < position, "not before");
                },
                iter: 50_000
            );
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1000000000.1")]
    [InlineData("0.0000001")]
    public void CopiesPerSecond_RateOutOfRange_Throws(string rate) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PacingSchedule.CopiesPerSecond(Decimal(rate)));

    private static PacingSchedule Ramp(string text)
    {
        Assert.True(RampText.TryParse(text, out var schedule, out var error), error);
        return schedule;
    }

    /// <summary>The same integral in unlimited numbers, over the common denominator of all legs.</summary>
    private static long ModelReach(RampLeg[] legs, long instant)
    {
        // Copies = numerator / denominator; rates in thousandths, times in nanoseconds.
        var (numerator, denominator) = (BigInteger.Zero, BigInteger.One);
        for (var i = 0; i < legs.Length && instant > 0; i++)
        {
            var (from, to) = ((BigInteger)(legs[i].From * 1000), (BigInteger)(legs[i].To * 1000));
            BigInteger duration = legs[i].Duration;
            var time = i == legs.Length - 1 ? instant : BigInteger.Min(instant, duration);
            var area = 2 * from * duration * time + (to - from) * time * time;
            var areaDenominator = 2 * duration * 1000 * Second;
            numerator = numerator * areaDenominator + area * denominator;
            denominator *= areaDenominator;
            instant -= (long)time;
        }
        return (long)(numerator / denominator);
    }

    private static decimal Decimal(string text) =>
        decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static BigInteger Millionths(string text) => (BigInteger)(Decimal(text) * 1_000_000);

    private static BigInteger CeilingOf(BigInteger numerator, BigInteger denominator) =>
        (numerator + denominator - 1) / denominator;

    private static long Saturated(BigInteger value) => (long)BigInteger.Min(value, long.MaxValue);
}
