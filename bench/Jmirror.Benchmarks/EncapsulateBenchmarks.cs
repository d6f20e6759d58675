using BenchmarkDotNet.Attributes;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Datagrams;
using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Mirroring;
using Jmirror.Engine.Pacing;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Benchmarks;

/// <summary>Nanoseconds to put header and packet together in a sink's memory, batches of 256, nothing sent.</summary>
[MemoryDiagnoser]
public class EncapsulateBenchmarks
{
    private const int CopiesPerBatch = 256;

    private static readonly MonotonicClock Clock = new(TimeProvider.System);

    private readonly RunCounters _counters = new();
    private Encapsulator _encapsulator = null!;
    private WayOut _wayOut = null!;
    private MirrorHit _hit;
    private byte[] _frame = [];
    private PacketKey _key;

    /// <summary>Length of the mirrored IP packet, bytes.</summary>
    [Params(128, 1400)]
    public int Length { get; set; }

    /// <summary>Builds the mirror and the packet.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var outer = new OuterHeader(new Ipv4Address(0xc000_0201), new Ipv4Address(0xc000_0264), 30030, 30030);
        var definition = new MirrorDefinition(
            [Trigger.All],
            SecurePolicy.Default,
            outer,
            new MirrorHeader(0, 1, 1)
        );
        _hit = new MirrorHit(new Mirror(definition), FromInner: false, AsPpp: false);
        _encapsulator = new Encapsulator(_counters);
        _wayOut = new WayOut(new NullSink(), new WayOutOptions(), _counters, new RateMeter(Clock), Clock);
        _frame = Frames.Ipv4(Length, 1);
        Dissector.Dissect(_frame, Frames.InfoOf(_frame), out _key);
    }

    /// <summary>Copies into the sink's memory, the batch given up to the sink at the end.</summary>
    [Benchmark(OperationsPerInvoke = CopiesPerBatch)]
    public void Encapsulate()
    {
        for (var i = 0; i < CopiesPerBatch; i++)
            _encapsulator.Copy(_hit, _frame, _key.Outer, 0, _wayOut);
        _wayOut.Flush();
    }
}
