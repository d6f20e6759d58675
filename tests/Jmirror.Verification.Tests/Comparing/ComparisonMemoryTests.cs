using Jmirror.Engine.Ledgers;
using Jmirror.Verification.Comparing;
using Jmirror.Verification.Streams;

namespace Jmirror.Verification.Tests.Comparing;

/// <summary>Runs alone: the memory in use is that of the whole process.</summary>
[CollectionDefinition(nameof(ComparisonMemoryTests), DisableParallelization = true)]
[Collection(nameof(ComparisonMemoryTests))]
public sealed class ComparisonMemoryTests
{
    private const int Window = 4096;
    private const long AllowedGrowth = 1_000_000;

    private static readonly StreamKey Stream = Path.Stream(session: 1);

    private readonly LedgerComparison _comparison = new(
        new ComparisonOptions { WindowPackets = Window, ForeignStreams = 10 }
    );

    [Fact]
    public void Memory_EverythingLostAndEverythingForeign_StaysBounded() =>
        AssertBounded(i => new Arrival(Stream, ~(ulong)i, 100, i));

    [Fact]
    public void Memory_EveryArrivalOfAnotherForeignStream_StaysBounded() =>
        AssertBounded(i => new Arrival(Path.Stream((uint)i + 2), ~(ulong)i, 100, i));

    [Fact]
    public void Memory_EveryArrivalTheSameForeignPacket_StaysBounded() =>
        AssertBounded(i => new Arrival(Stream, ulong.MaxValue, 100, i));

    private void AssertBounded(Func<int, Arrival> arrival)
    {
        var number = _comparison.NumberOf(Stream);
        Run(0, 5 * Window);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Run(5 * Window, 100 * Window);
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(grown < AllowedGrowth, $"{grown} bytes more");
        GC.KeepAlive(_comparison);

        void Run(int from, int to)
        {
            for (var i = from; i < to; i++)
            {
                _comparison.Add(new SentPacket(number, (ulong)i, 100, i));
                _comparison.Add(arrival(i));
            }
        }
    }
}
