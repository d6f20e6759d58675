using Jmirror.Network.Sinks;

namespace Jmirror.Cli.Running;

/// <summary>What the command line says of a live run.</summary>
internal sealed record RunSettings
{
    public required string ConfigFile { get; init; }

    /// <summary>How copies are sent.</summary>
    public SinkEngine Engine { get; init; } = SinkEngine.Auto;

    /// <summary>The run ends by itself after this time; null: only when it is told to.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>File that records what was sent; null for none.</summary>
    public string? Ledger { get; init; }

    public bool Json { get; init; }
}
