using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Population;

namespace Jmirror.Traffic.Tests.Population;

public sealed class SubscriberNamesTests
{
    [Fact]
    public void Write_AnyName_WritesItInUtf8()
    {
        var population = new SubscriberPopulation(
            new PopulationPlan
            {
                Username = "{n}-müller-{n}",
                OuterVlans = new VlanRange(5, 5),
                InnerVlans = new VlanRange(6, 60),
                RemoteId = "{outer}/{inner}",
            }
        );
        Span<byte> room = stackalloc byte[SubscriberPopulation.MaxNameLength];

        Assert.Equal("10-müller-10", population.Username(10));
        Assert.Equal("10-müller-10"u8, room[..population.WriteUsername(10, room)]);
        Assert.Equal("secret10"u8, room[..population.WritePassword(10, room)]);
        Assert.Equal("olt1 eth 1/10:5.15"u8, room[..population.WriteCircuitId(10, room)]);
        Assert.Equal("5/15"u8, room[..population.WriteRemoteId(10, room)]);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(16)]
    public void Write_WithoutRoom_CutsNothing(int room)
    {
        var population = new SubscriberPopulation(new PopulationPlan());
        var bytes = new byte[room];

        // The name has 18 bytes: the room ends within a text, before the number and within it.
        Assert.ThrowsAny<ArgumentException>(() => population.WriteUsername(10, bytes));
    }
}
