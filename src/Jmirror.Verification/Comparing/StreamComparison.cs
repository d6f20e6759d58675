using Jmirror.Engine.Measuring;
using Jmirror.Verification.Streams;

namespace Jmirror.Verification.Comparing;

/// <summary>One stream of the ledger and what became of it.</summary>
public sealed class StreamComparison
{
    internal StreamComparison(StreamKey key) => Key = key;

    /// <summary>Which stream it is.</summary>
    public StreamKey Key { get; }

    /// <summary>The counts.</summary>
    public ComparisonFigures Figures { get; } = new();

    /// <summary>Where packets were lost; null while none was.</summary>
    public LossRuns? Losses { get; private set; }

    /// <summary>
    /// One-way latency, nanoseconds; null without a shared clock or beyond <see cref="ComparisonOptions.LatencyStreams"/>.
    /// </summary>
    public Histogram? Latency { get; internal init; }

    /// <summary>The name under which the first misdirected packet came; null while none did.</summary>
    public StreamKey? MisdirectedTo { get; internal set; }

    /// <summary>Highest position that arrived or was given up; -1 at first.</summary>
    internal long Highest { get; set; } = -1;

    /// <summary>Last position that arrivals have skipped; far below all others at first.</summary>
    internal long LastSkipped { get; set; } = -SentWindow.NearBy;

    /// <summary>
    /// Ordinal of the packet that should come next: of those behind <see cref="Highest"/> the first one in the window that
    /// arrives in its place, or the highest itself when it was sent twice on purpose.
    /// </summary>
    internal long Expected { get; set; } = SentWindow.None;

    /// <summary>Ordinal of the stream's last packet.</summary>
    internal long Newest { get; set; } = SentWindow.None;

    /// <summary>Ordinal of the first packet that is not indexed by digest.</summary>
    internal long NextToIndex { get; set; } = SentWindow.None;

    /// <summary>Strays in a row since the last packet that was recognized.</summary>
    internal long StraysInARow { get; set; }

    /// <summary>Strays of its name that wait for an explanation.</summary>
    internal int StraysWaiting { get; set; }

    internal Holes Holes { get; } = new();

    /// <summary>Null while the ledger has told of none.</summary>
    internal DelayedPackets? Delayed { get; set; }

    internal void Lose(in Hole hole)
    {
        Figures.Lost++;
        Losses ??= new LossRuns();
        Losses.Add(hole.Position, hole.Time);
    }
}
