namespace Jmirror.Cli.Output;

/// <summary>
/// A line, or a few, on standard error that are redrawn while work goes on. Drawn by a timer from figures that the work writes
/// anyway, so the work does not know of it.
/// </summary>
internal sealed class Progress : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly Terminal _terminal;
    private readonly Func<string> _text;
    private readonly ITimer? _timer;
    private readonly Lock _drawing = new();
    private int _linesDrawn;
    private bool _ended;

    /// <param name="terminal">Nothing is drawn where nobody watches.</param>
    /// <param name="text">What to show at this moment, without a line feed at its end.</param>
    /// <param name="time">Clock of the redrawing.</param>
    public Progress(Terminal terminal, Func<string> text, TimeProvider time)
    {
        _terminal = terminal;
        _text = text;
        if (terminal.IsInteractive)
            _timer = time.CreateTimer(_ => Draw(), null, Interval, Interval);
    }

    public void Dispose()
    {
        _timer?.Dispose();
        lock (_drawing)
        {
            _ended = true;
            if (_linesDrawn > 0)
                _terminal.Error.Write(Erasure);
        }
    }

    // Back to where the first line begins, and all below it gone (ECMA-48: CUU, ED).
    private string Erasure => _linesDrawn > 1 ? $"\r\e[{_linesDrawn - 1}A\e[J" : "\r\e[J";

    private void Draw()
    {
        lock (_drawing)
        {
            if (_ended)
                return;
            var text = _text();
            _terminal.Error.Write(Erasure + text);
            _linesDrawn = text.Count(character => character == '\n') + 1;
        }
    }
}
