using BenchmarkDotNet.Attributes;
using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Matching;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;

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
    [Params(1, 1_000, 1_000_000)]
    public int Mirrors { get; set; }

    /// <summary>Builds the table and the packets.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var outer = new OuterHeader(new Ipv4Address(0xc000_0201), new Ipv4Address(0xc000_0264), 30030, 30030);
        _table = MirrorTable.Build([
            .. Enumerable
                .Range(0, Mirrors)
                .Select(i => new MirrorDefinition(
                    [new Trigger { Address = new IpPrefix(IpPrefix.FromIpv4(0x0a00_0000 + (uint)i), 128) }],
                    SecurePolicy.Default,
                    outer,
                    new MirrorHeader(0, (uint)i + 1, 1)
                )),
        ]);
        for (var i = 0; i < Packets; i++)
        {
            _hits[i] = KeyOf((uint)((long)i * 2_654_435_761 % Mirrors));
            _misses[i] = KeyOf(0x0100_0000 + (uint)i);
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

    private static PacketKey KeyOf(uint subscriber)
    {
        var frame = Frames.Ipv4(96, subscriber);
        Dissector.Dissect(frame, Frames.InfoOf(frame), out var key);
        return key;
    }
}
