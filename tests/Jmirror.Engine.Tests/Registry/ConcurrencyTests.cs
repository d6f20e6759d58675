using Jmirror.Engine.Matching;
using Jmirror.Engine.Subscribers;
using Jmirror.Engine.Tests.Subscribers;
using static Jmirror.Engine.Tests.Registry.SubscriberPackets;
using static Jmirror.Engine.Tests.Registry.Wish;
using static Jmirror.Engine.Tests.Subscribers.Told;

namespace Jmirror.Engine.Tests.Registry;

/// <summary>Providers and learners at work in several threads, while others match packets.</summary>
public sealed class ConcurrencyTests
{
    private const int Turns = 3_000;
    private const int Writers = 3;

    private readonly PlaneUnderTest _router = new();

    [Fact]
    public async Task Mirrors_ThatNobodyTouches_OrThatAreReplaced_CopyEveryPacketOnce()
    {
        var untouched = Ethernet("02:00:5e:00:01:00");
        _router.See(At(untouched).User("untouched"));
        _router.Add(ForUser(1, "untouched"));
        var replaced = Ethernet("02:00:5e:00:01:01");
        _router.See(At(replaced).User("replaced"));
        var number = _router.Add(ForUser(2, "replaced"));

        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            TestContext.Current.CancellationToken
        );
        var reader = Task.Run(() => Match(end.Token, untouched, replaced), CancellationToken.None);
        var writers = Enumerable
            .Range(0, Writers)
            .Select(writer => Task.Run(() => Churn(writer), TestContext.Current.CancellationToken))
            .Append(Task.Run(() => Replace(number), TestContext.Current.CancellationToken));
        await Task.WhenAll(writers);
        await end.CancelAsync();
        Assert.True(await reader > 0);
        Assert.Equal("1/1 2/2", _router.Live);
        Assert.Equal(2, _router.Plane.Counts.Sessions);
    }

    private long Match(CancellationToken end, params SubscriberInterface[] links)
    {
        var keys = links.Select(link => From(link)).ToArray();
        var hits = new MirrorHits();
        var packets = 0L;
        while (!end.IsCancellationRequested)
        {
            foreach (ref var key in keys.AsSpan())
            {
                _router.Table.Match(in key, hits);
                Assert.Equal(1, hits.Hits.Length);
                packets++;
            }
        }
        return packets;
    }

    private void Churn(int writer)
    {
        var link = Ethernet($"02:00:5e:00:02:{writer:x2}");
        var name = $"user{writer}";
        for (var turn = 0; turn < Turns; turn++)
        {
            var number = _router.Add(ForUser(9, name));
            _router.Plane.See(At(link, SightingSource.Dhcp).User(name).With("10.0.0.1"));
            var session = Assert.Single(
                _router.Plane.FindSubscribers([Identity(IdentityKind.Username, name)])
            );
            Assert.Equal(session.Number, Assert.Single(_router.Plane.Show(number)!.Mirrors).Session);
            _router.Plane.See(At(link, SightingSource.Dhcp).With("10.0.0.2"));
            Assert.True(_router.Plane.LogOut(session.Number, SessionEnd.AdminReset));
            Assert.True(_router.Plane.Delete(number, "done"));
        }
    }

    private void Replace(long number)
    {
        for (var turn = 0; turn < Turns; turn++)
            Assert.True(_router.Plane.Replace(number, ForUser(2, "replaced")).Succeeded);
    }
}
