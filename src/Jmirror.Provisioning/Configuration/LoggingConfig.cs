using Microsoft.Extensions.Logging;

namespace Jmirror.Provisioning.Configuration;

/// <summary>What is written down during a run.</summary>
public sealed record LoggingConfig
{
    /// <summary>Least weight of lines in the ordinary log.</summary>
    public LogLevel Level { get; init; } = LogLevel.Information;

    /// <summary>File of the secure log; null: memory only.</summary>
    public string? SecureLogFile { get; init; }

    /// <summary>Lines of the secure log that are kept in memory.</summary>
    public int SecureLogSize { get; init; } = DefaultSecureLogSize;

    /// <summary>Where it was written.</summary>
    public ConfigOrigin Origin { get; init; } = ConfigOrigin.Nowhere;

    internal const int DefaultSecureLogSize = 10_000;
}
