using Jmirror.Engine.Frames;
using Jmirror.Engine.Matching;
using Jmirror.Network.Sinks;
using Jmirror.Protocol.Mirror;
using Jmirror.Provisioning.Compiling;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Cli.Replaying;

/// <summary>What a replay mirrors and where to, from a configuration or from the command line alone.</summary>
/// <param name="Mirrors">The mirrors; <see cref="MirrorDefinition.WayOut"/> counts in <paramref name="Analyzers"/>.</param>
/// <param name="Precedence">What becomes of a packet that several triggers select.</param>
/// <param name="Sides">Sides of the capture interfaces, by number.</param>
/// <param name="Interfaces">Capture interfaces that triggers may name.</param>
/// <param name="Analyzers">Where copies go; at least one.</param>
internal sealed record MirrorPlan(
    IReadOnlyList<MirrorDefinition> Mirrors,
    TriggerPrecedence Precedence,
    IReadOnlyList<InterfaceSide> Sides,
    CaptureInterfaces Interfaces,
    IReadOnlyList<AnalyzerPlan> Analyzers
)
{
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
            [mirror],
            TriggerPrecedence.EveryHit,
            [],
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
        var mirrors = ListedMirrors.DefinitionsOf(compiled, result.Config.Router);
        var outers = mirrors.ToLookup(mirror => mirror.WayOut, mirror => mirror.Outer);
        return new MirrorPlan(
            mirrors,
            compiled.Precedence,
            compiled.Sides,
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
