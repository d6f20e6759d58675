using Jmirror.Engine.Matching;
using Jmirror.Protocol.Ip;

namespace Jmirror.Provisioning.Configuration;

/// <summary>A secure policy: what a trigger applies.</summary>
public sealed record PolicyConfig
{
    /// <summary>Name that mirrors use.</summary>
    public required string Name { get; init; }

    /// <summary>Name of the analyzer.</summary>
    public required string Analyzer { get; init; }

    /// <summary>Direction that is copied.</summary>
    public MirrorDirection Direction { get; init; } = MirrorDirection.Both;

    /// <summary>What is copied.</summary>
    public CopyForm Copy { get; init; } = CopyForm.Auto;

    /// <summary>Conditions, of which one must fit; empty: every packet.</summary>
    public ConfigList<ClassifierConfig> Classifier { get; init; } = [];

    /// <summary>Drop policy: packets that fit one of these conditions are not copied.</summary>
    public ConfigList<ClassifierConfig> Drop { get; init; } = [];

    /// <summary>Where it was written.</summary>
    public ConfigOrigin Origin { get; init; } = ConfigOrigin.Nowhere;
}

/// <summary>Selects packets of a subscriber: all that is set must fit.</summary>
public sealed record ClassifierConfig
{
    /// <summary>Source address or prefix.</summary>
    public IpPrefix? Source { get; init; }

    /// <summary>Destination address or prefix.</summary>
    public IpPrefix? Destination { get; init; }

    /// <summary>Source port or range.</summary>
    public PortRange? SourcePort { get; init; }

    /// <summary>Destination port or range.</summary>
    public PortRange? DestinationPort { get; init; }

    /// <summary>IP protocol number.</summary>
    public byte? Protocol { get; init; }

    /// <summary>Differentiated services code point, 0 to 63.</summary>
    public byte? Dscp { get; init; }

    /// <summary>Where it was written.</summary>
    public ConfigOrigin Origin { get; init; } = ConfigOrigin.Nowhere;
}
