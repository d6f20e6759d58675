using BenchmarkDotNet.Attributes;
using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Population;

namespace Jmirror.Benchmarks;

/// <summary>Nanoseconds to work out a synthetic subscriber, by how many there are. One in a hundred is mirrored.</summary>
[MemoryDiagnoser]
public class PopulationBenchmarks
{
    private const int Lookups = 4096;

    private readonly byte[] _name = new byte[SubscriberPopulation.MaxNameLength];
    private SubscriberPopulation _population = null!;

    /// <summary>Subscribers, a third of each kind of access.</summary>
    [Params(100, 1_000_000)]
    public int Subscribers { get; set; }

    /// <summary>Prepares the formulas.</summary>
    [GlobalSetup]
    public void Setup() => _population = SyntheticPopulation.Of(Subscribers);

    /// <summary>Everything but the names.</summary>
    [Benchmark(OperationsPerInvoke = Lookups)]
    public uint Subscriber()
    {
        var sum = 0u;
        for (var i = 0; i < Lookups; i++)
        {
            var subscriber = _population[ManyMirrors.Spread(i, Subscribers) + 1];
            sum += subscriber.Addresses.Ipv4.Value + subscriber.MirrorId;
        }
        return sum;
    }

    /// <summary>The number of a mirrored subscriber.</summary>
    [Benchmark(OperationsPerInvoke = Lookups)]
    public int MirroredNumber()
    {
        var sum = 0;
        for (var i = 0; i < Lookups; i++)
            sum += _population.MirroredNumber(ManyMirrors.Spread(i, _population.Mirrored));
        return sum;
    }

    /// <summary>A name, as signalling writes it.</summary>
    [Benchmark(OperationsPerInvoke = Lookups)]
    public int WriteUsername()
    {
        var sum = 0;
        for (var i = 0; i < Lookups; i++)
            sum += _population.WriteUsername(ManyMirrors.Spread(i, Subscribers) + 1, _name);
        return sum;
    }
}

/// <summary>Synthetic subscribers for benchmarks.</summary>
internal static class SyntheticPopulation
{
    /// <summary>A third of each kind of access, one in a hundred mirrored.</summary>
    public static SubscriberPopulation Of(int count) => new(PlanOf(count, count / 100));

    /// <summary>A third of each kind of access, two VLAN tags.</summary>
    public static PopulationPlan PlanOf(int count, int mirrored) =>
        new()
        {
            Count = count,
            Mirrored = mirrored,
            Access = [new(AccessKind.Ipoe, 1), new(AccessKind.Pppoe, 1), new(AccessKind.L2tp, 1)],
            OuterVlans = new VlanRange(1, 4000),
            InnerVlans = new VlanRange(1, 4000),
        };
}
