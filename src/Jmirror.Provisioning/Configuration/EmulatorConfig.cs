namespace Jmirror.Provisioning.Configuration;

/// <summary>
/// What a configuration file says, with every default filled in. Equal by value; where things were written does not
/// count.
/// </summary>
public sealed record EmulatorConfig
{
    /// <summary>The router that is played.</summary>
    public RouterConfig Router { get; init; } = new();

    /// <summary>Where traffic comes from.</summary>
    public CaptureConfig Capture { get; init; } = new();

    /// <summary>Analyzers, in order of definition. A way out has its analyzer's place in this list as number.</summary>
    public ConfigList<AnalyzerConfig> Analyzers { get; init; } = [];

    /// <summary>Secure policies, in order of definition.</summary>
    public ConfigList<PolicyConfig> Policies { get; init; } = [];

    /// <summary>Mirrors, in order of definition.</summary>
    public ConfigList<MirrorConfig> Mirrors { get; init; } = [];

    /// <summary>Subscribers that are known beforehand.</summary>
    public ConfigList<SubscriberConfig> Subscribers { get; init; } = [];

    /// <summary>The DTCP service; null: none.</summary>
    public DtcpConfig? Dtcp { get; init; }

    /// <summary>What the subscriber table learns from the wire.</summary>
    public LearningConfig Learning { get; init; } = new();

    /// <summary>Where the control API listens.</summary>
    public ApiConfig Api { get; init; } = new();

    /// <summary>What is written down during a run.</summary>
    public LoggingConfig Logging { get; init; } = new();

    /// <summary>What the router does with RADIUS; null: nothing.</summary>
    public RadiusConfig? Radius { get; init; }

    /// <summary>Where it was written.</summary>
    public ConfigOrigin Origin { get; init; } = ConfigOrigin.Nowhere;

    /// <summary>The policy that a mirror of this configuration applies; null when its analyzer stands alone.</summary>
    internal PolicyConfig? PolicyOf(MirrorConfig mirror) =>
        mirror.Policy is { } name
            ? Policies.FirstOrDefault(policy => string.Equals(policy.Name, name, StringComparison.Ordinal))
            : null;

    /// <summary>The analyzer that a mirror sends to, by itself or by its policy; null when a name leads nowhere.</summary>
    internal AnalyzerConfig? AnalyzerOf(MirrorConfig mirror)
    {
        var name = mirror.Analyzer ?? PolicyOf(mirror)?.Analyzer;
        return Analyzers.FirstOrDefault(analyzer =>
            string.Equals(analyzer.Name, name, StringComparison.Ordinal)
        );
    }
}
