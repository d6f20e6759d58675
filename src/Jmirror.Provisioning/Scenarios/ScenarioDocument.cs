using Jmirror.Engine.Impairing;
using Jmirror.Engine.Pacing;
using Jmirror.Provisioning.Configuration;
using Jmirror.Traffic.Plans;

namespace Jmirror.Provisioning.Scenarios;

/// <summary>What a scenario file says, as it says it. Equal by value; where things were written does not count.</summary>
internal sealed record ScenarioDocument
{
    public string? About { get; init; }
    public ulong Seed { get; init; } = new TrafficPlan().Seed;
    public Placed<PopulationPlan> Population { get; init; } =
        new(Schema.PopulationSchema.Default, ConfigOrigin.Nowhere);
    public Placed<ChurnPlan>? Churn { get; init; }
    public ConfigList<Placed<MixShare>> Mix { get; init; } = DefaultMix;
    public bool EvenRates { get; init; }
    public ScenarioRate? Rate { get; init; }
    public TimeSpan? Duration { get; init; }
    public long? Packets { get; init; }
    public ConfigList<Placed<ScenarioRouterConfig>> Routers { get; init; } = DefaultRouters;
    public AnalyzerConfig? Analyzer { get; init; }
    public string? Interface { get; init; }
    public RadiusConfig? Radius { get; init; }
    public Placed<ScenarioCaptureConfig>? Capture { get; init; }
    public ConfigList<Placed<Impairment>> Impairments { get; init; } = [];
    public string? Run { get; init; }
    public ConfigList<ScenarioStep> Steps { get; init; } = [];
    public Placed<ScenarioVerdictConfig> Verdict { get; init; } =
        new(new ScenarioVerdictConfig(), ConfigOrigin.Nowhere);
    public ConfigOrigin Origin { get; init; } = ConfigOrigin.Nowhere;

    /// <summary>How many mirrors there are; how many subscribers where traffic is unmirrored.</summary>
    public int Sources => Interface is null ? Population.Value.Mirrored : Population.Value.Count;

    /// <summary>UDP alone.</summary>
    public static ConfigList<Placed<MixShare>> DefaultMix { get; } =
    [new(new MixShare(ApplicationKind.Udp, 1), ConfigOrigin.Nowhere)];

    /// <summary>One MX Series router.</summary>
    public static ConfigList<Placed<ScenarioRouterConfig>> DefaultRouters { get; } =
    [new(new ScenarioRouterConfig(), ConfigOrigin.Nowhere)];
}

/// <summary>When packets leave, as a scenario says it.</summary>
internal sealed record ScenarioRate
{
    /// <summary>The kind of programme.</summary>
    public RateProgramme Programme { get; init; }

    /// <summary>The programme, as <see cref="RateProgrammeText"/> reads it.</summary>
    public string Text { get; init; } = "";

    /// <summary>True when the rate is that of each mirror, or of each subscriber where traffic is unmirrored.</summary>
    public bool PerMirror { get; init; }

    /// <summary>Where it was written.</summary>
    public ConfigOrigin Origin { get; init; } = ConfigOrigin.Nowhere;
}
