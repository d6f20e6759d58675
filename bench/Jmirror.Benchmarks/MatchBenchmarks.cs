using BenchmarkDotNet.Attributes;
using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Matching;

namespace Jmirror.Benchmarks;

/// <summary>
/// Nanoseconds to ask the mirror table for one packet, by number of mirrors. Packets of 4096 subscribers spread over
/// all mirrors are asked for in turn, so that a large table pays for its cache misses.
/// </summary>
[MemoryDiagnoser]
public class MatchBenchmarks
{
    private const int Packets = 4096;

    private readonly PacketKey[] _hits = new PacketKey[Packets];
    private readonly PacketKey[] _misses = new PacketKey[Packets];
    private readonly MirrorHits _found = new();
    private MirrorTable _table = null!;

    /// <summary>Live mirrors, each for one IPv4 address.</summary>
    [Params(10, 10_000, 1_000_000)]
    public int Mirrors { get; set; }

    /// <summary>Builds the table and the packets.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _table = MirrorTable.Build([.. Enumerable.Range(0, Mirrors).Select(ManyMirrors.Definition)]);
        for (var i = 0; i < Packets; i++)
        {
            _hits[i] = KeyOf(ManyMirrors.Spread(i, Mirrors));
            _misses[i] = KeyOf(0x0100_0000 + i);
        }
    }

    /// <summary>Packets that one mirror wants.</summary>
    [Benchmark(OperationsPerInvoke = Packets)]
    public int Hit() => MatchAll(_hits);

    /// <summary>Packets that no mirror wants.</summary>
    [Benchmark(OperationsPerInvoke = Packets)]
    public int Miss() => MatchAll(_misses);

    private int MatchAll(PacketKey[] keys)
    {
        var count = 0;
        foreach (ref readonly var key in keys.AsSpan())
        {
            _table.Match(key, _found);
            count += _found.Hits.Length;
        }
        return count;
    }

    private static PacketKey KeyOf(int subscriber)
    {
        var frame = Frames.Ipv4(96, (uint)subscriber);
        Dissector.Dissect(frame, Frames.InfoOf(frame), out var key);
        return key;
    }
}
