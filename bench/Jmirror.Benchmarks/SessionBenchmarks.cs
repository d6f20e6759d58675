using BenchmarkDotNet.Attributes;
using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Sessions;

namespace Jmirror.Benchmarks;

/// <summary>
/// What sessions of synthetic subscribers cost: to open the book, and nanoseconds for a change, signalling excluded,
/// while all come and go at random.
/// </summary>
[MemoryDiagnoser]
public class SessionBenchmarks
{
    private const int Changes = 4096;

    private static readonly DurationDistribution Minute = new(DurationShape.Exponential, 60_000_000_000);

    private static readonly ChurnPlan Churn = new()
    {
        LoginsPerSecond = ChurnRules.MaxLoginsPerSecond,
        Online = Minute,
        Offline = Minute,
    };

    private SessionBook _book = null!;

    /// <summary>Subscribers.</summary>
    [Params(100, 1_000_000)]
    public int Subscribers { get; set; }

    /// <summary>Lets everybody log in, and some have gone again.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _book = OpenWithChurn();
        for (var i = 0; i < 2 * Subscribers; i++)
            Change();
    }

    /// <summary>All sessions stand from the beginning.</summary>
    [Benchmark]
    public SessionBook Open() => new(SyntheticPopulation.Of(Subscribers), churn: null, seed: 1);

    /// <summary>Everybody is yet to come.</summary>
    [Benchmark]
    public SessionBook OpenWithChurn() => new(SyntheticPopulation.Of(Subscribers), Churn, seed: 1);

    /// <summary>A login or a logout, from the moment it is due until the next one of this subscriber is in the queue.</summary>
    [Benchmark(OperationsPerInvoke = Changes)]
    public void TakeChanges()
    {
        for (var i = 0; i < Changes; i++)
            Change();
    }

    private void Change()
    {
        _book.TryTakeChange(long.MaxValue, out var change);
        if (change.IsLogin)
            _book.Established(change.Subscriber, change.Time);
        else
            _book.Ended(change.Subscriber, change.Time);
    }
}
