using Jmirror.Engine.Matching;

namespace Jmirror.Provisioning.Configuration;

/// <summary>Where traffic comes from.</summary>
public sealed record CaptureConfig
{
    /// <summary>Capture interfaces, in order of definition; empty: none is known by name.</summary>
    public ConfigList<CaptureInterfaceConfig> Interfaces { get; init; } = [];

    /// <summary>Where it was written.</summary>
    public ConfigOrigin Origin { get; init; } = ConfigOrigin.Nowhere;
}

/// <summary>One capture interface.</summary>
public sealed record CaptureInterfaceConfig
{
    /// <summary>Name in the system, or in a pcapng file.</summary>
    public required string Name { get; init; }

    /// <summary>Which side of the router it listens on.</summary>
    public InterfaceSide Side { get; init; }

    /// <summary>Where it was written.</summary>
    public ConfigOrigin Origin { get; init; } = ConfigOrigin.Nowhere;
}
