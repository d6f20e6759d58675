using BenchmarkDotNet.Attributes;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Datagrams;
using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Impairing;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Mirroring;
using Jmirror.Engine.Pacing;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Benchmarks;

/// <summary>Nanoseconds per copy of 128-byte packets into a sink that keeps nothing, with and without impairments between.</summary>
[MemoryDiagnoser]
public class ImpairBenchmarks
{
    private const int CopiesPerBatch = 256;
    private const int Length = 128;

    private static readonly MonotonicClock Clock = new(TimeProvider.System);

    private readonly RunCounters _counters = new();
    private Encapsulator _encapsulator = null!;
    private WayOut _wayOut = null!;
    private MirrorHit _hit;
    private byte[] _frame = [];
    private PacketKey _key;

    /// <summary>The impairment as <c>--impair</c> takes it; empty for none.</summary>
    [Params("", "loss=0.0001%", "loss=1%", "loss=50%", "reorder=1%", "corrupt=1%", "delay=100%:time=1ms")]
    public string Impair { get; set; } = "";

    /// <summary>Builds the mirror, the packet and the way out.</summary>
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
        IDatagramSink sink = new NullSink();
        if (ImpairmentText.TryParse(Impair, out var impairment, out _))
        {
            var options = new ImpairingOptions(Clock, null, TimeProvider.System);
            sink = new ImpairingSink(sink, new ImpairmentPlan([impairment], 1), options, _counters);
        }
        _wayOut = new WayOut(sink, new WayOutOptions(), _counters, new RateMeter(Clock), Clock);
        _frame = Frames.Ipv4(Length, 1);
        Dissector.Dissect(_frame, Frames.InfoOf(_frame), out _key);
    }

    /// <summary>Copies a batch and sends it.</summary>
    [Benchmark(OperationsPerInvoke = CopiesPerBatch)]
    public void Send()
    {
        for (var i = 0; i < CopiesPerBatch; i++)
            _encapsulator.Copy(_hit, _frame, _key.Outer, 0, _wayOut);
        _wayOut.Flush();
    }
}
