using Jmirror.Engine.Impairing;
using Jmirror.Engine.Pacing;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;
using Jmirror.Provisioning.Configuration;
using Jmirror.Traffic.Plans;

namespace Jmirror.Provisioning.Scenarios;

/// <summary>A scenario: what is generated, how it is impaired, what is done meanwhile, and what must come of it.</summary>
public sealed record ScenarioConfig
{
    /// <summary>One line that says what is tried.</summary>
    public string? About { get; init; }

    /// <summary>Subscribers, sessions and traffic.</summary>
    public TrafficPlan Traffic { get; init; } = new();

    /// <summary>When packets leave.</summary>
    public PacingSchedule Rate { get; init; } = PacingSchedule.TopSpeed;

    /// <summary>After which time generating ends; null: after <see cref="Packets"/>.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>After how many packets generating ends; null: after <see cref="Duration"/>.</summary>
    public long? Packets { get; init; }

    /// <summary>The emulated routers, to which mirrored subscribers are dealt out in turn; at least one.</summary>
    public ConfigList<ScenarioRouterConfig> Routers { get; init; } = [new ScenarioRouterConfig()];

    /// <summary>Where mirrored copies go; null: to the receiver that the scenario starts itself, on loopback.</summary>
    public AnalyzerConfig? Analyzer { get; init; }

    /// <summary>Interface onto which unmirrored subscriber traffic goes instead of mirrored copies; null: mirrored copies.</summary>
    public string? Interface { get; init; }

    /// <summary>RADIUS servers by which subscribers log in; null: logins are not told to anybody.</summary>
    public RadiusConfig? Radius { get; init; }

    /// <summary>A capture whose packets the application <c>capture</c> sends.</summary>
    public ScenarioCaptureConfig? Capture { get; init; }

    /// <summary>Faults put into the copies on purpose.</summary>
    public ConfigList<Impairment> Impairments { get; init; } = [];

    /// <summary>
    /// Configuration of a <c>jmirror run</c> that the scenario starts as the router under test; null: there is none, or
    /// a real one.
    /// </summary>
    public string? Run { get; init; }

    /// <summary>What is done to the control plane meanwhile, in order.</summary>
    public ConfigList<ScenarioStep> Steps { get; init; } = [];

    /// <summary>What must come of it.</summary>
    public ScenarioVerdictConfig Verdict { get; init; } = new();
}

/// <summary>An emulated router.</summary>
public sealed record ScenarioRouterConfig
{
    /// <summary>Whose rules apply.</summary>
    public RouterSeries Series { get; init; } = RouterSeries.Mx;

    /// <summary>Outer source address; null: taken from the route to the analyzer.</summary>
    public Ipv4Address? SourceAddress { get; init; }

    /// <summary>UDP source port (MX Series); null: the same as the destination port.</summary>
    public ushort? UdpSourcePort { get; init; }

    /// <summary>TTL of the outer IPv4 header, 1 to 255.</summary>
    public byte TimeToLive { get; init; } = OuterHeader.DefaultTimeToLive;
}

/// <summary>A capture that is multiplied over the population.</summary>
/// <param name="File">The capture.</param>
/// <param name="Subscriber">The address in it that each subscriber's takes the place of; null: the one that most packets have.</param>
public sealed record ScenarioCaptureConfig(string File, UInt128? Subscriber);

/// <summary>Something done to the control plane at a certain time, after the steps before it.</summary>
/// <param name="At">From the start of the scenario; zero: as soon as the step before it has ended.</param>
public abstract record ScenarioStep(TimeSpan At)
{
    /// <summary>What reports and later steps call it; null: it has no name.</summary>
    public string? Name { get; init; }

    /// <summary>Where it was written.</summary>
    public ConfigOrigin Origin { get; init; } = ConfigOrigin.Nowhere;
}

/// <summary>What must come of a scenario; null where nothing is asked.</summary>
public sealed record ScenarioVerdictConfig
{
    /// <summary>
    /// Options of <c>jmirror receive</c>. The ledger is compared anyway; faults that were put in on purpose do not count
    /// against it.
    /// </summary>
    public ConfigList<ReceiveOption> Receive { get; init; } = [];

    /// <summary>Lowest share of the wanted rate that must be achieved, 0 to 1.</summary>
    public decimal? MinRate { get; init; }

    /// <summary>Fewest logins that must have succeeded.</summary>
    public long? MinLogins { get; init; }
}

/// <summary>An option of <c>jmirror receive</c>.</summary>
/// <param name="Name">Its name without dashes, such as <c>max-loss</c>.</param>
/// <param name="Value">Its value, as on the command line; true or false where it is a flag.</param>
public readonly record struct ReceiveOption(string Name, string Value);
