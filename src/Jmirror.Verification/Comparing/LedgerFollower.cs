using Jmirror.Verification.Ledgers;

namespace Jmirror.Verification.Comparing;

/// <summary>
/// Feeds a comparison from a ledger file and from arrivals, so that what was sent is known before it is asked for:
/// afterwards, or live while the ledger grows.
/// </summary>
/// <remarks>
/// With a shared clock the ledger is read to <see cref="Lead"/> past each arrival's time. Without one it is read
/// half a window ahead of the newest packet recognized, and always as far as the delay of the last one says.
/// </remarks>
/// <param name="ledger">The ledger; stays the caller's to dispose.</param>
/// <param name="comparison">What is fed.</param>
/// <param name="options">Those of the comparison.</param>
/// <param name="holdBack">
/// How long arrivals wait for the ledger, nanoseconds: 0 for a finished one, <see cref="LiveHoldBack"/> for one that
/// is being written.
/// </param>
public sealed class LedgerFollower(
    LedgerReader ledger,
    LedgerComparison comparison,
    ComparisonOptions options,
    long holdBack
)
{
    /// <summary>Five times as long as a ledger may keep a packet in memory, nanoseconds.</summary>
    public const long LiveHoldBack = 500_000_000;

    /// <summary>What the two readings of a shared clock may differ by, nanoseconds.</summary>
    private const long Lead = 100_000_000;

    private readonly Queue<Arrival> _held = [];
    private readonly List<int> _numbers = [];
    private long _ledgerTime = long.MinValue;

    /// <summary>Arrivals that wait for the ledger.</summary>
    public int Held => _held.Count;

    /// <summary>Takes an arrival; arrivals come in the order of their times, nearly.</summary>
    /// <exception cref="IOException">The ledger could not be read.</exception>
    public void Add(in Arrival arrival)
    {
        if (holdBack == 0)
        {
            Compare(arrival);
            return;
        }
        _held.Enqueue(arrival);
        Advance(arrival.Time);
    }

    /// <summary>Compares the arrivals that have waited long enough by <paramref name="now"/>: call it while nothing arrives.</summary>
    /// <param name="now">The receiver's clock, nanoseconds since 1970-01-01 UTC.</param>
    /// <exception cref="IOException">The ledger could not be read.</exception>
    public void Advance(long now)
    {
        while (
            _held.TryPeek(out var oldest)
            && (now - oldest.Time >= holdBack || _held.Count > options.WindowPackets)
        )
            Compare(_held.Dequeue());
    }

    /// <summary>Compares all that is held and the rest of the ledger, and ends the comparison.</summary>
    /// <exception cref="IOException">The ledger could not be read.</exception>
    public void Finish()
    {
        while (_held.TryDequeue(out var arrival))
            Compare(arrival);
        while (TryReadNext()) { }
        comparison.Finish();
    }

    private void Compare(in Arrival arrival)
    {
        while (IsAheadOfLedger(arrival) && TryReadNext()) { }
        comparison.Add(arrival);
    }

    private bool IsAheadOfLedger(in Arrival arrival)
    {
        if (options.ClockIsShared)
            return _ledgerTime <= arrival.Time + Lead;
        var compared = Math.Max(comparison.Recognized, comparison.Arrivals);
        return comparison.Sent < compared + options.WindowPackets / 2
            || (comparison.LastDelay is { } delay && _ledgerTime <= arrival.Time - delay);
    }

    private bool TryReadNext()
    {
        if (!ledger.TryRead(out var packet))
            return false;
        while (_numbers.Count < ledger.Streams.Count)
            _numbers.Add(comparison.NumberOf(ledger.Streams[_numbers.Count]));
        comparison.Add(packet with { Stream = _numbers[packet.Stream] });
        _ledgerTime = packet.Time;
        return true;
    }
}
