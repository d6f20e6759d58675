using CsCheck;
using Jmirror.Traffic.Sessions;

namespace Jmirror.Traffic.Tests.Sessions;

public sealed class DueQueueTests
{
    [Fact]
    public void NextAt_WithoutAnybody_IsNever() => Assert.Equal(long.MaxValue, new DueQueue().NextAt);

    [Fact]
    public void Take_GivesTheEarliest_AtTheSameTimeByNumber()
    {
        var queue = new DueQueue();
        queue.Add(20, 1);
        queue.Add(10, 3);
        queue.Add(10, 2);

        Assert.Equal(10, queue.NextAt);
        Assert.Equal(
            [new Due(10, 2), new Due(10, 3), new Due(20, 1)],
            [queue.Take(), queue.Take(), queue.Take()]
        );
        Assert.Equal(long.MaxValue, queue.NextAt);
    }

    // Positive: add with this time; otherwise take.
    [Fact]
    public void Take_AfterAnyAddsAndTakes_IsWhatASortedSetGives() =>
        Gen.Long[-20, 40]
            .Array[0, 300]
            .Sample(
                steps =>
                {
                    var queue = new DueQueue();
                    var model = new SortedSet<(long Time, int Subscriber)>();
                    foreach (var (number, step) in steps.Index())
                    {
                        if (step > 0)
                        {
                            queue.Add(step, number);
                            model.Add((step, number));
                        }
                        else if (model.Count > 0)
                        {
                            var due = queue.Take();
                            Assert.Equal(model.Min, (due.Time, due.Subscriber));
                            model.Remove(model.Min);
                        }
                        Assert.Equal(model.Count == 0 ? long.MaxValue : model.Min.Time, queue.NextAt);
                    }
                },
                iter: 1000
            );
}
