using CsCheck;
using Jmirror.Traffic.Generating;

namespace Jmirror.Traffic.Tests.Generating;

public sealed class OnlineSubscribersTests
{
    private const int Population = 50;

    [Fact]
    public void AddedAndRemoved_HoldsExactlyThoseWhoAreThere() =>
        Gen.Int[1, Population]
            .Array[0, 200]
            .Sample(
                numbers =>
                {
                    var online = new OnlineSubscribers(Population);
                    var expected = new HashSet<int>();
                    foreach (var number in numbers)
                    {
                        if (expected.Add(number))
                        {
                            online.Add(number);
                        }
                        else
                        {
                            expected.Remove(number);
                            online.Remove(number);
                        }
                        var there = Enumerable.Range(0, online.Count).Select(place => online[place]);
                        Assert.Equal(expected.Order(), there.Order());
                    }
                },
                iter: 200
            );

    [Fact]
    public void Remove_OfSomebodyWhoIsNotThere_ChangesNothing()
    {
        var online = new OnlineSubscribers(Population);
        online.Add(7);

        online.Remove(8);

        Assert.Equal(1, online.Count);
        Assert.Equal(7, online[0]);
    }
}
