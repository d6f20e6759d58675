using Jmirror.Protocol.Mirror;

namespace Jmirror.Provisioning.Configuration;

/// <summary>One mirror: whose traffic goes where, under which header.</summary>
public sealed record MirrorConfig
{
    /// <summary>What selects the traffic.</summary>
    public required TriggerConfig Trigger { get; init; }

    /// <summary>Name of the analyzer; null when <see cref="Policy"/> names it.</summary>
    public string? Analyzer { get; init; }

    /// <summary>Name of the policy; null when <see cref="Analyzer"/> is given: everything is copied.</summary>
    public string? Policy { get; init; }

    /// <summary>
    /// Mirror id and session id, however they were written; the session id is null when it comes from accounting.
    /// Null altogether: no mirror header was asked for.
    /// </summary>
    public MedDevHandle? Handle { get; init; }

    /// <summary>True for <c>header: none</c>.</summary>
    public bool IsBare { get; init; }

    /// <summary>Where it was written.</summary>
    public ConfigOrigin Origin { get; init; } = ConfigOrigin.Nowhere;
}
