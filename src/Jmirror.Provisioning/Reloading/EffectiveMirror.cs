using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Reloading;

/// <summary>
/// A mirror with everything that its request is made of: two that are equal make the same request, whatever else
/// changed in the file.
/// </summary>
/// <param name="Mirror">The mirror.</param>
/// <param name="Policy">The policy that it names.</param>
/// <param name="Analyzer">The analyzer that it or its policy names, with what it takes over from the router.</param>
/// <param name="TimeToLive">TTL of the router.</param>
internal sealed record EffectiveMirror(
    MirrorConfig Mirror,
    PolicyConfig? Policy,
    AnalyzerConfig Analyzer,
    byte TimeToLive
);

/// <summary>Completes mirrors with the parts of one configuration that they name.</summary>
internal sealed class EffectiveMirrors(EmulatorConfig config)
{
    private readonly Dictionary<string, AnalyzerConfig> _analyzers = config.Analyzers.ToDictionary(
        analyzer => analyzer.Name,
        StringComparer.Ordinal
    );

    private readonly Dictionary<string, PolicyConfig> _policies = config.Policies.ToDictionary(
        policy => policy.Name,
        StringComparer.Ordinal
    );

    /// <summary>Completes a mirror that was checked against the configuration.</summary>
    public EffectiveMirror Of(MirrorConfig mirror)
    {
        var policy = mirror.Policy is { } name ? _policies[name] : null;
        var analyzer = _analyzers[mirror.Analyzer ?? policy!.Analyzer];
        return new EffectiveMirror(mirror, policy, analyzer, config.Router.TimeToLive);
    }
}
