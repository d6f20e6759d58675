using Jmirror.Engine.Matching;
using Jmirror.Testing;

namespace Jmirror.Engine.Tests.Matching;

public sealed class MirrorTableScaleTests
{
    private const int Million = 1_000_000;

    [Fact]
    public void Match_AMillionMirrors_EachPacketHitsExactlyItsOwn()
    {
        var table = TableOf(Million);
        var hits = new MirrorHits();

        for (var number = 0; number < Million; number++)
        {
            var key = Population.PacketOf(number, upstream: number % 2 == 0);
            table.Match(in key, hits);
            if (hits.Hits.Length != 1 || hits.Hits[0].Mirror.Number != number)
                Assert.Fail($"packet of subscriber {number}: {hits.Hits.Length} hits");
        }
    }

    [Fact]
    public void Match_AfterManyMirrorsCameAndWent_EachPacketHitsExactlyTheLiveOnes()
    {
        const int subscribers = 5000;
        const int changes = 200_000;
        var random = new Random(7);
        var table = new MirrorTable(TriggerPrecedence.EveryHit, []);
        var live = new Mirror?[subscribers];

        for (var i = 1; i <= changes; i++)
        {
            // The population swells and shrinks, so that the hash tables grow, silt up and are built anew.
            var number = random.Next(1 + i % subscribers);
            if (live[number] is { } mirror)
            {
                table.Remove(mirror);
                live[number] = null;
            }
            else
            {
                live[number] = table.Add(Mirrors.Definition(Population.TriggerOf(number)));
            }
            if (i % 10_000 == 0)
                AssertHitsExactly(live, table);
        }
    }

    [Fact]
    public void Match_PacketsOfStrangers_HitNothing()
    {
        const int mirrors = 100_000;
        var table = TableOf(mirrors);
        var hits = new MirrorHits();

        for (var number = mirrors; number < 5 * mirrors; number++)
        {
            var key = Population.PacketOf(number, upstream: number % 2 == 0);
            table.Match(in key, hits);
            if (hits.Miss != MissReason.NoTrigger)
                Assert.Fail($"packet of stranger {number}: {hits.Miss}");
        }
    }

    [Theory]
    [InlineData(TriggerPrecedence.EveryHit)]
    [InlineData(TriggerPrecedence.HighestOnly)]
    public void Match_AnyPacket_AllocatesNothing(TriggerPrecedence precedence)
    {
        const int subscribers = 1000;
        var sip = new SecurePolicy
        {
            Direction = MirrorDirection.Upstream,
            Classifiers = [new Classifier { DestinationPort = new PortRange(5060, 5060) }],
        };
        var definitions = Enumerable
            .Range(0, subscribers)
            .Select(number => Mirrors.Definition(Population.TriggerOf(number)))
            .Append(Mirrors.Definition(Trigger.All, sip))
            .ToList();
        var table = MirrorTable.Build(definitions, precedence);
        var hits = new MirrorHits();
        long copies = 0;

        var before = Allocations.Now;
        for (var number = 0; number < 2 * subscribers; number++)
        {
            var key = Population.PacketOf(number, upstream: number % 2 == 0);
            table.Match(in key, hits);
            copies += hits.Hits.Length;
        }
        Allocations.AssertNonePerOperation(before, 2 * subscribers);
        Assert.True(copies > 0);
    }

    private static void AssertHitsExactly(Mirror?[] live, MirrorTable table)
    {
        Assert.Equal(live.Count(mirror => mirror is not null), table.Count);
        var hits = new MirrorHits();
        for (var number = 0; number < live.Length; number++)
        {
            var key = Population.PacketOf(number, upstream: number % 2 == 0);
            table.Match(in key, hits);
            var hit = hits.Hits.IsEmpty ? null : hits.Hits[0].Mirror;
            if (hit != live[number] || hits.Hits.Length > 1)
                Assert.Fail($"packet of subscriber {number}: mirror {hit?.Number}, {hits.Hits.Length} hits");
        }
    }

    private static MirrorTable TableOf(int mirrors) =>
        MirrorTable.Build([
            .. Enumerable
                .Range(0, mirrors)
                .Select(number => Mirrors.Definition(Population.TriggerOf(number))),
        ]);
}
