using Jmirror.Verification.Reporting;

namespace Jmirror.Verification.Comparing;

/// <summary>Limits and assumptions of a comparison.</summary>
public sealed record ComparisonOptions
{
    /// <summary>
    /// Most sent packets that are remembered, and most arrivals that wait for an explanation. A packet that comes
    /// later than this many others of all streams were sent is not recognized. One million, the default, take 50 MB, and 150 MB
    /// more when nothing that arrives is recognized.
    /// </summary>
    public int WindowPackets { get; init; } = 1 << 20;

    /// <summary>
    /// How long a sent packet is remembered, nanoseconds of the sender's clock: once one that was sent so much later
    /// has arrived, it is lost. 10 s unless told.
    /// </summary>
    public long WindowTime { get; init; } = 10_000_000_000;

    /// <summary>
    /// True when sender and receiver read the same clock, as on one machine. Otherwise no latency is measured.
    /// </summary>
    public bool ClockIsShared { get; init; }

    /// <summary>
    /// Where packets sent and packets lost are counted by the time at which they were sent; null for nowhere.
    /// </summary>
    public RateSeries? Rates { get; init; }

    /// <summary>Streams with a latency histogram of their own, the first ones; 20 kB each.</summary>
    public int LatencyStreams { get; init; } = 1000;

    /// <summary>Streams that are not in the ledger and are listed by name; packets of others are only counted.</summary>
    public int ForeignStreams { get; init; } = 10_000;
}
