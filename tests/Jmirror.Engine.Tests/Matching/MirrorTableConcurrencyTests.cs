using System.Collections.Concurrent;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Matching;

namespace Jmirror.Engine.Tests.Matching;

/// <summary>Capture threads match while the control plane changes other mirrors as fast as it can.</summary>
public sealed class MirrorTableConcurrencyTests
{
    private const int Settled = 40;
    private const int MostGuests = 600;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(1.5);

    private readonly MirrorTable _table = new(TriggerPrecedence.EveryHit, []);
    private readonly ConcurrentQueue<string> _faults = [];
    private volatile bool _over;

    [Fact]
    public void Match_WhileMirrorsComeChangeAndGo_EachPacketOfTheOthersHitsExactlyOnce()
    {
        var wanderer = _table.Add(Mirrors.Definition([]));
        var settled = Enumerable
            .Range(0, Settled)
            .Select(number => _table.Add(Mirrors.Definition(Population.TriggerOf(number))))
            .ToList();
        List<Resident> residents =
        [
            .. settled.Select((mirror, i) => new Resident(mirror.Number, Population.PacketOf(i, true))),
        ];

        Watch(residents, () => Churn(wanderer, settled.Count));

        Assert.Equal(settled, _table.Mirrors.Where(mirror => mirror != wanderer));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Match_WhileMirrorsAreReplaced_EachPacketHitsTheOldOrTheNewOne(bool sameTrigger)
    {
        // Two mirrors with the same triggers, so that one is replaced in front of the other and behind it.
        var home = HomeOf(1);
        var mirrors = new[] { home, home }
            .Select(one => _table.Add(Mirrors.Definition(one.ByAddress)))
            .ToArray();

        Watch(
            [.. mirrors.Select(mirror => new Resident(mirror.Number, home.Packet))],
            () =>
            {
                for (var turn = 0; !_over; turn++)
                {
                    var byAddress = sameTrigger || (turn & 2) == 0;
                    var definition = Mirrors.Definition(byAddress ? home.ByAddress : home.ByMac);
                    mirrors[turn & 1] = _table.Replace(mirrors[turn & 1], definition);
                }
            }
        );

        Assert.Equal(mirrors, _table.Mirrors);
    }

    [Fact]
    public void Match_WhileAMirrorIsRetriggered_PacketsThatBothTriggersSelectHitOnce()
    {
        var home = HomeOf(0);
        var mirror = _table.Add(Mirrors.Definition(home.ByAddress));

        Watch(
            [new Resident(mirror.Number, home.Packet)],
            () =>
            {
                for (var turn = 0; !_over; turn++)
                    _table.Retrigger(mirror, [turn % 2 == 0 ? home.ByMac : home.ByAddress]);
            }
        );
    }

    [Fact]
    public void CountCopy_FromSeveralThreads_IsExact()
    {
        const int length = 100;
        var mirror = _table.Add(Mirrors.Definition(Trigger.All));
        var counted = 0L;
        void Count()
        {
            var counters = new RunCounters();
            long own = 0;
            for (; !_over; own++)
                mirror.CountCopy(length, counters);
            Interlocked.Add(ref counted, own);
        }

        RunTogether([Count, Count, Count]);

        Assert.Equal((counted, counted * length), (mirror.Packets, mirror.Bytes));
    }

    // Guests have triggers of their own or those of residents; the wanderer, first of all, goes from one resident to
    // the next.
    private void Churn(Mirror wanderer, int settled)
    {
        var random = new Random(20_261_123);
        var guests = new List<Mirror>();
        while (!_over)
        {
            var wanted = random.Next(MostGuests);
            while (guests.Count < wanted)
            {
                var number = random.Next(2) == 0 ? random.Next(settled) : random.Next(settled, 100_000);
                guests.Add(_table.Add(Mirrors.Definition(Population.TriggerOf(number))));
                _table.Retrigger(wanderer, [Population.TriggerOf(random.Next(settled))]);
            }
            while (guests.Count > wanted)
            {
                var place = random.Next(guests.Count);
                _table.Remove(guests[place]);
                guests.RemoveAt(place);
            }
        }
        guests.ForEach(_table.Remove);
    }

    private void Watch(IReadOnlyList<Resident> residents, Action change)
    {
        var matched = 0L;
        void Match()
        {
            var hits = new MirrorHits();
            for (var i = 0; !_over; i = (i + 1) % residents.Count)
            {
                CheckMatch(residents[i], hits);
                Interlocked.Increment(ref matched);
            }
        }
        void Enumerate()
        {
            while (!_over)
                CheckMirrors(residents);
        }

        RunTogether([change, Match, Match, Enumerate]);

        Assert.Empty(_faults.Take(5));
        Assert.True(matched > 10_000, $"only {matched} packets matched");
    }

    private void CheckMatch(Resident resident, MirrorHits hits)
    {
        var packet = resident.Packet;
        _table.Match(in packet, hits);
        var own = 0;
        long last = -1;
        foreach (var hit in hits.Hits)
        {
            if (hit.Mirror.Number <= last)
                Fault($"mirror {hit.Mirror.Number} behind {last}");
            last = hit.Mirror.Number;
            own += last == resident.Number ? 1 : 0;
        }
        if (own != 1)
            Fault($"{own} hits of mirror {resident.Number}");
    }

    private void CheckMirrors(IReadOnlyList<Resident> residents)
    {
        var next = 0;
        long last = -1;
        foreach (var mirror in _table.Mirrors)
        {
            if (mirror.Number <= last)
                Fault($"mirror {mirror.Number} listed behind {last}");
            last = mirror.Number;
            next += next < residents.Count && last == residents[next].Number ? 1 : 0;
        }
        if (next != residents.Count)
            Fault($"only {next} of {residents.Count} residents listed");
    }

    private void Fault(string what)
    {
        _faults.Enqueue(what);
        _over = true;
    }

    private void RunTogether(IReadOnlyList<Action> actions)
    {
        using var end = new Timer(_ => _over = true, null, Time, Timeout.InfiniteTimeSpan);
        var threads = actions.Select(action => new Thread(() => action())).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
    }

    private static Home HomeOf(int number)
    {
        var (address, mac) = ($"10.0.0.{number + 1}", $"02:00:00:00:00:0{number + 1}");
        return new Home(
            new Trigger { Address = Packets.Prefix(address) },
            new Trigger { Mac = Packets.Mac(mac) },
            Packets.Ip(address, "192.0.2.1") with
            {
                HasEthernet = true,
                SourceMac = Packets.Mac(mac),
            }
        );
    }

    /// <summary>A mirror that must copy each of its packets once, whatever happens to others.</summary>
    private sealed record Resident(long Number, PacketKey Packet);

    /// <summary>A packet and two triggers of different shapes that both select it.</summary>
    private sealed record Home(Trigger ByAddress, Trigger ByMac, PacketKey Packet);
}
