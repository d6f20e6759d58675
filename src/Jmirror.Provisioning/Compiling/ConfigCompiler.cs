using Jmirror.Engine.Frames;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Registry;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Compiling;

/// <summary>Turns a configuration that was loaded without errors into what the control plane works with.</summary>
public static class ConfigCompiler
{
    /// <summary>Compiles a configuration.</summary>
    /// <param name="config">Loaded without errors.</param>
    /// <param name="ways">Gives the ways out; asked for a source address only where copies get a header.</param>
    /// <param name="timestamp">When the static subscribers log in, nanoseconds since 1970-01-01 UTC.</param>
    /// <exception cref="AnalyzerUnavailableException">A mirror's analyzer cannot be sent to.</exception>
    public static CompiledConfig Compile(EmulatorConfig config, IAnalyzerWays ways, long timestamp = 0)
    {
        var interfaces = new CaptureInterfaces();
        // Listed interfaces come first, so that a side's place is its interface's number.
        foreach (var listed in config.Capture.Interfaces)
            interfaces.NumberOf(listed.Name);
        var mirrors = new MirrorCompiler(config, interfaces, ways);
        return new CompiledConfig(
            config.Analyzers,
            [.. config.Mirrors.Select(mirror => mirrors.Compile(mirror, MirrorOrigin.Configuration))],
            [
                .. config.Subscribers.Select(subscriber =>
                    SubscriberCompiler.Compile(subscriber, interfaces, timestamp)
                ),
            ],
            interfaces,
            [.. config.Capture.Interfaces.Select(listed => listed.Side)],
            config.Router.Series == RouterSeries.E
                ? TriggerPrecedence.HighestOnly
                : TriggerPrecedence.EveryHit
        );
    }
}
