using Jmirror.Engine.Randomness;

namespace Jmirror.Engine.Tests.Randomness;

public sealed class SeededRandomTests
{
    // The reference implementation's first numbers from state 0 (https://prng.di.unimi.it/splitmix64.c).
    [Theory]
    [InlineData(1, 0xe220a8397b1dcdafUL)]
    [InlineData(2, 0x6e789e6aa1b965f4UL)]
    [InlineData(3, 0x06c45d188009454fUL)]
    public void Mix_OfMultiplesOfTheGoldenGamma_GivesTheReferenceNumbers(ulong step, ulong expected) =>
        Assert.Equal(expected, SeededRandom.Mix(step * 0x9e3779b97f4a7c15));

    [Fact]
    public void SameSeedAndSequence_GiveTheSameNumbers()
    {
        var (one, other) = (new SeededRandom(7, 3), new SeededRandom(7, 3));

        for (var i = 0; i < 100; i++)
            Assert.Equal(one.NextUInt64(), other.NextUInt64());
    }

    [Theory]
    [InlineData(7, 4)]
    [InlineData(8, 3)]
    public void AnotherSeedOrSequence_GivesOtherNumbers(ulong seed, ulong sequence)
    {
        var (one, other) = (new SeededRandom(7, 3), new SeededRandom(seed, sequence));

        var equal = Enumerable.Range(0, 100).Count(_ => one.NextUInt64() == other.NextUInt64());

        Assert.Equal(0, equal);
    }

    [Fact]
    public void Next_SpreadsEvenlyOverItsRange()
    {
        var random = new SeededRandom(1, 0);
        var counts = new int[10];

        for (var i = 0; i < 100_000; i++)
            counts[random.Next(10)]++;

        // Ten thousand each; four standard deviations are 380.
        Assert.All(counts, count => Assert.InRange(count, 9_620, 10_380));
    }

    [Fact]
    public void NextDouble_LiesBetweenZeroAndOne()
    {
        var random = new SeededRandom(1, 0);

        var numbers = Enumerable.Range(0, 10_000).Select(_ => random.NextDouble()).ToList();

        Assert.All(numbers, number => Assert.InRange(number, 0, 0.999_999_999_999_999_9));
        Assert.InRange(numbers.Average(), 0.49, 0.51);
    }
}
