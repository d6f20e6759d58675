using Jmirror.Engine.Matching;

namespace Jmirror.Provisioning.Configuration;

/// <summary>Where traffic comes from.</summary>
public sealed record CaptureConfig
{
    /// <summary>What reads the interfaces.</summary>
    public CaptureEngineChoice Engine { get; init; } = CaptureEngineChoice.Auto;

    /// <summary>Threads that read one interface, 1 to 64.</summary>
    public byte Threads { get; init; } = 1;

    /// <summary>Capture interfaces, in order of definition; empty: none is known by name.</summary>
    public ConfigList<CaptureInterfaceConfig> Interfaces { get; init; } = [];

    /// <summary>Where it was written.</summary>
    public ConfigOrigin Origin { get; init; } = ConfigOrigin.Nowhere;
}

/// <summary>What reads the capture interfaces.</summary>
public enum CaptureEngineChoice
{
    /// <summary>The AF_PACKET ring, or else libpcap.</summary>
    Auto,

    /// <summary>AF_PACKET ring.</summary>
    Packet,

    /// <summary>AF_XDP.</summary>
    Xdp,

    /// <summary>libpcap.</summary>
    Pcap,
}

/// <summary>One capture interface.</summary>
public sealed record CaptureInterfaceConfig
{
    /// <summary>Name in the system, or in a pcapng file.</summary>
    public required string Name { get; init; }

    /// <summary>Which side of the router it listens on.</summary>
    public InterfaceSide Side { get; init; }

    /// <summary>Filter expression of pcap-filter(7); null: every frame is read.</summary>
    public string? Filter { get; init; }

    /// <summary>True when frames that this host sends out of the interface are read too.</summary>
    public bool ReadsOutgoing { get; init; }

    /// <summary>True when frames to other hosts' Ethernet addresses are read too.</summary>
    public bool IsPromiscuous { get; init; } = true;

    /// <summary>Where it was written.</summary>
    public ConfigOrigin Origin { get; init; } = ConfigOrigin.Nowhere;
}
