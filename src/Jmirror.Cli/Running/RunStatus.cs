using System.Globalization;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Pacing;
using Jmirror.Engine.Registry;

namespace Jmirror.Cli.Running;

/// <summary>What a live run shows while it goes on.</summary>
internal sealed class RunStatus(
    IReadOnlyList<CaptureThread> threads,
    LiveCapture capture,
    ControlPlane control,
    IPacingClock clock
)
{
    private const double NanosecondsPerSecond = 1e9;

    private long _lastTime = clock.Now;
    private RunCounters _last = new();

    public string Line()
    {
        var counters = Sum(threads);
        var now = clock.Now;
        var seconds = Math.Max(1, now - _lastTime) / NanosecondsPerSecond;
        var read = (counters.Read - _last.Read) / seconds;
        var sent = (counters.Sent - _last.Sent) / seconds;
        (_lastTime, _last) = (now, counters);
        var counts = control.Counts;
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{counters.Read:#,0} read ({read:#,0}/s), {counters.Sent:#,0} sent ({sent:#,0}/s), {counts.Sessions:#,0} subscribers, {counts.Mirrors:#,0} mirrors"
        );
        if (counters.Mirrored - counters.Sent is > 0 and var lost)
            line += string.Create(CultureInfo.InvariantCulture, $", {lost:#,0} dropped or waiting");
        if (capture.Kernel.Dropped is > 0 and var dropped)
            line += string.Create(CultureInfo.InvariantCulture, $", {dropped:#,0} dropped by the kernel");
        return line;
    }

    /// <summary>The figures of all threads.</summary>
    public static RunCounters Sum(IReadOnlyList<CaptureThread> threads)
    {
        var counters = new RunCounters();
        foreach (var thread in threads)
            counters.Add(thread.Counters);
        return counters;
    }
}
