using Jmirror.Cli.Output;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Pacing;
using Jmirror.Network.Linux;

namespace Jmirror.Cli.Replaying;

/// <summary>Puts a replay together, runs it and reports.</summary>
internal static class ReplayRun
{
    public static int Execute(ReplaySettings settings, Terminal terminal)
    {
        RefuseContradictions(settings);
        var plan = MirrorPlan.From(settings);
        using var interruption = new Interruption();
        // Captures first: an output file that is one of them is then refused.
        using var source = ReplaySource.Open(settings, plan.Interfaces, interruption.Token);
        using var outputs = ReplayOutputs.Open(settings, plan);
        var mirrors = ReplayMirrors.Of(plan, outputs);
        if (mirrors.Learner is not null && settings.Threads > 1)
            throw new CommandException(
                "a trigger on an identity follows the logins in the captures, which takes one thread: leave out --threads"
            );
        var clock = new HighResolutionClock(new MonotonicClock(TimeProvider.System));
        var threads = new ReplayThreads(settings, source, outputs, mirrors, clock);

        var start = clock.Now;
        using (
            new Progress(
                terminal,
                new ReplayStatus(settings, source, outputs, threads.All, clock).Line,
                TimeProvider.System
            )
        )
            threads.Run(interruption.Token);
        var elapsed = TimeSpan.FromMicroseconds((clock.Now - start) / 1000.0);
        outputs.CloseLedger();

        var counters = threads.SumUp();
        var summary = new RunSummary
        {
            Command = "replay",
            Inputs = [.. settings.Captures.Select(capture => capture.Path)],
            Outputs = outputs.Names,
            Counters = counters,
            Mirrors = mirrors.Table.Mirrors,
            Ended = mirrors.Table.Ended,
            Passes = threads.All.Max(thread => thread.Passes),
            Duration = elapsed,
            Pacing = settings.Sends ? threads.ReportPacing() : null,
            Problems = [.. ProblemsOf(source, outputs, counters, interruption)],
        };
        Report.Write(summary, settings.Json, terminal);
        return interruption.Happened ? ExitCode.Interrupted
            : summary.Problems.Count > 0 ? ExitCode.CheckFailed
            : ExitCode.Success;
    }

    /// <exception cref="CommandException">Options that contradict each other.</exception>
    public static void RefuseContradictions(ReplaySettings settings)
    {
        if (settings.DryRun && (settings.Send || settings.Writes.Count > 0))
            throw new CommandException("--dry-run sends and writes nothing: leave out --send and --write");
        if (settings.DryRun && settings.Ledger is not null)
            throw new CommandException("--dry-run sends nothing that a --ledger could record");
        if (settings.Ledger is { } ledger && settings.NamesAnother(ledger))
            throw new CommandException($"--ledger {ledger} is another file of this command line");
        if (settings is { Sends: true, ConfigFile: null, Way.Analyzer: null })
            throw new CommandException(
                "nowhere to send the copies: give --analyzer IP[:PORT], --config FILE, --write FILE, or --dry-run to only count them"
            );
        if (settings.Way is { StaticArp: not null, Via: null or { Port: null } })
            throw new CommandException("--static-arp goes with an analyzer port: --via port:IFACE");
        if (settings.Sends)
            return;
        if (settings.Pacing is not { Schedule: null, Burst: null })
            throw new CommandException(
                "rates pace sending, and nothing is sent here: files are written at once (--send does both)"
            );
        if (settings.Threads > 1)
            throw new CommandException("--threads is for sending, and nothing is sent here");
        if (settings.Loops == 0 && settings is { Limit: null, Duration: null })
            throw new CommandException(
                "--loop 0 without --send would write for ever: give --limit or --duration"
            );
    }

    private static IEnumerable<string> ProblemsOf(
        ReplaySource source,
        ReplayOutputs outputs,
        RunCounters counters,
        Interruption interruption
    )
    {
        foreach (var problem in source.Problems)
            yield return problem;
        foreach (var suspended in outputs.Suspended)
            yield return $"at the end of the run this analyzer could not be reached: {suspended}";
        if (interruption.Happened)
            yield return $"interrupted after {counters.Read} packets; what was sent or written is complete up to there";
        if (counters.Imbalance() is { } imbalance)
            yield return $"the figures do not add up ({imbalance}): please report this";
    }
}
