using Jmirror.Engine.Frames;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Registry;
using Jmirror.Protocol.Mirror;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Compiling;

/// <summary>
/// Turns mirrors of a configuration, or asked for by the API in its words, into requests. Not for use by several
/// threads at once.
/// </summary>
public sealed class MirrorCompiler
{
    private readonly RouterConfig _router;
    private readonly IAnalyzerWays _ways;
    private readonly TriggerCompiler _triggers;
    private readonly Dictionary<string, AnalyzerConfig> _analyzers;
    private readonly Dictionary<string, PolicyConfig> _policies;

    /// <summary>Prepares for mirrors that name analyzers and policies of <paramref name="config"/>.</summary>
    /// <param name="config">Loaded without errors.</param>
    /// <param name="interfaces">Numbers the capture interfaces that triggers name.</param>
    /// <param name="ways">Gives the ways out.</param>
    public MirrorCompiler(EmulatorConfig config, CaptureInterfaces interfaces, IAnalyzerWays ways)
    {
        (_router, _ways) = (config.Router, ways);
        _triggers = new TriggerCompiler(interfaces);
        _analyzers = config.Analyzers.ToDictionary(analyzer => analyzer.Name, StringComparer.Ordinal);
        _policies = config.Policies.ToDictionary(policy => policy.Name, StringComparer.Ordinal);
    }

    /// <summary>Compiles one mirror that was checked against the same configuration.</summary>
    /// <param name="mirror">The mirror.</param>
    /// <param name="origin">Who asks for it.</param>
    /// <exception cref="AnalyzerUnavailableException">Its analyzer cannot be sent to.</exception>
    public MirrorRequest Compile(MirrorConfig mirror, MirrorOrigin origin) =>
        new(origin, SelectorOf(mirror.Trigger), TargetOf(mirror));

    private MirrorSelector SelectorOf(TriggerConfig trigger) =>
        trigger.Identity is { } identity
            ? new MirrorSelector { Identities = [identity] }
            : new MirrorSelector { Packets = _triggers.Compile(trigger) };

    private MirrorTarget TargetOf(MirrorConfig mirror)
    {
        var policy = mirror.Policy is { } name ? _policies[name] : null;
        var analyzer = _analyzers[mirror.Analyzer ?? policy!.Analyzer];
        var securePolicy = policy is null ? SecurePolicy.Default : PolicyCompiler.Compile(policy);
        return new MirrorTarget(
            // Without a header nothing could tell a PPP frame from an IP packet.
            mirror.Handle
                is null
                ? securePolicy with
                {
                    Form = CopyForm.Ip,
                }
                : securePolicy,
            mirror.Handle is null ? BareOuterOf(analyzer) : OuterOf(analyzer),
            mirror.Handle,
            _ways.WayOutTo(analyzer),
            analyzer.Mtu,
            analyzer.Oversize
        );
    }

    private OuterHeader OuterOf(AnalyzerConfig analyzer)
    {
        var port = analyzer.Port!.Value;
        return new OuterHeader(
            analyzer.SourceAddress ?? _ways.SourceTowards(analyzer),
            analyzer.Address,
            analyzer.UdpSourcePort ?? port,
            port,
            _router.TimeToLive
        );
    }

    private OuterHeader BareOuterOf(AnalyzerConfig analyzer) =>
        new(default, analyzer.Address, 0, 0, _router.TimeToLive);
}
