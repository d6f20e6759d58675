using BenchmarkDotNet.Attributes;
using Jmirror.Engine.Dissecting;

namespace Jmirror.Benchmarks;

/// <summary>Nanoseconds to find in one frame what a router would copy.</summary>
[MemoryDiagnoser]
public class DissectBenchmarks
{
    private readonly byte[] _plain = Frames.Ipv4(96, 1);
    private readonly byte[] _pppoe = Frames.QinqPppoe(96, 1);

    /// <summary>Ethernet, IPv4, UDP.</summary>
    [Benchmark(Baseline = true)]
    public DissectOutcome Ipv4() => Dissector.Dissect(_plain, Frames.InfoOf(_plain), out _);

    /// <summary>Ethernet, two VLAN tags, PPPoE, PPP, IPv4, UDP.</summary>
    [Benchmark]
    public DissectOutcome QinqPppoeIpv4() => Dissector.Dissect(_pppoe, Frames.InfoOf(_pppoe), out _);
}
