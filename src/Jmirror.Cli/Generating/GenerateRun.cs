using Jmirror.Cli.Generating.Logins;
using Jmirror.Cli.Impairing;
using Jmirror.Cli.Output;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Mirroring;
using Jmirror.Engine.Pacing;
using Jmirror.Network.Files;
using Jmirror.Network.Linux;
using Jmirror.Traffic.Generating;

namespace Jmirror.Cli.Generating;

/// <summary>Puts a generator together, runs it and reports.</summary>
internal static class GenerateRun
{
    // With one way out, waiting for it is what a generator wants.
    private const long Patience = 1_000_000_000;

    /// <summary>
    /// When generated time begins, nanoseconds since 1970-01-01 UTC: 2026-01-01. Files are the same whenever they are
    /// made.
    /// </summary>
    public const long Epoch = 1_767_225_600_000_000_000;

    public static int Execute(GenerateSettings settings, Terminal terminal)
    {
        GenerateRules.RefuseContradictions(settings);
        var rate = RateOf(settings);
        var remarks = new List<string>();
        using var logins = SubscriberLogins.Open(settings);
        var supplies = GenerateSupplies.For(settings, logins?.Gate, remarks);
        remarks.ForEach(remark => terminal.Error.WriteLine($"jmirror: {remark}"));
        var target = settings.Form == TrafficForm.Mirrored ? RouterHeaders.TargetOf(settings) : null;
        using var outputs = GenerateOutputs.Open(settings, target);
        var virtualClock = new VirtualClock(rate);
        var generator = new TrafficGenerator(settings.Plan, settings.Form, virtualClock, supplies);
        var mirrors = new PopulationMirrors(
            generator.Population,
            RouterHeaders.Of(settings, outputs.KernelSource, outputs.KernelFragments)
        );

        var clock = new HighResolutionClock(new MonotonicClock(TimeProvider.System));
        var counters = new RunCounters();
        var impaired = new ImpairedSinks(settings.Impair, outputs.Ledger, counters, clock, settings.Sends);
        var pacer = new Pacer(
            settings.Sends ? rate : PacingSchedule.TopSpeed,
            impaired.Clock,
            settings.Pacing.Limits
        );
        var meter = new RateMeter(clock);
        var wayOut = new WayOut(
            impaired.Around(outputs.Sink),
            new WayOutOptions(Patience: Patience),
            counters,
            meter,
            clock
        );
        var copies = settings.Form == TrafficForm.Mirrored;
        var expected = copies ? null : ExpectedOf(outputs, mirrors);
        TrafficOutput output = copies
            ? new MirroredTraffic(mirrors, wayOut, counters, pacer, logins?.Carried)
            : new FrameTraffic(wayOut, counters, pacer, logins?.Carried, expected);
        var restClock = logins is null ? null : clock;
        var loop = new GenerateLoop(settings, generator, virtualClock, output, restClock);

        using var interruption = new Interruption();
        var start = clock.Now;
        using (
            new Progress(
                terminal,
                new GenerateStatus(settings, generator, counters, pacer, outputs, clock).Line,
                TimeProvider.System
            )
        )
            Run(loop, impaired, settings, interruption.Token);
        var elapsed = TimeSpan.FromMicroseconds((clock.Now - start) / 1000.0);
        outputs.Ledger?.Dispose();
        logins?.End();

        var summary = new GenerateSummary
        {
            Form = settings.Form,
            Outputs = outputs.Names,
            Traffic = generator.Counters,
            Sessions = generator.Sessions,
            Radius = logins is null ? null : new RadiusSummary(logins.Figures),
            Counters = counters,
            Expected = expected?.Count,
            Mirrors = copies ? mirrors.Latest : [],
            Ended = mirrors.Ended,
            Duration = elapsed,
            GeneratedTime = TimeSpan.FromMicroseconds(virtualClock.Now / 1000.0),
            Pacing = settings.Sends ? PacingReport.Of(pacer, meter) : null,
            Problems = [.. logins?.Problems ?? [], .. ProblemsOf(settings, outputs, counters, interruption)],
        };
        GenerateReport.Write(summary, settings.Json, terminal);
        return interruption.Happened ? ExitCode.Interrupted
            : summary.Problems.Count > 0 ? ExitCode.CheckFailed
            : ExitCode.Success;
    }

    private static PacingSchedule RateOf(GenerateSettings settings) =>
        settings.Pacing.Schedule ?? PacingSchedule.CopiesPerSecond(GenerateRules.DefaultRate);

    private static ExpectedCopies? ExpectedOf(GenerateOutputs outputs, PopulationMirrors mirrors) =>
        outputs.Ledger is { } ledger ? new ExpectedCopies(ledger, mirrors, TimeProvider.System) : null;

    private static void Run(
        GenerateLoop loop,
        ImpairedSinks impaired,
        GenerateSettings settings,
        CancellationToken cancellation
    )
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (settings is { Sends: true, Duration: { } duration })
            end.CancelAfter(duration);
        try
        {
            loop.Run(end.Token);
            impaired.Finish(end.Token);
        }
        catch (CaptureFileException full)
        {
            throw new OutputException(full);
        }
    }

    private static IEnumerable<string> ProblemsOf(
        GenerateSettings settings,
        GenerateOutputs outputs,
        RunCounters counters,
        Interruption interruption
    )
    {
        if (outputs.Suspended is { } suspended)
            yield return $"at the end of the run it could not be reached: {suspended}";
        var unsent = counters.Mirrored - counters.Sent;
        if (unsent > 0 && outputs.Ledger is not null && settings.Form == TrafficForm.Frames)
            yield return $"{unsent} frames never left, and the ledger expects copies of those that are mirrored: no router can make them";
        if (interruption.Happened)
            yield return $"interrupted after {counters.Read} packets; what was sent or written is complete up to there";
        else if (counters.Read < (settings.Limit ?? 0) && settings.Duration is null)
            yield return $"after {counters.Read} of {settings.Limit} packets nobody was online any more, and nobody would have come again";
        if (counters.Imbalance() is { } imbalance)
            yield return $"the figures do not add up ({imbalance}): please report this";
    }
}
