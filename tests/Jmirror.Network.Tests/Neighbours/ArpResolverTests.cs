using Jmirror.Network.Neighbours;
using Jmirror.Protocol.Link;

namespace Jmirror.Network.Tests.Neighbours;

public class ArpResolverTests
{
    private static readonly MacAddress Peer = new(0x020000000009);
    private static readonly MacAddress NewPeer = new(0x02000000000a);

    [Fact]
    public void Resolve_SilentPeer_AsksAfter1Then2Then4ThenAlways8Seconds()
    {
        var channel = new Channel();
        using var resolver = new ArpResolver(channel, TimeSpan.Zero);
        var askedAt = new List<double>();

        for (var tenths = 0; tenths <= 400; tenths++)
        {
            var before = channel.Asked;
            Assert.Null(resolver.Resolve(TimeSpan.FromSeconds(tenths / 10.0)));
            if (channel.Asked > before)
                askedAt.Add(tenths / 10.0);
        }

        Assert.Equal([0, 1, 3, 7, 15, 23, 31, 39], askedAt);
    }

    [Fact]
    public void Resolve_Answered_KnowsTheAddressAndAsksNoMoreForAMinute()
    {
        var channel = new Channel();
        using var resolver = new ArpResolver(channel, TimeSpan.Zero);
        resolver.Resolve(TimeSpan.Zero);

        channel.Answer = Peer;

        Assert.Equal(Peer, resolver.Resolve(TimeSpan.FromSeconds(0.5)));
        Assert.Equal(Peer, resolver.Resolve(TimeSpan.FromSeconds(60.4)));
        Assert.Equal(1, channel.Asked);
    }

    [Fact]
    public void Resolve_Stale_AsksAgainAndGoesOnWithWhatItKnows()
    {
        var channel = new Channel { Answer = Peer };
        using var resolver = new ArpResolver(channel, TimeSpan.Zero);
        resolver.Resolve(TimeSpan.Zero);

        Assert.Equal(Peer, resolver.Resolve(TimeSpan.FromSeconds(60)));
        Assert.Equal(1, channel.Asked);
        Assert.Equal(Peer, resolver.Resolve(TimeSpan.FromSeconds(61)));
        Assert.Equal(2, channel.Asked);
        channel.Answer = NewPeer;
        Assert.Equal(NewPeer, resolver.Resolve(TimeSpan.FromSeconds(61.1)));
        Assert.Equal(NewPeer, resolver.Resolve(TimeSpan.FromSeconds(121)));
        Assert.Equal(2, channel.Asked);
    }

    private sealed class Channel : IArpChannel
    {
        public MacAddress? Answer { get; set; }

        public int Asked { get; private set; }

        public void Ask() => Asked++;

        public bool TryTakeAnswer(out MacAddress answer)
        {
            (var found, answer) = (Answer is not null, Answer ?? default);
            Answer = null;
            return found;
        }

        public void Dispose() { }
    }
}
