using System.Globalization;
using Jmirror.Cli.Output;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Pacing;
using Jmirror.Traffic.Generating;

namespace Jmirror.Cli.Generating;

/// <summary>The line that is redrawn while a generator runs.</summary>
internal sealed class GenerateStatus(
    GenerateSettings settings,
    TrafficGenerator generator,
    RunCounters counters,
    Pacer pacer,
    GenerateOutputs outputs,
    IPacingClock clock
)
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const long WorthMentioning = 100_000_000;

    private readonly long _start = clock.Now;
    private long _lastTime = clock.Now;
    private long _lastSent;

    public string Line()
    {
        var now = clock.Now;
        var rate = (counters.Sent - _lastSent) * NanosecondsPerSecond / Math.Max(1, now - _lastTime);
        (_lastTime, _lastSent) = (now, counters.Sent);
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{counters.Sent:#,0} sent, {rate:#,0}/s, {generator.Sessions.Online:#,0} online"
        );
        var lost = counters.Mirrored - counters.Sent;
        if (lost > counters.Sent / 1000)
            line += string.Create(CultureInfo.InvariantCulture, $", {lost:#,0} dropped or waiting");
        if (pacer.Lateness > WorthMentioning)
            line += $", {pacer.Lateness / 1_000_000} ms behind";
        if (outputs.Suspended is { } suspended)
            line += $", suspended: {suspended}";
        var seconds = (now - _start) / NanosecondsPerSecond;
        return ProgressBar.Draw(Fraction(seconds), seconds) + line;
    }

    // Whichever end comes first.
    private double? Fraction(long seconds)
    {
        double? done = null;
        if (settings.Limit is { } limit)
            done = (double)counters.Read / limit;
        if (settings.Duration is { } duration)
            done = Math.Max(done ?? 0, seconds / duration.TotalSeconds);
        return done;
    }
}
