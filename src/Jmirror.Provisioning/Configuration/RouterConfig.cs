using Jmirror.Engine.Registry;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Provisioning.Configuration;

/// <summary>Router personality.</summary>
public enum RouterSeries
{
    /// <summary>E Series, JUNOSe.</summary>
    E,

    /// <summary>MX Series, Junos.</summary>
    Mx,
}

/// <summary>The router that is played.</summary>
public sealed record RouterConfig
{
    /// <summary>Whose rules apply.</summary>
    public RouterSeries Series { get; init; } = RouterSeries.Mx;

    /// <summary>Name in output.</summary>
    public string Name { get; init; } = DefaultName;

    /// <summary>Outer source address for analyzers that have none of their own; null: the command takes it from the route.</summary>
    public Ipv4Address? SourceAddress { get; init; }

    /// <summary>UDP source port (MX Series); null: the same as the destination port.</summary>
    public ushort? UdpSourcePort { get; init; }

    /// <summary>TTL of the outer IPv4 header, 1 to 255.</summary>
    public byte TimeToLive { get; init; } = OuterHeader.DefaultTimeToLive;

    /// <summary>What becomes of the version bits of a 4-byte handle.</summary>
    public VersionBits VersionBits { get; init; } = VersionBits.Keep;

    /// <summary>Precedence of triggers on E Series.</summary>
    public TriggerOrder TriggerOrder { get; init; } = TriggerOrder.Junose111;

    /// <summary>Name of the analyzer whose way out serves unlisted analyzers too; null: they are routed.</summary>
    public string? DefaultAnalyzer { get; init; }

    /// <summary>Where it was written.</summary>
    public ConfigOrigin Origin { get; init; } = ConfigOrigin.Nowhere;

    internal const string DefaultName = "jmirror";
}
