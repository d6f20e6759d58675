using Jmirror.Traffic.Applications.Writing;

namespace Jmirror.Traffic.Tests.Applications.Writing;

public sealed class ConversationTraitsTests
{
    [Fact]
    public void Traits_OfManyConversations_StayInTheirRanges()
    {
        var traits = new TraitSource(seed: 1);
        for (ulong number = 0; number < 100_000; number++)
        {
            var own = traits.Of(number);
            // 198.18.0.1 to 198.19.255.254.
            Assert.InRange(own.HostIpv4, 0xc612_0001u, 0xc613_fffeu);
            Assert.InRange(own.SubscriberPort, 49_152, 65_535);
            Assert.InRange(own.HopLimit(isDownstream: true), 45, 60);
        }
    }

    [Fact]
    public void Hosts_OfManyConversations_AreMany()
    {
        var traits = new TraitSource(seed: 1);
        var hosts = Enumerable.Range(0, 10_000).Select(number => traits.Of((ulong)number).Host).Distinct();
        // 10 000 draws out of 131 070 leave 9 629 different ones on average.
        Assert.InRange(hosts.Count(), 9_500, 9_750);
    }

    [Fact]
    public void Name_OfAHost_IsItsNumberInHexadecimal()
    {
        var name = new byte[HostName.Length];
        new HostName(0x1_02af).Write(name);
        Assert.Equal("h102af.example"u8, name);
    }
}
