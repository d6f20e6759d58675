using System.Globalization;
using Jmirror.Cli.Output;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Pacing;

namespace Jmirror.Cli.Replaying;

/// <summary>What a running replay shows: how far it is, what was sent and lost, the rate of the last moment.</summary>
internal sealed class ReplayStatus(
    ReplaySettings settings,
    ReplaySource source,
    ReplayOutputs outputs,
    IReadOnlyList<ReplayThread> threads,
    IPacingClock clock
)
{
    private const double NanosecondsPerSecond = 1e9;

    // Lateness below this is the ordinary jitter of a machine.
    private const long WorthMentioning = 10_000_000;

    private readonly long _start = clock.Now;
    private long _lastTime = clock.Now;
    private long _lastSent;

    public string Line()
    {
        var counters = new RunCounters();
        foreach (var thread in threads)
            counters.Add(thread.Counters);
        var now = clock.Now;
        var rate = (counters.Sent - _lastSent) * NanosecondsPerSecond / Math.Max(1, now - _lastTime);
        (_lastTime, _lastSent) = (now, counters.Sent);

        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{counters.Read:#,0} read, {counters.Sent:#,0} sent, {rate:#,0}/s"
        );
        var lost = counters.Mirrored - counters.Sent;
        if (lost > counters.Sent / 1000)
            line += string.Create(CultureInfo.InvariantCulture, $", {lost:#,0} dropped or waiting");
        if (settings.Loops != 1)
            line += $", loop {threads[0].Passes + 1} of {(settings.Loops == 0 ? "∞" : settings.Loops)}";
        if (threads[0].Pacer.Lateness > WorthMentioning)
            line += $", {threads[0].Pacer.Lateness / 1_000_000} ms behind";
        if (string.Join(", ", outputs.Suspended) is { Length: > 0 } suspended)
            line += $", suspended: {suspended}";
        return ProgressBar.Draw(Fraction(counters, now), (now - _start) / NanosecondsPerSecond) + line;
    }

    // Whichever end comes first.
    private double? Fraction(RunCounters counters, long now)
    {
        double? done = null;
        if (
            settings.Loops > 0
            && source.FractionOfPass(counters.Read - threads[0].FramesOfPasses) is { } pass
        )
            done = (threads[0].Passes + pass) / settings.Loops;
        if (settings.Limit is { } limit)
            done = Math.Max(done ?? 0, (double)counters.Mirrored / limit);
        if (settings.Duration is { } duration)
            done = Math.Max(done ?? 0, (now - _start) / NanosecondsPerSecond / duration.TotalSeconds);
        return done;
    }
}
