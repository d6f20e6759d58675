namespace Jmirror.Engine.Pacing;

/// <summary>How far departures may bunch together when the schedule asks for it or the machine was late.</summary>
public sealed record PacingLimits
{
    /// <summary>Bursts of 100 microseconds' worth, lateness forgiven beyond one second.</summary>
    public static PacingLimits Default { get; } = new();

    /// <summary>
    /// Catching up runs through the schedule at most this many times as fast as the schedule itself, pauses included.
    /// </summary>
    public const int CatchUpFactor = 2;

    /// <summary>Most copies that leave back to back, from 1. Absent: <see cref="BurstTime"/> decides.</summary>
    public int? BurstCopies { get; init; }

    /// <summary>
    /// The stretch of the schedule, nanoseconds, whose copies may leave back to back after a delay; one copy may
    /// always leave. Not looked at when <see cref="BurstCopies"/> is given.
    /// </summary>
    public long BurstTime { get; init; } = 100_000;

    /// <summary>
    /// Lateness, nanoseconds, up to which lost time is caught up. A copy later than this is a slip: the rest of the
    /// schedule moves back by its lateness.
    /// </summary>
    public long ForgiveAfter { get; init; } = 1_000_000_000;
}
