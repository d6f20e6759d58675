using Jmirror.Cli.Output;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Pacing;
using Jmirror.Traffic.Generating;
using Jmirror.Traffic.Sessions;

namespace Jmirror.Cli.Generating;

/// <summary>What a generator reports when it ends.</summary>
internal sealed record GenerateSummary
{
    public required TrafficForm Form { get; init; }

    /// <summary>Where the packets went, in words.</summary>
    public required IReadOnlyList<string> Outputs { get; init; }

    /// <summary>What was generated, by kind of traffic.</summary>
    public required TrafficCounters Traffic { get; init; }

    /// <summary>Who came and went.</summary>
    public required SessionBook Sessions { get; init; }

    /// <summary>What became of logins by RADIUS; null where nobody logged in so.</summary>
    public RadiusSummary? Radius { get; init; }

    /// <summary>What became of it; in the form of frames, <see cref="RunCounters.Mirrored"/> counts frames.</summary>
    public required RunCounters Counters { get; init; }

    /// <summary>Copies that a router has to make of the frames, by the ledger; null where there is none of them.</summary>
    public long? Expected { get; init; }

    /// <summary>The latest mirror of each mirrored subscriber of whom there was a packet.</summary>
    public required IReadOnlyCollection<Mirror> Mirrors { get; init; }

    /// <summary>What mirrors of earlier sessions copied.</summary>
    public EndedCopies Ended { get; init; }

    /// <summary>Wanted and achieved rate; null where nothing was sent.</summary>
    public PacingReport? Pacing { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>How long the traffic lasts by its own time.</summary>
    public required TimeSpan GeneratedTime { get; init; }

    /// <summary>Sentences about interruption, unreachable analyzers, figures that do not add up.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>Packets sent or written per second.</summary>
    public double AchievedPps =>
        Pacing?.AchievedPps ?? (Duration > TimeSpan.Zero ? Counters.Sent / Duration.TotalSeconds : 0);
}
