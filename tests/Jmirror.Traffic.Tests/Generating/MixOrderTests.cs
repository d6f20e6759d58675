using CsCheck;
using Jmirror.Traffic.Generating;
using Jmirror.Traffic.Plans;

namespace Jmirror.Traffic.Tests.Generating;

public sealed class MixOrderTests
{
    [Fact]
    public void Next_OfThreeToOne_MixesTheRareOneIn()
    {
        var order = new MixOrder([new(ApplicationKind.Udp, 3), new(ApplicationKind.Dns, 1)]);

        var turns = Enumerable.Range(0, 8).Select(_ => order.Next());

        Assert.Equal([0, 0, 1, 0, 0, 0, 1, 0], turns);
    }

    [Fact]
    public void Next_AfterAnyNumberOfTurns_NobodyIsFarFromItsShare() =>
        Gen.Int[1, 1000]
            .Array[1, 8]
            .Sample(
                weights =>
                {
                    var order = new MixOrder([.. weights.Select(w => new MixShare(ApplicationKind.Udp, w))]);
                    var turns = new int[weights.Length];
                    for (var i = 1; i <= 500; i++)
                    {
                        turns[order.Next()]++;
                        for (var kind = 0; kind < weights.Length; kind++)
                        {
                            var fair = (double)i * weights[kind] / weights.Sum();
                            Assert.InRange(turns[kind] - fair, -weights.Length, weights.Length);
                        }
                    }
                },
                iter: 200
            );
}
