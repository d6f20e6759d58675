using System.Globalization;
using Jmirror.Engine.Counting;

namespace Jmirror.Cli.Output;

/// <summary>
/// A line that is redrawn while work goes on: bar, rate, time to go. Drawn by a thread of its own from figures that
/// the work writes anyway, so the work does not know of it.
/// </summary>
internal sealed class Progress : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private const int BarWidth = 24;

    private readonly Terminal _terminal;
    private readonly RunCounters _counters;
    private readonly Func<double?> _fractionDone;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly ITimer? _timer;
    private readonly Lock _drawing = new();
    private int _drawn;
    private bool _ended;

    /// <param name="terminal">Nothing is drawn where nobody watches.</param>
    /// <param name="counters">Figures of the work.</param>
    /// <param name="fractionDone">Part of the work that is done, 0 to 1; null when there is no telling.</param>
    /// <param name="time">Clock of the redrawing.</param>
    public Progress(Terminal terminal, RunCounters counters, Func<double?> fractionDone, TimeProvider time)
    {
        _terminal = terminal;
        _counters = counters;
        _fractionDone = fractionDone;
        _time = time;
        _start = time.GetTimestamp();
        if (terminal.IsInteractive)
            _timer = time.CreateTimer(_ => Draw(), null, Interval, Interval);
    }

    public void Dispose()
    {
        _timer?.Dispose();
        lock (_drawing)
        {
            _ended = true;
            if (_drawn > 0)
                _terminal.Error.Write($"\r{new string(' ', _drawn)}\r");
        }
    }

    private void Draw()
    {
        lock (_drawing)
        {
            if (_ended)
                return;
            var line = Line(_time.GetElapsedTime(_start));
            _terminal.Error.Write($"\r{line.PadRight(_drawn)}");
            _drawn = line.Length;
        }
    }

    private string Line(TimeSpan elapsed)
    {
        var rate = _counters.Sent / Math.Max(elapsed.TotalSeconds, 0.001);
        var figures = string.Create(
            CultureInfo.InvariantCulture,
            $"{_counters.Read:#,0} read, {_counters.Sent:#,0} sent, {rate:#,0}/s"
        );
        if (_fractionDone() is not { } done)
            return figures;
        var filled = (int)(Math.Clamp(done, 0, 1) * BarWidth);
        var bar = new string('#', filled).PadRight(BarWidth, '.');
        var left =
            done > 0.01
                ? $", {TimeSpan.FromSeconds(Math.Ceiling(elapsed.TotalSeconds * (1 - done) / done)):h\\:mm\\:ss} left"
                : "";
        return string.Create(CultureInfo.InvariantCulture, $"[{bar}] {done * 100:0} %, {figures}{left}");
    }
}
