using Jmirror.Engine.Frames;
using Jmirror.Engine.Registry;
using Jmirror.Provisioning.Compiling;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Rules;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Reloading;

/// <summary>One configuration with what checks, completes and compiles the mirrors that name its parts.</summary>
internal sealed class Provisions(EmulatorConfig config, CaptureInterfaces interfaces, IAnalyzerWays ways)
{
    private readonly ConfigRules _rules = new(config);
    private readonly EffectiveMirrors _mirrors = new(config);
    private readonly MirrorCompiler _compiler = new(config, interfaces, ways);

    /// <summary>The configuration.</summary>
    public EmulatorConfig Config => config;

    /// <summary>Checks a mirror; true when it is good.</summary>
    public bool Check(MirrorConfig mirror, ErrorList errors)
    {
        var faultsBefore = errors.Faults;
        _rules.Check(mirror, errors);
        return errors.Faults == faultsBefore;
    }

    /// <summary>Checks a subscriber; true when it is good.</summary>
    public bool Check(SubscriberConfig subscriber, ErrorList errors)
    {
        var faultsBefore = errors.Faults;
        _rules.Check(subscriber, errors);
        return errors.Faults == faultsBefore;
    }

    /// <summary>A good mirror with all that its request is made of.</summary>
    public EffectiveMirror Complete(MirrorConfig mirror) => _mirrors.Of(mirror);

    /// <summary>The request of a good mirror; null with a clause when its analyzer cannot be sent to.</summary>
    public MirrorRequest? TryCompile(MirrorConfig mirror, MirrorOrigin origin, out string? problem)
    {
        try
        {
            problem = null;
            return _compiler.Compile(mirror, origin);
        }
        catch (AnalyzerUnavailableException failure)
        {
            problem = failure.Message;
            return null;
        }
    }
}
