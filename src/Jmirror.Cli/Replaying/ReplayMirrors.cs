using Jmirror.Cli.Running;
using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Frames;
using Jmirror.Engine.Learning;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;
using Jmirror.Provisioning.Compiling;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Cli.Replaying;

/// <summary>
/// The mirrors of a replay. Those on identities begin and end as the captures' own signalling says, exactly as in a
/// live run.
/// </summary>
internal sealed class ReplayMirrors
{
    private const int Page = 1000;

    // Nobody waits while a file is read, and its time may leap by years: sessions end when they are seen to end.
    private const long NeverIdle = long.MaxValue / 2;

    private readonly ControlPlane? _control;
    private readonly ReplayLearner? _learner;

    private ReplayMirrors(MirrorTable table, ControlPlane? control = null, LearningConfig? learning = null)
    {
        Table = table;
        _control = control;
        if (control is not null && learning is not null)
            _learner = new ReplayLearner(() => LearnerFactory.Make(learning, control.See));
    }

    /// <summary>The live mirrors.</summary>
    public MirrorTable Table { get; }

    /// <summary>Who learns from the captures' signalling; null when no trigger names an identity.</summary>
    public ILearner? Learner => _learner;

    /// <summary>The mirrors of a plan, sending through its outputs.</summary>
    public static ReplayMirrors Of(MirrorPlan plan, ReplayOutputs outputs)
    {
        if (plan is { Config: { } config, Compiled: { } compiled })
            return Of(
                config,
                compiled,
                target =>
                    target with
                    {
                        WayOut = outputs.WayOutTo(target.WayOut),
                        Oversize = outputs.OversizeTowards(target.WayOut, target.Oversize),
                    }
            );
        var single = plan.Single!;
        return new ReplayMirrors(
            MirrorTable.Build([single with { Oversize = outputs.OversizeTowards(0, single.Oversize) }])
        );
    }

    /// <summary>The mirrors of a configuration.</summary>
    /// <param name="config">Loaded without errors.</param>
    /// <param name="compiled">What it asks for.</param>
    /// <param name="adapt">Fits a target to the ways out that there are.</param>
    public static ReplayMirrors Of(
        EmulatorConfig config,
        CompiledConfig compiled,
        Func<MirrorTarget, MirrorTarget> adapt
    )
    {
        var table = new MirrorTable(compiled.Precedence, compiled.Sides);
        var options = RouterPersonality.Of(config);
        var control = new ControlPlane(
            table,
            new NoOtherAnalyzers(),
            new NoLog(),
            TimeProvider.System,
            options with
            {
                Subscribers = options.Subscribers with { IdleTime = NeverIdle },
            }
        );
        foreach (var subscriber in compiled.Subscribers)
            control.AddStatic(subscriber);
        foreach (var request in compiled.Mirrors)
            control.Add(request with { Target = adapt(request.Target) });
        var learns = compiled.Mirrors.Any(request => request.Selector.Identities is not null);
        return new ReplayMirrors(table, control, learns ? config.Learning : null);
    }

    /// <summary>Forgets what was learned: another pass over the captures begins where the first one did.</summary>
    public void Forget()
    {
        if (_control is null || _learner is null)
            return;
        _learner.Forget();
        for (
            long after = 0;
            _control.ListSubscribers(after, Page) is { Count: > 0 } some;
            after = some[^1].Number
        )
        {
            foreach (var subscriber in some.Where(one => !one.IsStatic))
                _control.LogOut(subscriber.Number, SessionEnd.Shutdown);
        }
    }

    private sealed class ReplayLearner(Func<ILearner> make) : ILearner
    {
        private ILearner _learner = make();

        public void Forget() => _learner = make();

        public void See(
            ReadOnlySpan<byte> frame,
            in FrameInfo info,
            in PacketKey key,
            DissectOutcome outcome
        ) => _learner.See(frame, info, key, outcome);
    }

    private sealed class NoOtherAnalyzers : IAnalyzers
    {
        public AnalyzerWay? Find(Ipv4Address address, ushort port, out string? problem)
        {
            problem = "a replay sends to the analyzers of its configuration only";
            return null;
        }
    }

    private sealed class NoLog : IMirrorLog
    {
        public void Write(in MirrorEvent line) { }
    }
}
