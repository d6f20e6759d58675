using CsCheck;
using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Sessions;

namespace Jmirror.Traffic.Tests.Sessions;

public sealed class DurationsTests
{
    private const int Draws = 100_000;
    private const long Mean = 60_000_000_000;

    [Fact]
    public void Draw_Fixed_IsTheMean() =>
        Assert.All(DrawMany(DurationShape.Fixed), duration => Assert.Equal(Mean, duration));

    [Fact]
    public void Draw_Uniform_IsEvenFromZeroToTwiceTheMean()
    {
        var durations = DrawMany(DurationShape.Uniform);

        Assert.All(durations, duration => Assert.InRange(duration, 0, (2 * Mean) - 1));
        // A tenth in each tenth; four standard deviations are 0.4 %.
        Assert.All(
            durations.CountBy(duration => duration * 10 / (2 * Mean)),
            tenth => Assert.InRange(tenth.Value, Draws * 0.096, Draws * 0.104)
        );
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Draw_Exponential_OutlivesAnyTimeAsOftenAsItShould(double means)
    {
        var share =
            DrawMany(DurationShape.Exponential).Count(duration => duration > means * Mean) / (double)Draws;

        var expected = Math.Exp(-means);
        var deviation = Math.Sqrt(expected * (1 - expected) / Draws);
        Assert.InRange(share, expected - (4 * deviation), expected + (4 * deviation));
    }

    [Fact]
    public void Draw_Exponential_HasTheMean() =>
        Assert.InRange(DrawMany(DurationShape.Exponential).Average(), Mean * 0.987, Mean * 1.013);

    [Fact]
    public void Draw_LongestMean_DoesNotOverflow()
    {
        var longest = new DurationDistribution(DurationShape.Exponential, ChurnRules.MaxMean);

        Assert.All(
            Enumerable.Range(1, Draws),
            subscriber => Assert.True(new Durations(1).Draw(longest, subscriber, 1, true) >= 0)
        );
    }

    // Worked out apart from the program. Must never change: the same seed gives the same run in every version.
    [Fact]
    public void Draw_OfAllTimes_IsThis()
    {
        var exponential = new DurationDistribution(DurationShape.Exponential, Mean);
        var uniform = new DurationDistribution(DurationShape.Uniform, Mean);

        Assert.Equal(1_726_114_311, new Durations(1).Draw(exponential, 1, 1, isOnline: true));
        Assert.Equal(3_452_228_623, new Durations(1).Draw(uniform, 1, 1, isOnline: true));
    }

    [Fact]
    public void Draw_SeedSubscriberLoginAndSide_EachMakeADifference()
    {
        var uniform = new DurationDistribution(DurationShape.Uniform, Mean);
        var here = new Durations(1).Draw(uniform, 7, 3, isOnline: true);

        Assert.Equal(here, new Durations(1).Draw(uniform, 7, 3, isOnline: true));
        Assert.NotEqual(here, new Durations(2).Draw(uniform, 7, 3, isOnline: true));
        Assert.NotEqual(here, new Durations(1).Draw(uniform, 8, 3, isOnline: true));
        Assert.NotEqual(here, new Durations(1).Draw(uniform, 7, 4, isOnline: true));
        Assert.NotEqual(here, new Durations(1).Draw(uniform, 7, 3, isOnline: false));
    }

    private static List<long> DrawMany(DurationShape shape)
    {
        var durations = new Durations(1);
        var distribution = new DurationDistribution(shape, Mean);
        return
        [
            .. Enumerable
                .Range(1, Draws)
                .Select(subscriber => durations.Draw(distribution, subscriber, 1, isOnline: true)),
        ];
    }
}
