using System.Text.Json;
using Jmirror.Engine.Registry;
using Jmirror.Provisioning.Logging;
using Jmirror.Provisioning.Reloading;
using Microsoft.Extensions.Logging;

namespace Jmirror.Provisioning.Api;

/// <summary>What the control API shows and steers.</summary>
public sealed record ApiServices
{
    /// <summary>Carries out.</summary>
    public required IControlPlane Control { get; init; }

    /// <summary>Adds, replaces and deletes in the words of the configuration.</summary>
    public required Provisioner Provisioner { get; init; }

    /// <summary>The secure log.</summary>
    public required SecureLog SecureLog { get; init; }

    /// <summary>What happens, while it happens.</summary>
    public required LiveEvents Events { get; init; }

    /// <summary>Reads the configuration file again and applies it.</summary>
    public required Func<ReloadOutcome> Reload { get; init; }

    /// <summary>Writes the counters of the run as one JSON object.</summary>
    public required Action<Utf8JsonWriter> WriteStatistics { get; init; }

    /// <summary>Writes the metrics of the run in Prometheus' text format.</summary>
    public required Action<TextWriter> WriteMetrics { get; init; }

    /// <summary>The ordinary log.</summary>
    public required ILogger Logger { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Version of the product, as the OpenAPI document names it.</summary>
    public required string Version { get; init; }
}
