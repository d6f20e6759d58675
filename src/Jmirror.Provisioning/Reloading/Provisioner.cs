using Jmirror.Engine.Frames;
using Jmirror.Engine.Registry;
using Jmirror.Provisioning.Compiling;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Reloading;

/// <summary>
/// Carries out what the configuration file and the operator ask for, in the words of the configuration, and remembers
/// it: so that a reload changes only what differs. The file's mirrors and subscribers are as the file says after each
/// reload, whatever the operator did to them; what the operator added stays.
/// </summary>
public sealed class Provisioner
{
    private const string DeletedByOperator = "deleted by the operator";

    private readonly Lock _lock = new();
    private readonly CaptureInterfaces _interfaces;
    private readonly IControlPlane _control;
    private readonly IAnalyzerWays _ways;
    private readonly MirrorBook _mirrors = new();
    private readonly StaticSubscribers _subscribers;
    private readonly ConfigReload _reload;
    private Provisions _provisions;
    private bool _isRunning;

    /// <summary>Prepares; <see cref="Start"/> applies the configuration.</summary>
    /// <param name="config">Loaded without errors.</param>
    /// <param name="interfaces">Numbers the capture interfaces; from now on this object alone gives new numbers.</param>
    /// <param name="control">Carries out.</param>
    /// <param name="ways">Opens the ways to analyzers.</param>
    /// <param name="time">The clock.</param>
    public Provisioner(
        EmulatorConfig config,
        CaptureInterfaces interfaces,
        IControlPlane control,
        IAnalyzerWays ways,
        TimeProvider time
    )
    {
        (_interfaces, _control, _ways) = (interfaces, control, ways);
        _subscribers = new StaticSubscribers(control, interfaces, time);
        _reload = new ConfigReload(control, _mirrors, _subscribers);
        foreach (var listed in config.Capture.Interfaces)
            interfaces.NumberOf(listed.Name);
        _provisions = new Provisions(config, interfaces, ways);
    }

    /// <summary>Applies the configuration for the first time: all its mirrors and subscribers, or nothing.</summary>
    /// <param name="file">What errors call it.</param>
    public ReloadOutcome Start(string file)
    {
        lock (_lock)
        {
            var outcome = _reload.Apply(_provisions, new ErrorList(file));
            _isRunning = outcome.Succeeded;
            return outcome;
        }
    }

    /// <summary>
    /// Makes a newly loaded configuration the one in effect, touching only what differs. With errors, or where a
    /// difference needs a restart, nothing is changed.
    /// </summary>
    /// <param name="loaded">What came of reading the file.</param>
    /// <param name="file">What errors call it.</param>
    public ReloadOutcome Reload(ConfigResult loaded, string file)
    {
        if (loaded.Config is not { } config)
            return ReloadOutcome.Failed(loaded.Errors);
        lock (_lock)
        {
            var errors = new ErrorList(file);
            if (_isRunning)
                RestartRules.Check(_provisions.Config, config, errors);
            var next = new Provisions(config, _interfaces, _ways);
            CheckOperatorsMirrors(next, file, errors);
            if (errors.Faults > 0)
                return ReloadOutcome.Failed(errors.Sorted());
            var outcome = _reload.Apply(next, errors);
            if (outcome.Succeeded)
                _provisions = next;
            return outcome;
        }
    }

    /// <summary>Adds a mirror for the operator; null when it is no good, which <paramref name="errors"/> then tells.</summary>
    internal RequestAnswer? Add(MirrorConfig mirror, ErrorList errors)
    {
        lock (_lock)
        {
            if (!_provisions.Check(mirror, errors))
                return null;
            if (_provisions.TryCompile(mirror, MirrorOrigin.Operator, out var problem) is not { } request)
                return new RequestAnswer(0, problem);
            var answer = _control.Add(request);
            if (answer.Succeeded)
                _mirrors.Note(answer.Number, _provisions.Complete(mirror), MirrorOrigin.Operator);
            return answer;
        }
    }

    /// <summary>Puts a mirror in the place of another, whoever asked for that; null when that is no good, which <paramref name="errors"/> then tells.</summary>
    internal RequestAnswer? Replace(long number, MirrorConfig mirror, ErrorList errors)
    {
        lock (_lock)
        {
            if (!_provisions.Check(mirror, errors))
                return null;
            var origin = _mirrors.OriginOf(number);
            if (_provisions.TryCompile(mirror, origin, out var problem) is not { } request)
                return new RequestAnswer(0, problem);
            var answer = _control.Replace(number, request);
            if (answer.Succeeded)
                _mirrors.Note(number, _provisions.Complete(mirror), origin);
            return answer;
        }
    }

    /// <summary>Deletes a mirror, whoever asked for it; false when there is none of this number.</summary>
    internal bool Delete(long number)
    {
        lock (_lock)
        {
            _mirrors.Forget(number);
            return _control.Delete(number, DeletedByOperator);
        }
    }

    /// <summary>A mirror in the words of the configuration; null when it was not asked for in them (RADIUS, DTCP).</summary>
    internal MirrorConfig? WordsOf(long number)
    {
        lock (_lock)
            return _mirrors.Find(number)?.Mirror;
    }

    /// <summary>Logs a static subscriber in for the operator; null when it was not, which <paramref name="errors"/> or a full table explain.</summary>
    internal long? Add(SubscriberConfig subscriber, ErrorList errors)
    {
        lock (_lock)
            return _provisions.Check(subscriber, errors) ? _subscribers.LogIn(subscriber) : null;
    }

    /// <summary>Ends a session; false when there is none of this number.</summary>
    internal bool LogOut(long session)
    {
        lock (_lock)
            return _subscribers.LogOut(session);
    }

    /// <summary>Name of a capture interface.</summary>
    internal string NameOf(ushort number)
    {
        lock (_lock)
            return _interfaces.NameOf(number);
    }

    private void CheckOperatorsMirrors(Provisions next, string file, ErrorList errors)
    {
        foreach (var (number, mirror) in _mirrors.Of(MirrorOrigin.Operator))
        {
            var faults = new ErrorList(file);
            if (next.Check(mirror.Mirror, faults))
                continue;
            foreach (var fault in faults.Sorted())
            {
                errors.Add(
                    next.Config.Origin.Position,
                    $"mirror {number}, which the operator added, does not fit this file: {fault.Sentence}"
                );
            }
        }
    }
}
