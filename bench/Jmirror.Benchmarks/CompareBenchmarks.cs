using BenchmarkDotNet.Attributes;
using Jmirror.Engine.Impairing;
using Jmirror.Engine.Ledgers;
using Jmirror.Protocol.Ip;
using Jmirror.Verification.Comparing;
using Jmirror.Verification.Streams;

namespace Jmirror.Benchmarks;

/// <summary>
/// Nanoseconds per packet of the comparison with the ledger, 100 streams in turn, all packets different: what a fault in
/// every n-th packet costs on average.
/// </summary>
[MemoryDiagnoser]
public class CompareBenchmarks
{
    private const int Packets = 100_000;
    private const int Streams = 100;
    private const int Length = 1000;
    private const int CutLength = 500;
    private const int Lead = 256;

    private readonly List<StreamKey> _keys =
    [
        .. Enumerable
            .Range(1, Streams)
            .Select(number => new StreamKey(
                new Ipv4Address(0xc000_0201),
                new Ipv4Address(0xc000_0264),
                30030,
                30030,
                (uint)number,
                (uint)number
            )),
    ];

    /// <summary>What the sender did to some.</summary>
    [Params(FaultKind.None, FaultKind.Loss, FaultKind.Duplicate, FaultKind.Truncate)]
    public FaultKind Fault { get; set; }

    /// <summary>One packet in so many has it.</summary>
    [Params(100, 5)]
    public int Every { get; set; }

    /// <summary>Compares all packets; the ledger is a little ahead, as it is for a live receiver.</summary>
    [Benchmark(OperationsPerInvoke = Packets)]
    public long Compare()
    {
        var comparison = new LedgerComparison(new ComparisonOptions());
        foreach (var key in _keys)
            comparison.NumberOf(key);
        for (var i = 0; i < Packets + Lead; i++)
        {
            if (i < Packets)
                comparison.Add(new SentPacket(i % Streams, DigestOf(i), Length, i, FaultOf(i)));
            if (i >= Lead)
                Arrive(comparison, i - Lead);
        }
        comparison.Finish();
        return comparison.Total().Received;
    }

    private static ulong DigestOf(int packet) => (ulong)packet * 0x9e37_79b9_7f4a_7c15;

    // Streams have theirs at different times.
    private FaultKind FaultOf(int packet) =>
        packet / Streams % Every == packet % Streams % Every ? Fault : FaultKind.None;

    private void Arrive(LedgerComparison comparison, int packet)
    {
        var arrival = new Arrival(_keys[packet % Streams], DigestOf(packet), Length, packet);
        switch (FaultOf(packet))
        {
            case FaultKind.Loss:
                return;
            case FaultKind.Duplicate:
                comparison.Add(arrival);
                break;
            case FaultKind.Truncate:
                arrival = arrival with { Digest = ~arrival.Digest, Length = CutLength };
                break;
            default:
                break;
        }
        comparison.Add(arrival);
    }
}
