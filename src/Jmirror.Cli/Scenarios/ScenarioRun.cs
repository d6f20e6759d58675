using Jmirror.Cli.Output;
using Jmirror.Cli.Scenarios.Steps;
using Jmirror.Engine.Pacing;
using Jmirror.Provisioning.Scenarios;
using Jmirror.Verification.Verdicts;

namespace Jmirror.Cli.Scenarios;

/// <summary>Starts the commands that a scenario needs, ends them, and makes one verdict of what they tell.</summary>
internal sealed class ScenarioRun : IDisposable
{
    // What receive and run say once packets may come.
    private const string ReceiverIsReady = "receiving from ";
    private const string RouterIsReady = " is mirroring";

    // Copies on their way, in queues of the kernel and of a router.
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(500);

    // To come up with a million subscribers, and to wait out delays that were put in.
    private static readonly TimeSpan Extra = TimeSpan.FromMinutes(3);

    private readonly ScenarioSettings _settings;
    private readonly ScenarioPlan _plan;
    private readonly ScenarioFolder _folder;
    private readonly AnalyzerPort? _analyzer;
    private readonly ScenarioSteps _steps;
    private readonly List<ChildProgram> _children = [];

    private ScenarioRun(
        ScenarioSettings settings,
        ScenarioPlan plan,
        ScenarioFolder folder,
        IReadOnlyList<ScenarioStep> steps
    )
    {
        (_settings, _plan, _folder) = (settings, plan, folder);
        _analyzer = plan.HeldPort is { } port ? new AnalyzerPort(port) : null;
        _steps = new ScenarioSteps(steps, _analyzer, TimeProvider.System);
    }

    public static int Execute(ScenarioSettings settings, Terminal terminal)
    {
        var loaded = ScenarioFile.Load(settings.File);
        var scenario = loaded.Config ?? throw new ConfigurationException(loaded.Errors);
        // First: it would be a pity to learn only afterwards that they cannot be written.
        using var junit = settings.JUnit is null ? null : File.Create(settings.JUnit);
        using var report = settings.Report is null ? null : File.CreateText(settings.Report);
        using var folder = ScenarioFolder.Open(settings.Keep);
        using var interruption = new Interruption();
        using var run = new ScenarioRun(
            settings,
            ScenarioPlan.Of(scenario, settings, folder),
            folder,
            scenario.Steps
        );
        var clock = new MonotonicClock(TimeProvider.System);
        var start = clock.Now;

        using (new Progress(terminal, () => $"{settings.File}: {run.Doing}", TimeProvider.System))
            run.Perform(LimitOf(scenario, settings), interruption.Token);
        var children = run.EndAll(interruption.Happened);

        var outcome = new ScenarioOutcome
        {
            Settings = settings,
            Scenario = scenario,
            Children = children,
            Steps = run._steps.Outcomes,
            Verdict = new Verdict([.. ScenarioChecks.Of(scenario.Verdict, children, run._steps.Outcomes)]),
            IsInterrupted = interruption.Happened,
            Start = clock.UtcAt(start),
            Duration = TimeSpan.FromMicroseconds((clock.Now - start) / 1000.0),
        };
        ScenarioOutput.Write(outcome, junit, report, terminal);
        return interruption.Happened ? ExitCode.Interrupted
            : outcome.Verdict.Passed ? ExitCode.Success
            : ExitCode.CheckFailed;
    }

    public void Dispose()
    {
        foreach (var child in _children)
            child.Dispose();
        _analyzer?.Dispose();
    }

    private string Doing { get; set; } = "starting";

    private void Perform(TimeSpan? limit, CancellationToken cancellation)
    {
        try
        {
            if (_plan.Receive is { } receive)
                Start(receive).WaitUntilItSays(ReceiverIsReady, cancellation);
            if (_plan.Run is { } router)
                Start(router).WaitUntilItSays(RouterIsReady, cancellation);
            var generator = Start(_plan.Generate);
            Doing = "generating";
            CarryOutSteps(cancellation);
            ChildProgram.WaitForAnyEnd(_children, limit, cancellation);
            if (generator.HasEnded)
                RefuseFailure(generator.End());
            Doing = "waiting for what is on its way";
            cancellation.WaitHandle.WaitOne(Settle);
        }
        catch (OperationCanceledException)
        {
            // What has been started tells what it has seen.
        }
    }

    // Until one of those has died that the steps are about.
    private void CarryOutSteps(CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var steps = _steps.RunAsync(stop.Token);
        while (!steps.IsCompleted && !_children.Any(HasFailed))
            cancellation.WaitHandle.WaitOne(ChildProgram.Look);
        if (!steps.IsCompleted)
            stop.Cancel();
        try
        {
            steps.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The verdict tells who has died.
        }
    }

    // The subscribers may end before the steps do, everybody else only when they are told to.
    private static bool HasFailed(ChildProgram child) =>
        child.EndedWith is { } code && (child.Command is not "generate" || code > ExitCode.CheckFailed);

    // In the reverse order: who sends before who receives.
    private List<ChildOutcome> EndAll(bool isInterrupted)
    {
        var outcomes = new List<ChildOutcome>();
        foreach (var child in Enumerable.Reverse(_children))
        {
            var isEarly = !isInterrupted && child.HasEnded && child.Command is not "generate";
            if (isInterrupted)
                child.ExpectOwnEnd();
            var outcome = child.End() with { IsEarly = isEarly };
            _folder.Keep(outcome);
            outcomes.Insert(0, outcome);
        }
        return outcomes;
    }

    private ChildProgram Start(IReadOnlyList<string> arguments)
    {
        var child = ChildProgram.Start(_settings.Program, arguments);
        _children.Add(child);
        return child;
    }

    // Refused or not permitted: nothing was sent, so there is nothing to judge.
    private void RefuseFailure(ChildOutcome outcome)
    {
        if (outcome is not { Summary: null, ExitCode: ExitCode.BadInput or ExitCode.Environment })
            return;
        _folder.Keep(outcome);
        throw ChildProgram.Failure(outcome);
    }

    private static TimeSpan? LimitOf(ScenarioConfig scenario, ScenarioSettings settings) =>
        settings.Duration is { } text && DurationText.TryParse(text, out var nanoseconds, out _)
            ? TimeSpan.FromMicroseconds(nanoseconds / 1000.0) + Extra
            : scenario.Duration + Extra;
}
