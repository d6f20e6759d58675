using Jmirror.Engine.Ledgers;
using Jmirror.Verification.Comparing;
using Jmirror.Verification.Streams;

namespace Jmirror.Verification.Tests.Comparing;

/// <summary>
/// A path from sender to receiver that does to packets what a test tells it, and counts that. Packets are a
/// microsecond apart and take 50 to arrive.
/// </summary>
internal sealed class Path
{
    public const long Start = 1_700_000_000_000_000_000;
    public const long Interval = 1_000;
    public const long Delay = 50_000;

    private const ulong Garbage = 0xdead_0000_0000_0000;

    private readonly List<SentPacket> _sent = [];
    private readonly List<List<Arrival>> _arrivals = [];
    private readonly StreamKey[] _streams;
    private ulong _garbage = Garbage;

    private Path(StreamKey[] streams)
    {
        _streams = streams;
        Truth = [.. streams.Select(_ => new Fates())];
    }

    /// <summary>What was done to the packets of each stream.</summary>
    public Fates[] Truth { get; }

    public int Count => _sent.Count;

    /// <summary>Packets in turn on the streams; the digest of each is told by its number.</summary>
    public static Path Of(
        StreamKey[] streams,
        int count,
        Func<int, ulong> digest,
        Func<int, int>? length = null
    )
    {
        var path = new Path(streams);
        for (var i = 0; i < count; i++)
        {
            var stream = i % streams.Length;
            var packet = new SentPacket(
                stream,
                digest(i),
                (ushort)(length?.Invoke(i) ?? 100),
                Start + i * Interval
            );
            path._sent.Add(packet);
            path._arrivals.Add([
                new Arrival(streams[stream], packet.Digest, packet.Length, packet.Time + Delay),
            ]);
        }
        return path;
    }

    public static StreamKey Stream(uint session, uint mirror = 768, uint source = 0xc0000201) =>
        new(new(source), new(0xc0000264), 30030, 30030, mirror, session);

    public Fates TruthOf(int i) => Truth[_sent[i].Stream];

    public void Drop(int i)
    {
        _arrivals[i].Clear();
        TruthOf(i).Lost++;
    }

    public void Duplicate(int i)
    {
        _arrivals[i].Add(_arrivals[i][0]);
        TruthOf(i).Duplicates++;
    }

    public void Corrupt(int i)
    {
        _arrivals[i][0] = _arrivals[i][0] with { Digest = _garbage++ };
        TruthOf(i).Corrupted++;
    }

    public void Truncate(int i)
    {
        _arrivals[i][0] = _arrivals[i][0] with { Digest = _garbage++, Length = _sent[i].Length - 1 };
        TruthOf(i).Truncated++;
    }

    public void Misdirect(int i, StreamKey to)
    {
        _arrivals[i][0] = _arrivals[i][0] with { Stream = to };
        TruthOf(i).Misdirected++;
    }

    /// <summary>Exchanges packet <paramref name="i"/> and the next one of its stream.</summary>
    public void Swap(int i)
    {
        var next = i + _streams.Length;
        (_arrivals[i], _arrivals[next]) = (_arrivals[next], _arrivals[i]);
        TruthOf(i).Reordered++;
    }

    /// <summary>A packet that nobody sent comes behind packet <paramref name="i"/>.</summary>
    public void Insert(int i, StreamKey stream) =>
        _arrivals[i].Add(new Arrival(stream, _garbage++, 100, _sent[i].Time + Delay));

    /// <summary>Compares all: the ledger <paramref name="lead"/> packets ahead of the arrivals.</summary>
    public LedgerComparison Compare(ComparisonOptions? options = null, int lead = 100)
    {
        var comparison = new LedgerComparison(options ?? new ComparisonOptions { ClockIsShared = true });
        foreach (var stream in _streams)
            comparison.NumberOf(stream);
        for (var i = 0; i < _sent.Count + lead; i++)
        {
            if (i < _sent.Count)
                comparison.Add(_sent[i]);
            if (i < lead)
                continue;
            foreach (var arrival in _arrivals[i - lead])
                comparison.Add(arrival);
        }
        comparison.Finish();
        return comparison;
    }

    /// <summary>The comparison tells of every stream what was done to it, and nothing else.</summary>
    public void AssertFound(LedgerComparison comparison)
    {
        for (var i = 0; i < _streams.Length; i++)
        {
            var figures = comparison.Streams[i].Figures;
            Assert.Equal(Truth[i], Fates.Of(figures));
            Assert.Equal(_sent.Count(packet => packet.Stream == i), figures.Sent);
            Assert.Null(figures.Imbalance());
            Assert.Equal(0, figures.Missing);
        }
        Assert.Null(comparison.Total().Imbalance());
    }
}

/// <summary>What befell the packets of one stream.</summary>
internal sealed record Fates
{
    public long Lost { get; set; }
    public long Duplicates { get; set; }
    public long Reordered { get; set; }
    public long Corrupted { get; set; }
    public long Truncated { get; set; }
    public long Misdirected { get; set; }

    public static Fates Of(ComparisonFigures figures) =>
        new()
        {
            Lost = figures.Lost,
            Duplicates = figures.Duplicates,
            Reordered = figures.Reordered,
            Corrupted = figures.Corrupted,
            Truncated = figures.Truncated,
            Misdirected = figures.Misdirected,
        };
}
