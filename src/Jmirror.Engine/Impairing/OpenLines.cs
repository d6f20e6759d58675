using Jmirror.Engine.Ledgers;

namespace Jmirror.Engine.Impairing;

/// <summary>
/// Lines of the ledger whose copies are still on their way. The ledger has copies in the order in which they came, so
/// a line waits for those before it; of copies that the sink refused it has none.
/// </summary>
internal sealed class OpenLines(LedgerWriter ledger)
{
    /// <summary>The line of copies that nobody records.</summary>
    public const long None = -1;

    private const int BlockLength = 256;

    private readonly SentCopy[] _block = new SentCopy[BlockLength];

    // A ring; its length is a power of two.
    private Line[] _lines = new Line[1024];
    private long _first;
    private long _end;

    /// <summary>Lines that wait.</summary>
    public long Count => _end - _first;

    /// <summary>Opens the next line.</summary>
    /// <param name="copy">What it will say.</param>
    /// <param name="time">When the copy would be sent if nothing were done to it, nanoseconds since 1970-01-01 UTC.</param>
    public long Open(in SentCopy copy, long time)
    {
        if (_end - _first == _lines.Length)
            Grow();
        At(_end) = new Line(copy, time, LineState.Open);
        return _end++;
    }

    /// <summary>Says that the copy was left as it is after all.</summary>
    public void ClearFault(long number)
    {
        ref var line = ref At(number);
        line = line with { Copy = line.Copy with { Fault = FaultKind.None } };
    }

    /// <summary>Closes a line: it stays, or is struck out as its copy was refused. Those that wait for no other are written.</summary>
    public void Close(long number, bool stays)
    {
        ref var line = ref At(number);
        line = line with { State = stays ? LineState.Stays : LineState.StruckOut };
        if (number == _first)
            WriteClosed();
    }

    private void WriteClosed()
    {
        var (count, time) = (0, 0L);
        for (; _first < _end && At(_first).State != LineState.Open; _first++)
        {
            ref readonly var line = ref At(_first);
            if (line.State == LineState.StruckOut)
                continue;
            if (count == BlockLength || (count > 0 && line.Time != time))
            {
                ledger.Add(_block.AsSpan(0, count), time);
                count = 0;
            }
            time = line.Time;
            _block[count++] = line.Copy;
        }
        if (count > 0)
            ledger.Add(_block.AsSpan(0, count), time);
    }

    private void Grow()
    {
        var larger = new Line[_lines.Length * 2];
        for (var number = _first; number < _end; number++)
            larger[number & (larger.Length - 1)] = At(number);
        _lines = larger;
    }

    private ref Line At(long number) => ref _lines[number & (_lines.Length - 1)];

    private enum LineState : byte
    {
        Open,
        Stays,
        StruckOut,
    }

    private readonly record struct Line(SentCopy Copy, long Time, LineState State);
}
