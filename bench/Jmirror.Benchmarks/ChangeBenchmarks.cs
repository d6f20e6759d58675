using BenchmarkDotNet.Attributes;
using Jmirror.Engine.Matching;

namespace Jmirror.Benchmarks;

/// <summary>
/// Time to change one mirror among many, and the memory it takes. Mirrors all over the table are changed in turn;
/// what hash tables cost that are built anew is in it.
/// </summary>
[MemoryDiagnoser]
public class ChangeBenchmarks
{
    private const int Changes = 4096;

    private readonly MirrorDefinition[] _definitions = new MirrorDefinition[Changes];
    private readonly int[] _places = new int[Changes];
    private readonly MirrorTable _table = new(TriggerPrecedence.EveryHit, []);
    private Mirror[] _mirrors = [];

    /// <summary>Live mirrors.</summary>
    [Params(1_000, 1_000_000)]
    public int Mirrors { get; set; }

    /// <summary>Builds the table.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _mirrors = [.. Enumerable.Range(0, Mirrors).Select(i => _table.Add(ManyMirrors.Definition(i)))];
        for (var i = 0; i < Changes; i++)
        {
            _places[i] = ManyMirrors.Spread(i, Mirrors);
            _definitions[i] = ManyMirrors.Definition(_places[i]);
        }
    }

    /// <summary>A mirror goes and comes again: two changes.</summary>
    [Benchmark(OperationsPerInvoke = Changes)]
    public void RemoveAndAdd()
    {
        for (var i = 0; i < Changes; i++)
        {
            ref var mirror = ref _mirrors[_places[i]];
            _table.Remove(mirror);
            mirror = _table.Add(_definitions[i]);
        }
    }

    /// <summary>A mirror under another header.</summary>
    [Benchmark(OperationsPerInvoke = Changes)]
    public void Replace()
    {
        for (var i = 0; i < Changes; i++)
        {
            ref var mirror = ref _mirrors[_places[i]];
            mirror = _table.Replace(mirror, _definitions[i]);
        }
    }

    /// <summary>A mirror under another trigger, and back again: two changes.</summary>
    [Benchmark(OperationsPerInvoke = Changes)]
    public void RetriggerTwice()
    {
        for (var i = 0; i < Changes; i++)
        {
            var mirror = _mirrors[_places[i]];
            _table.Retrigger(mirror, [ManyMirrors.TriggerOf(Mirrors + i)]);
            _table.Retrigger(mirror, _definitions[i].Triggers);
        }
    }
}
