using Jmirror.Engine.Frames;
using Jmirror.Engine.Matching;

namespace Jmirror.Cli.Replaying;

/// <summary>The mirrors of a replay, from a configuration or from the command line alone.</summary>
internal sealed record MirrorPlan(MirrorTable Table)
{
    /// <exception cref="CommandException">The configuration or the options are wrong.</exception>
    public static MirrorPlan From(ReplaySettings settings, CaptureInterfaces interfaces) =>
        settings.ConfigFile is null
            ? new MirrorPlan(MirrorTable.Build([SingleMirror.Define(settings)]))
            : throw new CommandException($"--config {settings.ConfigFile}: soon {interfaces.NameOf(0)}");
}
