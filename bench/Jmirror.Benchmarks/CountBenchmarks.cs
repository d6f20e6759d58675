using BenchmarkDotNet.Attributes;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Matching;

namespace Jmirror.Benchmarks;

/// <summary>Nanoseconds to count a copy: by the thread that counted the mirror's first one, and by another.</summary>
public class CountBenchmarks
{
    private const int Copies = 4096;

    private readonly Mirror _mirror = new(ManyMirrors.Definition(0));
    private readonly RunCounters _owner = new();
    private readonly RunCounters _other = new();

    /// <summary>Lets the owner count first.</summary>
    [GlobalSetup]
    public void Setup() => _mirror.CountCopy(1, _owner);

    /// <summary>By the thread that was first.</summary>
    [Benchmark(OperationsPerInvoke = Copies)]
    public void ByOwner()
    {
        for (var i = 0; i < Copies; i++)
            _mirror.CountCopy(i, _owner);
    }

    /// <summary>By another thread.</summary>
    [Benchmark(OperationsPerInvoke = Copies)]
    public void ByOther()
    {
        for (var i = 0; i < Copies; i++)
            _mirror.CountCopy(i, _other);
    }
}
