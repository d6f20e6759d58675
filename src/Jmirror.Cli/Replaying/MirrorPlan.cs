using Jmirror.Engine.Frames;
using Jmirror.Engine.Matching;
using Jmirror.Provisioning.Compiling;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Cli.Replaying;

/// <summary>The mirrors of a replay, from a configuration or from the command line alone.</summary>
/// <param name="Table">The mirrors.</param>
/// <param name="Interfaces">Capture interfaces that triggers may name.</param>
internal sealed record MirrorPlan(MirrorTable Table, CaptureInterfaces Interfaces)
{
    /// <exception cref="CommandException">The configuration or the options are wrong.</exception>
    public static MirrorPlan From(ReplaySettings settings) =>
        settings.ConfigFile is { } file
            ? FromConfiguration(file, settings)
            : new MirrorPlan(MirrorTable.Build([SingleMirror.Define(settings)]), new CaptureInterfaces());

    private static MirrorPlan FromConfiguration(string file, ReplaySettings settings)
    {
        if (settings.MirrorOptionGiven is { } option)
            throw new CommandException(
                $"{option} and --config exclude each other: say it in the configuration"
            );
        var result = ConfigFile.Load(file);
        if (result.Config is null)
            throw new ConfigurationException(result.Errors);
        var compiled = ConfigCompiler.Compile(result.Config, _ => SingleMirror.DefaultSource);
        // All copies share the one file, whichever analyzer they are for.
        var mirrors = compiled.Mirrors.Select(mirror => mirror with { WayOut = 0 }).ToList();
        return new MirrorPlan(
            MirrorTable.Build(mirrors, compiled.Precedence, compiled.Sides),
            compiled.Interfaces
        );
    }
}
