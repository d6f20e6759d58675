using Jmirror.Provisioning.Compiling;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Rules;

/// <summary>What must hold between the parts of a configuration, beyond what the schema says of each.</summary>
internal sealed class ConfigRules
{
    private readonly EmulatorConfig _config;
    private readonly ReferenceRules _references;
    private readonly HeaderRules _headers;
    private readonly IdentityRules _identities;

    /// <summary>Prepares for mirrors and subscribers of <paramref name="config"/>, or added to it.</summary>
    public ConfigRules(EmulatorConfig config)
    {
        var subscribers = new SubscriberIndex(config.Subscribers);
        _config = config;
        _references = new ReferenceRules(config);
        _headers = new HeaderRules(config, subscribers);
        _identities = new IdentityRules(subscribers);
    }

    /// <summary>Checks the whole configuration.</summary>
    public void CheckFile(ErrorList errors)
    {
        _references.CheckSections(errors);
        SeriesRules.Check(_config, errors);
        RadiusRules.Check(_config, errors);
        DtcpRules.Check(_config, errors);
        foreach (var mirror in _config.Mirrors)
            Check(mirror, errors);
        foreach (var subscriber in _config.Subscribers)
            Check(subscriber, errors);
    }

    /// <summary>Checks one mirror.</summary>
    public void Check(MirrorConfig mirror, ErrorList errors)
    {
        if (mirror.Origin.IsFaulty)
            return;
        _references.Check(mirror, errors);
        _headers.Check(mirror, errors);
        _identities.Check(mirror, errors);
    }

    /// <summary>Checks one subscriber.</summary>
    public void Check(SubscriberConfig subscriber, ErrorList errors)
    {
        if (!subscriber.Origin.IsFaulty)
            _references.Check(subscriber, errors);
    }
}
