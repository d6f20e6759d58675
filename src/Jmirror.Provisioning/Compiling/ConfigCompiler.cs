using Jmirror.Engine.Frames;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Compiling;

/// <summary>Turns a configuration that was loaded without errors into what the data plane works with.</summary>
public sealed class ConfigCompiler
{
    private readonly EmulatorConfig _config;
    private readonly Func<AnalyzerConfig, Ipv4Address> _sourceByRoute;
    private readonly CaptureInterfaces _interfaces = new();
    private readonly TriggerCompiler _triggers;
    private readonly SubscriberIndex _subscribers;
    private readonly Dictionary<string, Ipv4Address> _sources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (AnalyzerConfig Analyzer, int WayOut)> _analyzers;

    private ConfigCompiler(EmulatorConfig config, Func<AnalyzerConfig, Ipv4Address> sourceByRoute)
    {
        _config = config;
        _sourceByRoute = sourceByRoute;
        _triggers = new TriggerCompiler(_interfaces);
        _subscribers = new SubscriberIndex(config.Subscribers);
        _analyzers = config
            .Analyzers.Select((analyzer, wayOut) => (analyzer, wayOut))
            .ToDictionary(one => one.analyzer.Name, StringComparer.Ordinal);
    }

    /// <summary>Compiles a configuration.</summary>
    /// <param name="config">Loaded without errors.</param>
    /// <param name="sourceByRoute">
    /// Gives the outer source address towards an analyzer for which the configuration names none; asked at most once
    /// for each analyzer, and only for those that get copies under a header.
    /// </param>
    public static CompiledConfig Compile(
        EmulatorConfig config,
        Func<AnalyzerConfig, Ipv4Address> sourceByRoute
    ) => new ConfigCompiler(config, sourceByRoute).Compile();

    private CompiledConfig Compile()
    {
        // Listed interfaces come first, so that a side's place is its interface's number.
        foreach (var listed in _config.Capture.Interfaces)
            _interfaces.NumberOf(listed.Name);
        return new CompiledConfig(
            _config.Analyzers,
            [.. _config.Mirrors.SelectMany(DefinitionsOf)],
            _interfaces,
            [.. _config.Capture.Interfaces.Select(listed => listed.Side)],
            _config.Router.Series == RouterSeries.E
                ? TriggerPrecedence.HighestOnly
                : TriggerPrecedence.EveryHit
        );
    }

    private IEnumerable<MirrorDefinition> DefinitionsOf(MirrorConfig mirror)
    {
        var policy = _config.PolicyOf(mirror);
        var (analyzer, wayOut) = _analyzers[mirror.Analyzer ?? policy!.Analyzer];
        var securePolicy = policy is null ? SecurePolicy.Default : PolicyOf(policy);
        if (mirror.Handle is not { } handle)
        {
            // Without a header nothing could tell a PPP frame from an IP packet.
            var ipOnly = securePolicy with
            {
                Form = CopyForm.Ip,
            };
            var bare = new OuterHeader(default, analyzer.Address, 0, 0, _config.Router.TimeToLive);
            return SelectionsOf(mirror)
                .Select(one => new MirrorDefinition(
                    one.Triggers,
                    ipOnly,
                    bare,
                    null,
                    wayOut,
                    analyzer.Mtu,
                    analyzer.Oversize
                ));
        }
        var outer = OuterOf(analyzer);
        return from one in SelectionsOf(mirror)
            let header = handle.ToHeader(one.AccountingSessionId, _config.Router.VersionBits)
            select new MirrorDefinition(
                one.Triggers,
                securePolicy,
                outer,
                header,
                wayOut,
                analyzer.Mtu,
                analyzer.Oversize
            );
    }

    // A mirror for each subscriber: each session has its own counters and, from accounting, its own session id.
    private IEnumerable<(IReadOnlyList<Trigger> Triggers, uint AccountingSessionId)> SelectionsOf(
        MirrorConfig mirror
    ) =>
        mirror.Trigger.Identity is { } identity
            ? _subscribers
                .Find(identity)
                .Select(subscriber =>
                    (_triggers.Compile(subscriber, identity.Kind), AccountingOf(subscriber))
                )
            : [(_triggers.Compile(mirror.Trigger), 0u)];

    private static uint AccountingOf(SubscriberConfig subscriber) =>
        AccountingSessionId.TryParse(subscriber.AcctSessionId ?? "", out var sessionId) ? sessionId : 0;

    private OuterHeader OuterOf(AnalyzerConfig analyzer)
    {
        var port = analyzer.Port!.Value;
        return new OuterHeader(
            SourceOf(analyzer),
            analyzer.Address,
            analyzer.UdpSourcePort ?? port,
            port,
            _config.Router.TimeToLive
        );
    }

    private Ipv4Address SourceOf(AnalyzerConfig analyzer)
    {
        if (analyzer.SourceAddress is { } said)
            return said;
        if (!_sources.TryGetValue(analyzer.Name, out var source))
            _sources.Add(analyzer.Name, source = _sourceByRoute(analyzer));
        return source;
    }

    private static SecurePolicy PolicyOf(PolicyConfig policy) =>
        new()
        {
            Direction = policy.Direction,
            Form = policy.Copy,
            Classifiers = [.. policy.Classifier.Select(ClassifierOf)],
            Drop = [.. policy.Drop.Select(ClassifierOf)],
        };

    private static Classifier ClassifierOf(ClassifierConfig entry) =>
        new()
        {
            Source = entry.Source,
            Destination = entry.Destination,
            SourcePort = entry.SourcePort,
            DestinationPort = entry.DestinationPort,
            Protocol = entry.Protocol,
            Dscp = entry.Dscp,
        };
}
