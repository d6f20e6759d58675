using Jmirror.Cli.Output;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Frames;
using Jmirror.Engine.Mirroring;
using Jmirror.Engine.Pacing;
using Jmirror.Network.Files;

namespace Jmirror.Cli.Replaying;

/// <summary>Puts a replay together, runs it and reports.</summary>
internal static class ReplayRun
{
    public static int Execute(ReplaySettings settings, Terminal terminal)
    {
        var plan = MirrorPlan.From(settings);
        using var source = OpenCaptures(settings, plan.Interfaces);
        using var outputs = ReplayOutputs.Open(settings);

        var clock = new MonotonicClock(TimeProvider.System);
        var counters = new RunCounters();
        var pacer = new Pacer(PacingSchedule.TopSpeed, clock, PacingLimits.Default);
        var wayOut = new WayOut(outputs.Sink, new WayOutOptions(), counters, new RateMeter(clock), clock);
        var pump = new Pump(plan.Table, [wayOut], counters, pacer, settings.Limit ?? long.MaxValue);
        using var interruption = new Interruption();
        var start = TimeProvider.System.GetTimestamp();
        using (new Progress(terminal, counters, () => FractionOf(source), TimeProvider.System))
        {
            pump.Run(source, interruption.Token);
            pump.Finish();
        }
        var duration = TimeProvider.System.GetElapsedTime(start);

        var problems = source.Problems.Select(problem => problem.Message).ToList();
        if (interruption.Happened)
            problems.Add(
                $"interrupted after {counters.Read} packets: what was written holds the copies up to there"
            );
        if (counters.Imbalance() is { } imbalance)
            problems.Add($"the figures do not add up ({imbalance}): please report this");
        var summary = new RunSummary
        {
            Command = "replay",
            Inputs = [.. settings.Captures.Select(capture => capture.Path)],
            Outputs = outputs.Names,
            Counters = counters,
            Mirrors = plan.Table.Mirrors,
            Duration = duration,
            Problems = problems,
        };
        Report.Write(summary, settings.Json, terminal);
        return interruption.Happened ? ExitCode.Interrupted
            : problems.Count > 0 ? ExitCode.CheckFailed
            : ExitCode.Success;
    }

    private static CaptureSequence OpenCaptures(ReplaySettings settings, CaptureInterfaces interfaces)
    {
        try
        {
            return CaptureSequence.Open(
                [.. settings.Captures.Select(c => new CaptureInput(c.Path, c.Interface))],
                interfaces
            );
        }
        catch (CaptureFileException failure)
        {
            throw new CommandException(failure.Message);
        }
    }

    private static double? FractionOf(CaptureSequence source) =>
        source.TotalBytes is > 0 and var total ? (double)source.BytesRead / total : null;
}
