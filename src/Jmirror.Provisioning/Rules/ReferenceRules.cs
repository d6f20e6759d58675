using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Rules;

/// <summary>Every name leads somewhere: analyzers, policies, capture interfaces.</summary>
internal sealed class ReferenceRules(EmulatorConfig config)
{
    private readonly HashSet<string> _analyzers = Names(config.Analyzers.Select(analyzer => analyzer.Name));
    private readonly HashSet<string> _policies = Names(config.Policies.Select(policy => policy.Name));
    private readonly HashSet<string> _interfaces = Names(config.Capture.Interfaces.Select(one => one.Name));

    /// <summary>Checks the names that stand outside of mirrors and subscribers.</summary>
    public void CheckSections(ErrorList errors)
    {
        if (config.Router is { Origin.IsFaulty: false, DefaultAnalyzer: { } byDefault })
            CheckAnalyzer("the router", byDefault, config.Router.Origin, "default-analyzer", errors);
        foreach (var policy in config.Policies.Where(policy => !policy.Origin.IsFaulty))
        {
            CheckAnalyzer(
                "policy " + Wording.Quote(policy.Name),
                policy.Analyzer,
                policy.Origin,
                "analyzer",
                errors
            );
        }
    }

    /// <summary>Checks the names in a mirror.</summary>
    public void Check(MirrorConfig mirror, ErrorList errors)
    {
        if (mirror.Analyzer is { } analyzer)
            CheckAnalyzer("the mirror", analyzer, mirror.Origin, "analyzer", errors);
        if (
            mirror.Policy is { } policy
            && !_policies.Contains(policy)
            && !config.IsMisread("policies", _policies.Count)
        )
        {
            errors.Add(
                mirror.Origin.PositionOf("policy"),
                $"the mirror names policy {Wording.Quote(policy)}, which is not defined: {Wording.Suggest(policy, _policies, "policies")}"
            );
        }
        CheckInterface(mirror.Trigger.Link, mirror.Trigger.Origin, errors);
    }

    /// <summary>Checks the names in a subscriber.</summary>
    public void Check(SubscriberConfig subscriber, ErrorList errors) =>
        CheckInterface(subscriber.Link, subscriber.Origin, errors);

    private void CheckAnalyzer(string who, string analyzer, ConfigOrigin origin, string key, ErrorList errors)
    {
        if (_analyzers.Contains(analyzer) || config.IsMisread("analyzers", _analyzers.Count))
            return;
        errors.Add(
            origin.PositionOf(key),
            $"{who} names analyzer {Wording.Quote(analyzer)}, which is not defined: {Wording.Suggest(analyzer, _analyzers, "analyzers")}"
        );
    }

    // Without a list any name is good: it is the capture file or the command that knows the interfaces.
    private void CheckInterface(SubscriberInterfaceConfig link, ConfigOrigin origin, ErrorList errors)
    {
        if (link.Interface is not { } name || _interfaces.Count == 0 || _interfaces.Contains(name))
            return;
        if (config.Capture.Origin.IsFaulty)
            return;
        errors.Add(
            origin.PositionOf("interface"),
            $"interface {Wording.Quote(name)} is not under capture: {Wording.Suggest(name, _interfaces, "interfaces")}"
        );
    }

    private static HashSet<string> Names(IEnumerable<string> names) =>
        names.ToHashSet(StringComparer.Ordinal);
}
