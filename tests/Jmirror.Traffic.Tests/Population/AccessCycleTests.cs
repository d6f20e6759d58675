using CsCheck;
using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Population;

namespace Jmirror.Traffic.Tests.Population;

public sealed class AccessCycleTests
{
    private static readonly Gen<int[]> Weights = Gen.Int[1, 30].Array[1, 3];

    [Theory]
    [InlineData(new[] { 1, 1, 1 }, "012012012")]
    [InlineData(new[] { 700, 200, 100 }, "0010020010")]
    [InlineData(new[] { 5, 1, 1 }, "0010200001")]
    [InlineData(new[] { 1 }, "0000")]
    public void At_SpreadsKindsByWeight(int[] weights, string kinds)
    {
        var cycle = CycleOf(weights);

        Assert.Equal(kinds, string.Concat(Enumerable.Range(0, kinds.Length).Select(i => cycle.At(i).Kind)));
    }

    [Fact]
    public void At_CountsEachKind() =>
        Weights.Sample(
            weights =>
            {
                var cycle = CycleOf(weights);
                var counts = new int[weights.Length];
                for (var index = 0; index < 200; index++)
                {
                    Assert.All(counts, (count, kind) => Assert.Equal(count, cycle.CountOf(kind, index)));
                    var (kind, rank) = cycle.At(index);
                    Assert.Equal(counts[kind]++, rank);
                    Assert.Equal(index, cycle.IndexOf(kind, rank));
                }
            },
            iter: 100
        );

    [Fact]
    public void At_NeverStraysFarFromTheWeights() =>
        Weights.Sample(
            weights =>
            {
                var cycle = CycleOf(weights);
                for (var length = 1; length < 200; length++)
                {
                    for (var kind = 0; kind < weights.Length; kind++)
                    {
                        var fair = (double)length * weights[kind] / weights.Sum();
                        Assert.InRange(cycle.CountOf(kind, length) - fair, -1.5, 1.5);
                    }
                }
            },
            iter: 50
        );

    private static AccessCycle CycleOf(int[] weights) =>
        new([.. weights.Select((weight, kind) => new AccessShare((AccessKind)kind, weight))]);
}
