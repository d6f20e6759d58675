using Jmirror.Engine.Matching;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;

namespace Jmirror.Provisioning.Configuration;

/// <summary>Where copies go.</summary>
public sealed record AnalyzerConfig
{
    /// <summary>Name that mirrors and policies use.</summary>
    public required string Name { get; init; }

    /// <summary>Address of the analyzer.</summary>
    public required Ipv4Address Address { get; init; }

    /// <summary>UDP port of the analyzer; null on E Series only, for an analyzer that takes bare IP copies.</summary>
    public ushort? Port { get; init; }

    /// <summary>How copies get there.</summary>
    public ViaConfig Via { get; init; } = ViaConfig.Routed;

    /// <summary>Outer source address, the router's if the analyzer has none of its own; null: the command takes it from the route.</summary>
    public Ipv4Address? SourceAddress { get; init; }

    /// <summary>UDP source port (MX Series), the router's if the analyzer has none of its own; null: the same as the destination port.</summary>
    public ushort? UdpSourcePort { get; init; }

    /// <summary>Largest IP datagram of the way out, bytes.</summary>
    public ushort Mtu { get; init; } = MirrorDefinition.DefaultMtu;

    /// <summary>What becomes of copies larger than <see cref="Mtu"/>.</summary>
    public OversizeRule Oversize { get; init; } = OversizeRule.Fragment;

    /// <summary>Where it was written.</summary>
    public ConfigOrigin Origin { get; init; } = ConfigOrigin.Nowhere;
}

/// <summary>How copies reach an analyzer.</summary>
/// <param name="Port">Analyzer port: the interface that copies leave by at layer 2; null: routed as any packet of the host.</param>
/// <param name="StaticArp">Destination MAC on that interface; null: to be found by the command before the first copy.</param>
public sealed record ViaConfig(string? Port, MacAddress? StaticArp)
{
    /// <summary>Copies follow the routes of the host.</summary>
    public static ViaConfig Routed { get; } = new(null, null);

    /// <summary>Where it was written.</summary>
    public ConfigOrigin Origin { get; init; } = ConfigOrigin.Nowhere;
}
