namespace Jmirror.Cli.Output;

/// <summary>
/// A line on standard error that is redrawn while work goes on. Drawn by a timer from figures that the work writes
/// anyway, so the work does not know of it.
/// </summary>
internal sealed class Progress : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly Terminal _terminal;
    private readonly Func<string> _line;
    private readonly ITimer? _timer;
    private readonly Lock _drawing = new();
    private int _drawn;
    private bool _ended;

    /// <param name="terminal">Nothing is drawn where nobody watches.</param>
    /// <param name="line">What to show at this moment.</param>
    /// <param name="time">Clock of the redrawing.</param>
    public Progress(Terminal terminal, Func<string> line, TimeProvider time)
    {
        _terminal = terminal;
        _line = line;
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
            var line = _line();
            _terminal.Error.Write($"\r{line.PadRight(_drawn)}");
            _drawn = line.Length;
        }
    }
}
