using Jmirror.Cli.Replaying;
using Jmirror.Engine.Pacing;
using Jmirror.Verification.Reporting;
using Jmirror.Verification.Searching;

namespace Jmirror.Cli.Searching;

/// <summary>Puts a search together, runs it trial by trial and reports.</summary>
internal static class FindMaxRun
{
    private const int FewestPackets = 10;

    public static int Execute(FindMaxSettings settings, Terminal terminal)
    {
        RefuseContradictions(settings);
        var replay = settings.Replay;
        var plan = MirrorPlan.From(replay);
        using var interruption = new Interruption();
        using var source = ReplaySource.Open(replay, plan.Interfaces, interruption.Token);
        // First the receiver: an ordinary UDP sender does without its wanted port when that is taken, a receiver cannot.
        using var arrivals = ArrivalCounters.Open(settings, plan);
        using var outputs = ReplayOutputs.Open(replay, plan);
        // Before the search: it would be a pity to learn only afterwards that the file cannot be written.
        using var report = settings.Report is null ? null : File.CreateText(settings.Report);
        var mirrors = ReplayMirrors.Of(plan, outputs);
        var runner = new TrialRunner(replay, settings.Settle, source, outputs, mirrors, arrivals, terminal);
        var search = new RateSearch(settings.Search);
        var texts = settings.Json ? terminal.Error : terminal.Out;
        var clock = new MonotonicClock(TimeProvider.System);
        var start = clock.Now;

        var failure = Search(
            search,
            settings.Search.MinPps,
            runner,
            () => Tell(search.Report(), texts, terminal),
            interruption
        );

        var found = search.Report();
        List<string> problems = [.. ProblemsOf(found, runner, source, outputs, settings)];
        if (failure is not null)
            problems.Add($"the search ended early: {failure}");
        var result = new FindMaxResult
        {
            Settings = settings,
            Search = found,
            DroppedByReceiver = runner.DroppedByReceiver,
            Outputs = outputs.Names,
            Receiver = arrivals.Name,
            Counters = runner.Counters,
            Mirrors = mirrors.Table.Mirrors,
            Start = clock.UtcAt(start),
            Duration = TimeSpan.FromMicroseconds((clock.Now - start) / 1000.0),
            Problems = problems,
        };
        RateSearchText.WriteResult(found, texts);
        terminal.Flush();
        foreach (var problem in problems)
            terminal.Error.WriteLine($"jmirror: {problem}");
        if (settings.Json)
            FindMaxJson.Write(result, terminal.Out);
        if (report is not null)
            HtmlReport.Write(FindMaxReport.Of(result), report);
        return interruption.Happened ? ExitCode.Interrupted
            : failure is not null ? ExitCode.Environment
            : found.IsConfirmed ? ExitCode.Success
            : ExitCode.CheckFailed;
    }

    private static void RefuseContradictions(FindMaxSettings settings)
    {
        if (settings.Replay is { ConfigFile: null, Way.Analyzer: null })
            throw new CommandException(
                "nowhere to send the copies: give --analyzer IP[:PORT] or --config FILE"
            );
        ReplayRun.RefuseContradictions(settings.Replay);
        var counters = new object?[] { settings.ReceiveOn, settings.Listen, settings.Counter };
        if (counters.Count(counter => counter is not null) != 1)
            throw new CommandException(
                "who counts what arrives? give one of --receive-on IFACE, --listen IP:PORT and --counter COMMAND"
            );
        if (settings.Search.Problem() is { } problem)
            throw new CommandException(problem);
        if (settings.Search.MinPps * settings.Search.TrialDuration.TotalSeconds < FewestPackets)
            throw new CommandException(
                $"a trial has to send at least {FewestPackets} packets to tell a rate: raise --from or --trial"
            );
    }

    // Runs trials to the end of the search. Otherwise the sentence that says why it ended early.
    private static string? Search(
        RateSearch search,
        long lowestPps,
        TrialRunner runner,
        Action tell,
        Interruption interruption
    )
    {
        try
        {
            runner.WarmUp(lowestPps, interruption.Token);
            while (search.Next is { } request)
            {
                search.Record(runner.Run(request, interruption.Token));
                tell();
            }
            return null;
        }
        catch (OperationCanceledException)
        {
            return "interrupted";
        }
        catch (ArrivalsUnknownException) when (interruption.Happened)
        {
            // Ctrl-C ends the counter command as well.
            return "interrupted";
        }
        catch (ArrivalsUnknownException failure)
        {
            return failure.Message;
        }
    }

    private static void Tell(RateSearchReport soFar, TextWriter texts, Terminal terminal)
    {
        if (soFar.Trials.Count == 1)
            texts.WriteLine(RateSearchText.Heading);
        texts.WriteLine(RateSearchText.Row(soFar.Trials[^1]));
        terminal.Flush();
    }

    private static IEnumerable<string> ProblemsOf(
        RateSearchReport found,
        TrialRunner runner,
        ReplaySource source,
        ReplayOutputs outputs,
        FindMaxSettings settings
    )
    {
        foreach (var problem in source.Problems)
            yield return problem;
        foreach (var suspended in outputs.Suspended)
            yield return $"at the end copies were suspended: {suspended}";
        if (
            found.Trials.Any(trial => trial.Result.Sent > 0)
            && found.Trials.All(trial => trial.Result.Received == 0)
        )
            yield return "nothing arrived in any trial: does the path lead to where the packets are counted?";
        if (runner.DroppedByReceiver.Sum() is > 0 and var dropped)
            yield return $"this receiver was too slow for {dropped} packets that the path delivered: the limit may be its own";
        if (settings.Counter is not null && runner.Counters.Fragments > 0)
            yield return "copies left in outer fragments: the counter has to count whole datagrams (or raise --mtu)";
        if (runner.Counters.Imbalance() is { } imbalance)
            yield return $"the figures do not add up ({imbalance}): please report this";
    }
}
