using System.Runtime.CompilerServices;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Matching;

namespace Jmirror.Engine.Tests.Matching;

/// <summary>Mirrors that come, change and go.</summary>
public sealed class LiveMirrorTests
{
    private static readonly Trigger Alice = new() { Address = Packets.Prefix("10.0.0.1") };
    private static readonly Trigger Bob = new() { Address = Packets.Prefix("10.0.0.2") };
    private static readonly Trigger Vlan = new() { OuterVlan = 7 };

    private readonly MirrorTable _table = new(TriggerPrecedence.EveryHit, []);
    private readonly RunCounters _thread = new();

    [Fact]
    public void Add_ToAnEmptyTable_IsMirroredFromThenOn()
    {
        Assert.Equal("", _table.Copying(Packets.Ip("10.0.0.1", "192.0.2.1")));

        var mirror = _table.Add(Mirrors.Definition(Alice));

        Assert.Equal("0", _table.Copying(Packets.Ip("10.0.0.1", "192.0.2.1")));
        Assert.Equal([mirror], _table.Mirrors);
    }

    [Fact]
    public void Add_AfterARemoval_NumberIsNotGivenAgain()
    {
        _table.Remove(_table.Add(Mirrors.Definition(Alice)));

        Assert.Equal(1, _table.Add(Mirrors.Definition(Alice)).Number);
        Assert.Equal("1", _table.Copying(Packets.Ip("10.0.0.1", "192.0.2.1")));
    }

    [Fact]
    public void Add_ImpossibleDefinition_ChangesNothing()
    {
        Assert.Throws<ArgumentException>(() => _table.Add(Mirrors.Definition(new Trigger { OuterVlan = 0 })));

        Assert.Empty(_table.Mirrors);
        Assert.Equal(0, _table.Add(Mirrors.Definition(Alice)).Number);
    }

    [Fact]
    public void Replace_OneOfSeveral_TakesItsPlaceWithItsNumberAndCountsAnew()
    {
        var others = new[] { Mirrors.Definition(Alice), Mirrors.Definition(Alice) };
        var first = _table.Add(others[0]);
        var old = _table.Add(Mirrors.Definition(Alice));
        var last = _table.Add(others[1]);
        old.CountCopy(72, _thread);

        var mirror = _table.Replace(old, Mirrors.Definition([Alice, Vlan]));

        Assert.Equal([first, mirror, last], _table.Mirrors);
        Assert.Equal((old.Number, 0, 1), (mirror.Number, mirror.Packets, old.Packets));
        Assert.Equal("0 1 2", _table.Copying(Packets.Ip("10.0.0.1", "192.0.2.1")));
        Assert.Equal("1", _table.Copying(Packets.Ip("10.0.0.9", "192.0.2.1") with { OuterVlan = 7 }));
    }

    [Fact]
    public void Replace_FormOfAMirrorOfEverything_CopiesInTheNewForm()
    {
        var old = _table.Add(Mirrors.Definition(Trigger.All));

        _table.Replace(old, Mirrors.Definition(Trigger.All, new SecurePolicy { Form = CopyForm.Ip }));

        Assert.Equal([Answer.OuterIp], _table.Ask(Packets.L2tp(7, 9, "10.0.0.1", "192.0.2.1")).Copies);
    }

    [Fact]
    public void Retrigger_OtherAddress_IsTheSameMirrorForOtherPackets()
    {
        var mirror = _table.Add(Mirrors.Definition([Alice, Vlan]));
        mirror.CountCopy(72, _thread);

        _table.Retrigger(mirror, [Bob, Vlan]);

        Assert.Equal("", _table.Copying(Packets.Ip("10.0.0.1", "192.0.2.1")));
        Assert.Equal("0", _table.Copying(Packets.Ip("10.0.0.2", "192.0.2.1")));
        Assert.Equal("0", _table.Copying(Packets.Vlan(7)));
        Assert.Equal([mirror], _table.Mirrors);
        Assert.Equal([Bob, Vlan], mirror.Definition.Triggers);
        Assert.Equal(1, mirror.Packets);
    }

    [Fact]
    public void Retrigger_ToNoTrigger_LivesOnAndSelectsNothing()
    {
        var mirror = _table.Add(Mirrors.Definition(Alice));

        _table.Retrigger(mirror, []);

        Assert.Equal("", _table.Copying(Packets.Ip("10.0.0.1", "192.0.2.1")));
        Assert.Equal([mirror], _table.Mirrors);
    }

    [Fact]
    public void Retrigger_ImpossibleTrigger_ChangesNothing()
    {
        var mirror = _table.Add(Mirrors.Definition(Alice));

        Assert.Throws<ArgumentException>(() =>
            _table.Retrigger(mirror, [Bob, new Trigger { OuterVlan = 0 }])
        );

        Assert.Equal([Alice], mirror.Definition.Triggers);
        Assert.Equal("", _table.Copying(Packets.Ip("10.0.0.2", "192.0.2.1")));
    }

    [Fact]
    public void Retrigger_SameTriggerOfAnotherRank_TheNewRankCounts()
    {
        var table = new MirrorTable(TriggerPrecedence.HighestOnly, []);
        var mirror = table.Add(Mirrors.Definition(Alice with { Rank = TriggerRank.Interface }));
        table.Add(Mirrors.Definition(Alice with { Rank = TriggerRank.IpAddress }));

        table.Retrigger(mirror, [Alice with { Rank = TriggerRank.Username }]);

        Assert.Equal("1", table.Copying(Packets.Ip("10.0.0.1", "192.0.2.1")));
    }

    [Theory]
    [InlineData(0, "1 2")]
    [InlineData(1, "0 2")]
    [InlineData(2, "0 1")]
    public void Remove_OneOfSeveralWithTheSameTrigger_OthersStay(int removed, string copying)
    {
        var mirrors = Enumerable.Range(0, 3).Select(_ => _table.Add(Mirrors.Definition(Alice))).ToList();

        _table.Remove(mirrors[removed]);

        Assert.Equal(copying, _table.Copying(Packets.Ip("10.0.0.1", "192.0.2.1")));
        Assert.Equal(copying, string.Join(' ', _table.Mirrors.Select(mirror => mirror.Number)));
        Assert.Equal(2, _table.Count);
    }

    [Fact]
    public void Changes_OfAMirrorThatIsNotLive_AreRefused()
    {
        var removed = _table.Add(Mirrors.Definition(Alice));
        _table.Remove(removed);
        var replaced = _table.Add(Mirrors.Definition(Bob));
        _table.Replace(replaced, Mirrors.Definition(Bob));

        foreach (var mirror in new[] { removed, replaced, new Mirror(Mirrors.Definition(Alice)) })
        {
            Assert.Throws<ArgumentException>(() => _table.Remove(mirror));
            Assert.Throws<ArgumentException>(() => _table.Retrigger(mirror, [Alice]));
            Assert.Throws<ArgumentException>(() => _table.Replace(mirror, Mirrors.Definition(Alice)));
        }
        Assert.Equal(1, _table.Count);
        Assert.Equal("1", _table.Copying(Packets.Ip("10.0.0.2", "192.0.2.1")));
    }

    [Fact]
    public void Remove_OneMirrorAfterTheOther_WhoHoldsTheFirstHoldsNotTheOthers()
    {
        const int mirrors = 5000;
        var held = _table.Add(Mirrors.Definition(Alice));
        var others = EndAll(mirrors, held);

        GC.Collect();

        Assert.InRange(others.Count(other => other.IsAlive), 0, mirrors / 2);
        GC.KeepAlive(held);
    }

    [Fact]
    public void Mirrors_EnumeratedWhileTheyEnd_ListsThoseThatStay()
    {
        var mirrors = Enumerable.Range(0, 6).Select(_ => _table.Add(Mirrors.Definition(Alice))).ToList();
        using var listed = _table.Mirrors.GetEnumerator();
        for (var i = 0; i < 3; i++)
            Assert.True(listed.MoveNext());

        _table.Remove(mirrors[1]);
        _table.Remove(mirrors[2]);
        _table.Remove(mirrors[3]);
        var replacement = _table.Replace(mirrors[4], Mirrors.Definition(Bob));

        Assert.True(listed.MoveNext());
        Assert.Equal(replacement, listed.Current);
        _table.Replace(replacement, Mirrors.Definition(Bob));
        Assert.True(listed.MoveNext());
        Assert.Equal(mirrors[5], listed.Current);
        Assert.False(listed.MoveNext());
    }

    // In a method of its own: no local variable may hold them afterwards.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private List<WeakReference> EndAll(int count, Mirror first)
    {
        var mirrors = Enumerable.Range(0, count).Select(_ => _table.Add(Mirrors.Definition(Bob))).ToList();
        _table.Remove(first);
        mirrors.ForEach(_table.Remove);
        return [.. mirrors.Select(mirror => new WeakReference(mirror))];
    }
}
