using Jmirror.Cli.Options;

namespace Jmirror.Cli.Receiving;

/// <summary>What the command line of <c>receive</c> or <c>compare</c> said; null where it said nothing.</summary>
internal sealed record ReceiveSettings
{
    /// <summary>The command's name.</summary>
    public required string Command { get; init; }

    /// <summary>Captures to read instead of listening.</summary>
    public IReadOnlyList<string> Captures { get; init; } = [];

    public Endpoint? Listen { get; init; }
    public string? Interface { get; init; }
    public string? Filter { get; init; }

    /// <summary>Destination ports that carry mirrored packets; null to recognise them on any port.</summary>
    public IReadOnlySet<ushort>? Ports { get; init; }

    public bool IsBare { get; init; }

    /// <summary>Where mirrored packets are written without their headers.</summary>
    public string? Write { get; init; }

    /// <summary>Where the frames that carry them are written as they came.</summary>
    public string? WriteDatagrams { get; init; }
    public Endpoint? Metrics { get; init; }
    public TimeSpan? Duration { get; init; }
    public TimeSpan? Idle { get; init; }
    public long? Limit { get; init; }
    public required VerdictOptions Verdict { get; init; }
    public bool Json { get; init; }

    /// <summary>True when packets arrive now, not from a file.</summary>
    public bool IsLive => Captures.Count == 0;

    /// <summary>True when sender and receiver read the same clock, so that latency can be told.</summary>
    public bool ClockIsShared =>
        (Verdict.Clock ?? (IsLive ? ClockRelation.Shared : ClockRelation.Apart)) == ClockRelation.Shared;
}
