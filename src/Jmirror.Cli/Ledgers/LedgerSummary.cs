using Jmirror.Engine.Impairing;
using Jmirror.Engine.Ledgers;
using Jmirror.Verification.Streams;

namespace Jmirror.Cli.Ledgers;

/// <summary>Sums over the packets of a ledger, all together and by stream.</summary>
internal sealed class LedgerSummary
{
    private readonly Dictionary<StreamKey, LedgerSums> _streams = [];

    public LedgerSums Total { get; } = new();

    public long Packets => Total.Packets;

    /// <summary>The streams by ids, then addresses and ports.</summary>
    public IReadOnlyList<(StreamKey Key, LedgerSums Sums)> Streams =>
        [
            .. _streams
                .OrderBy(stream => stream.Key.MirrorId)
                .ThenBy(stream => stream.Key.SessionId)
                .ThenBy(stream => stream.Key.Source.Value)
                .ThenBy(stream => stream.Key.Destination.Value)
                .ThenBy(stream => stream.Key.SourcePort)
                .ThenBy(stream => stream.Key.DestinationPort)
                .Select(stream => (stream.Key, stream.Value)),
        ];

    public void Add(in SentPacket packet, in StreamKey stream)
    {
        if (!_streams.TryGetValue(stream, out var sums))
            _streams.Add(stream, sums = new LedgerSums());
        sums.Add(packet);
        Total.Add(packet);
    }
}

/// <summary>Sums over packets of a ledger.</summary>
internal sealed class LedgerSums
{
    private readonly long[] _faults = new long[FaultKinds.Count];

    public long Packets { get; private set; }

    /// <summary>Bytes of the mirrored packets.</summary>
    public long Bytes { get; private set; }

    /// <summary>Earliest and latest time, nanoseconds since 1970-01-01 UTC; meaningless without packets.</summary>
    public (long First, long Last) Times { get; private set; } = (long.MaxValue, long.MinValue);

    /// <summary>The faults that there are, and how many packets have each.</summary>
    public IEnumerable<(FaultKind Fault, long Packets)> Faults =>
        _faults.Select((count, fault) => ((FaultKind)fault, count)).Skip(1).Where(pair => pair.count > 0);

    public void Add(in SentPacket packet)
    {
        Packets++;
        Bytes += packet.Length;
        Times = (Math.Min(Times.First, packet.Time), Math.Max(Times.Last, packet.Time));
        _faults[(int)packet.Fault]++;
    }
}
