using BenchmarkDotNet.Attributes;
using Jmirror.Engine.Pacing;
using Jmirror.Traffic.Generating;
using Jmirror.Traffic.Plans;

namespace Jmirror.Benchmarks;

/// <summary>Nanoseconds to generate a packet: whose turn it is, the packet, and in front of frames the access header.</summary>
[MemoryDiagnoser]
public class GeneratorBenchmarks
{
    private const int Batches = 64;

    private readonly GeneratedBatch _batch = new();
    private TrafficGenerator _generator = null!;

    /// <summary>What subscribers are wanted to give: packets to be mirrored, or frames of the access link.</summary>
    [ParamsAllValues]
    public TrafficForm Form { get; set; }

    /// <summary>Subscribers, a third of each kind of access; all of them mirrored.</summary>
    [Params(10, 1_000_000)]
    public int Subscribers { get; set; }

    /// <summary>Kinds of traffic, and the lengths of udp packets.</summary>
    [Params("udp 110", "udp imix", "udp 1400", "everything")]
    public string Mix { get; set; } = "";

    /// <summary>Lets everybody be online from the beginning.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var plan = new TrafficPlan
        {
            Population = SyntheticPopulation.PlanOf(Subscribers, mirrored: Subscribers),
            Mix = Mix switch
            {
                "everything" => Everything,
                "udp imix" => [new MixShare(ApplicationKind.Udp, 1)],
                _ => [FixedSize(int.Parse(Mix.Split(' ')[1]))],
            },
        };
        var clock = new VirtualClock(PacingSchedule.CopiesPerSecond(1_000_000));
        _generator = new TrafficGenerator(plan, Form, clock, new GeneratorSupplies());
    }

    /// <summary>Fills batches.</summary>
    [Benchmark(OperationsPerInvoke = Batches * GeneratedBatch.Capacity)]
    public void Fill()
    {
        for (var i = 0; i < Batches; i++)
            _generator.Fill(_batch);
    }

    private static MixShare[] Everything =>
        [
            .. Enum.GetValues<ApplicationKind>()
                .Where(kind => kind != ApplicationKind.Capture)
                .Select(kind => new MixShare(kind, 1) { Ipv6 = 0.5m }),
        ];

    private static MixShare FixedSize(int length) =>
        new(ApplicationKind.Udp, 1) { Sizes = new SizeDistribution([new SizeRange(length, length, 1)]) };
}
