using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Rules;

/// <summary>Every name leads somewhere: analyzers, policies, capture interfaces.</summary>
internal sealed class ReferenceRules(EmulatorConfig config, ErrorList errors)
{
    private readonly HashSet<string> _analyzers = Names(config.Analyzers.Select(analyzer => analyzer.Name));
    private readonly HashSet<string> _policies = Names(config.Policies.Select(policy => policy.Name));
    private readonly HashSet<string> _interfaces = Names(config.Capture.Interfaces.Select(one => one.Name));

    /// <summary>Checks all names.</summary>
    public void Check()
    {
        foreach (var policy in config.Policies.Where(policy => !policy.Origin.IsFaulty))
            CheckAnalyzer("policy " + Wording.Quote(policy.Name), policy.Analyzer, policy.Origin);
        foreach (var mirror in config.Mirrors.Where(mirror => !mirror.Origin.IsFaulty))
        {
            if (mirror.Analyzer is { } analyzer)
                CheckAnalyzer("the mirror", analyzer, mirror.Origin);
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
            CheckInterface(mirror.Trigger.Link, mirror.Trigger.Origin);
        }
        foreach (var subscriber in config.Subscribers.Where(subscriber => !subscriber.Origin.IsFaulty))
            CheckInterface(subscriber.Link, subscriber.Origin);
    }

    private void CheckAnalyzer(string who, string analyzer, ConfigOrigin origin)
    {
        if (_analyzers.Contains(analyzer) || config.IsMisread("analyzers", _analyzers.Count))
            return;
        errors.Add(
            origin.PositionOf("analyzer"),
            $"{who} names analyzer {Wording.Quote(analyzer)}, which is not defined: {Wording.Suggest(analyzer, _analyzers, "analyzers")}"
        );
    }

    // Without a list any name is good: it is the capture file or the command that knows the interfaces.
    private void CheckInterface(SubscriberInterfaceConfig link, ConfigOrigin origin)
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
