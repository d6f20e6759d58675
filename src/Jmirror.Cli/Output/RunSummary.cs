using Jmirror.Engine.Counting;
using Jmirror.Engine.Matching;

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

    public required IReadOnlyList<Mirror> Mirrors { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>Sentences about damaged input, interruption, figures that do not add up.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>Copies sent per second; 0 when nothing took no time.</summary>
    public double AchievedPps => Duration > TimeSpan.Zero ? Counters.Sent / Duration.TotalSeconds : 0;
}
