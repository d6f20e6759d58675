using Jmirror.Cli.Options;
using Jmirror.Engine.Matching;
using Jmirror.Network.Sinks;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Scenarios;
using Jmirror.Traffic.Generating;
using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Signalling;

namespace Jmirror.Cli.Generating;

/// <summary>What is generated, how fast, and where it goes: from options, or from a scenario and options that change it.</summary>
internal sealed record GenerateSettings
{
    public required TrafficPlan Plan { get; init; }

    /// <summary>The rate of all packets together.</summary>
    public required PacingOptions Pacing { get; init; }

    /// <summary>Emulated routers; mirrored subscribers are dealt out to them in turn.</summary>
    public IReadOnlyList<ScenarioRouterConfig> Routers { get; init; } = [new ScenarioRouterConfig()];

    public required WayOptions Way { get; init; }
    public int Mtu { get; init; } = MirrorDefinition.DefaultMtu;
    public OversizeRule Oversize { get; init; } = OversizeRule.Fragment;
    public SinkEngine Engine { get; init; }

    /// <summary>Interface for subscribers' frames; null: copies, or only files.</summary>
    public string? Interface { get; init; }

    /// <summary>True for files of subscribers' frames.</summary>
    public bool AsFrames { get; init; }

    public SignallingOptions Signalling { get; init; } = new();
    public ScenarioCaptureConfig? Capture { get; init; }

    /// <summary>Servers by which subscribers log in; null: logins are not told to anybody.</summary>
    public RadiusConfig? Radius { get; init; }

    /// <summary>Faults to put into mirrored copies.</summary>
    public ImpairOptions Impair { get; init; } = ImpairOptions.None;
    public IReadOnlyList<string> Writes { get; init; } = [];
    public bool Send { get; init; }
    public bool DryRun { get; init; }
    public string? Ledger { get; init; }
    public long? Limit { get; init; }
    public TimeSpan? Duration { get; init; }
    public bool Json { get; init; }

    /// <summary>True when packets leave the machine, not only to files.</summary>
    public bool Sends => !DryRun && (Send || Writes.Count == 0);

    /// <summary>In which form subscribers' packets are wanted.</summary>
    public TrafficForm Form => Interface is not null || AsFrames ? TrafficForm.Frames : TrafficForm.Mirrored;
}
