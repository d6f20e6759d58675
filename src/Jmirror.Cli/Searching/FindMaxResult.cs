using Jmirror.Engine.Counting;
using Jmirror.Engine.Matching;
using Jmirror.Verification.Searching;

namespace Jmirror.Cli.Searching;

/// <summary>What a search reports when it ends.</summary>
internal sealed record FindMaxResult
{
    public required FindMaxSettings Settings { get; init; }

    public required RateSearchReport Search { get; init; }

    /// <summary>Packets of each trial that our own receiver was too slow for.</summary>
    public required IReadOnlyList<long> DroppedByReceiver { get; init; }

    /// <summary>Where the copies went, in words.</summary>
    public required IReadOnlyList<string> Outputs { get; init; }

    /// <summary>Who counted what arrived, in words.</summary>
    public required string Receiver { get; init; }

    /// <summary>What became of every packet, those of the warm-up included.</summary>
    public required RunCounters Counters { get; init; }

    public required IReadOnlyCollection<Mirror> Mirrors { get; init; }

    public required DateTimeOffset Start { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>Sentences about what may make the result worth less.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>Captures it read.</summary>
    public IEnumerable<string> Inputs => Settings.Replay.Captures.Select(capture => capture.Path);

    /// <summary>Millions of bits per second of outer IP datagrams at the found rate; null when there is none.</summary>
    public double? FoundMbps => Search.FoundPps * Counters.SentBytes / Math.Max(1, Counters.Sent) * 8 / 1e6;
}
