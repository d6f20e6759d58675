using Jmirror.Engine.Frames;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Registry;
using Jmirror.Network.Sinks;
using Jmirror.Protocol.Mirror;
using Jmirror.Provisioning.Compiling;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Cli.Replaying;

/// <summary>What a replay mirrors and where to, from a configuration or from the command line alone.</summary>
/// <param name="Single">The one mirror of the command line; null with a configuration.</param>
/// <param name="Config">The configuration; null without.</param>
/// <param name="Compiled">What it asks for; <see cref="MirrorTarget.WayOut"/> counts in <paramref name="Analyzers"/>.</param>
/// <param name="Interfaces">Capture interfaces that triggers may name.</param>
/// <param name="Analyzers">Where copies go; at least one.</param>
internal sealed record MirrorPlan(
    MirrorDefinition? Single,
    EmulatorConfig? Config,
    CompiledConfig? Compiled,
    CaptureInterfaces Interfaces,
    IReadOnlyList<AnalyzerPlan> Analyzers
)
{
    /// <summary>The outer headers of all mirrors.</summary>
    public IEnumerable<OuterHeader> Outers =>
        Single is { } single ? [single.Outer] : Compiled!.Mirrors.Select(mirror => mirror.Target.Outer);

    /// <summary>The mirror ids of all mirrors; null for those without header.</summary>
    public IEnumerable<uint?> MirrorIds =>
        Single is { } single
            ? [single.Header?.MirrorId]
            : Compiled!.Mirrors.Select(mirror => mirror.Target.Handle?.MirrorId);

    /// <exception cref="CommandException">The configuration or the options are wrong.</exception>
    public static MirrorPlan From(ReplaySettings settings) =>
        settings.ConfigFile is { } file ? FromConfiguration(file, settings) : FromOptions(settings);

    private static MirrorPlan FromOptions(ReplaySettings settings)
    {
        var mirror = SingleMirror.Define(settings);
        var target = TargetOf(mirror.Outer) with
        {
            Port = settings.Way.Via?.Port,
            StaticArp = settings.Way.StaticArp,
        };
        return new MirrorPlan(
            mirror,
            null,
            null,
            new CaptureInterfaces(),
            [new AnalyzerPlan($"{mirror.Outer.Destination}", target)]
        );
    }

    private static MirrorPlan FromConfiguration(string file, ReplaySettings settings)
    {
        if (settings.MirrorOptionGiven is { } option)
            throw new CommandException(
                $"{option} and --config exclude each other: say it in the configuration"
            );
        var result = ConfigFile.Load(file);
        if (result.Config is null)
            throw new ConfigurationException(result.Errors);
        var compiled = ConfigCompiler.Compile(
            result.Config,
            new ListedWays(
                result.Config.Analyzers,
                analyzer =>
                    settings.Sends
                        ? AnalyzerPlan.SourceTowards(analyzer.Address, analyzer.Via.Port)
                        : SingleMirror.DefaultSource
            )
        );
        var outers = compiled.Mirrors.ToLookup(mirror => mirror.Target.WayOut, mirror => mirror.Target.Outer);
        return new MirrorPlan(
            null,
            result.Config,
            compiled,
            compiled.Interfaces,
            [
                .. compiled.Analyzers.Select(
                    (analyzer, number) => PlanOf(analyzer, outers[number].FirstOrDefault())
                ),
            ]
        );
    }

    private static AnalyzerPlan PlanOf(AnalyzerConfig analyzer, OuterHeader outer) =>
        new(
            $"{analyzer.Name} ({analyzer.Address})",
            TargetOf(outer with { Destination = analyzer.Address }) with
            {
                Port = analyzer.Via.Port,
                StaticArp = analyzer.Via.StaticArp,
            }
        );

    private static SinkTarget TargetOf(OuterHeader outer) =>
        new(outer.Destination)
        {
            AnalyzerPort = outer.DestinationPort,
            Source = outer.Source,
            SourcePort = outer.SourcePort,
            TimeToLive = outer.TimeToLive,
        };
}
