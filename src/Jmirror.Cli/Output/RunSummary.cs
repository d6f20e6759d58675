using Jmirror.Engine.Counting;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Measuring;
using Jmirror.Engine.Pacing;
using Jmirror.Network.Linux.Receiving;

namespace Jmirror.Cli.Output;

/// <summary>What a mirroring command reports when it ends.</summary>
internal sealed record RunSummary
{
    /// <summary>The command's name.</summary>
    public required string Command { get; init; }

    /// <summary>The captures or interfaces it read.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>Where the copies went, in words.</summary>
    public required IReadOnlyList<string> Outputs { get; init; }

    public required RunCounters Counters { get; init; }

    public required IReadOnlyCollection<Mirror> Mirrors { get; init; }

    /// <summary>What mirrors copied that ended before the run did.</summary>
    public EndedCopies Ended { get; init; }

    /// <summary>Complete passes over the inputs.</summary>
    public long Passes { get; init; } = 1;

    /// <summary>Wanted and achieved rate; null where nothing was paced.</summary>
    public PacingReport? Pacing { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>What the kernel saw and dropped on the capture interfaces; null where nothing was captured.</summary>
    public KernelCounters? Kernel { get; init; }

    /// <summary>Time from the capture of a frame until its copy was sent, nanoseconds; null where nothing was captured.</summary>
    public Histogram? Latency { get; init; }

    /// <summary>What was done with RADIUS; null where nothing was.</summary>
    public RadiusSummary? Radius { get; init; }

    /// <summary>Sentences about damaged input, interruption, figures that do not add up.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>Copies sent per second; 0 when nothing took no time.</summary>
    public double AchievedPps =>
        Pacing?.AchievedPps ?? (Duration > TimeSpan.Zero ? Counters.Sent / Duration.TotalSeconds : 0);
}
